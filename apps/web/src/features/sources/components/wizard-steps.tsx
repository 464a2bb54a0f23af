import type { CreateSource } from '@kelvin/contracts';
import { Button, Card, Field, Input } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { ChoiceCard } from './choice-card.tsx';
import { KIND_ICON } from './source-badges.tsx';

const KINDS = ['tracking', 'webhook', 'import'] as const;
export type WizardDraft = { kind: CreateSource['kind']; name: string; authentication: 'signature' | 'secret_path' };

/** First: what sends the data. */
export function KindStep({ draft, onChange, onNext }: { draft: WizardDraft; onChange: (change: Partial<WizardDraft>) => void; onNext: () => void }) {
  const { t } = useTranslation('sources');
  return (
    <Card title={t('wizard.kind')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); onNext(); }}>
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">{t('wizard.kind')}</legend>
          {KINDS.map((kind) => <ChoiceCard key={kind} group="kind" value={kind} isChosen={draft.kind === kind} onChoose={() => onChange({ kind })} title={t(`kinds.${kind}`)} text={t(`wizard.kindText.${kind}`)} Icon={KIND_ICON[kind]} />)}
        </fieldset>
        <div className="flex justify-end"><Button type="submit" variant="primary">{draft.kind === 'import' ? t('wizard.toImport') : t('wizard.next')}</Button></div>
      </form>
    </Card>
  );
}

export type NameStepProps = { draft: WizardDraft; onChange: (change: Partial<WizardDraft>) => void; error: string | undefined; isBusy: boolean; onBack: () => void; onNext: () => void };

/** Second: its name, and for a webhook how the sender is recognised. */
export function NameStep({ draft, onChange, error, isBusy, onBack, onNext }: NameStepProps) {
  const { t } = useTranslation('sources');
  return (
    <Card title={t(`kinds.${draft.kind}`)}>
      <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); onNext(); }}>
        <Field label={t('wizard.name')} hint={t('wizard.nameHint')} error={error}>
          <Input autoFocus maxLength={80} value={draft.name} placeholder={draft.kind === 'webhook' ? t('wizard.namePlaceholder.webhook') : t('wizard.namePlaceholder.tracking')} onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        {draft.kind === 'webhook' ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1 font-medium">{t('wizard.authentication')}</legend>
            <ChoiceCard group="authentication" value="signature" isChosen={draft.authentication === 'signature'} onChoose={() => onChange({ authentication: 'signature' })} title={t('wizard.signature')} text={t('wizard.signatureText')} />
            <ChoiceCard group="authentication" value="secret_path" isChosen={draft.authentication === 'secret_path'} onChoose={() => onChange({ authentication: 'secret_path' })} title={t('wizard.secretPath')} text={t('wizard.secretPathText')} />
          </fieldset>
        ) : null}
        <div className="flex justify-between"><Button onClick={onBack}>{t('wizard.back')}</Button><Button type="submit" variant="primary" isBusy={isBusy}>{t('wizard.create')}</Button></div>
      </form>
    </Card>
  );
}
