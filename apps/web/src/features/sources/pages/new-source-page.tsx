import type { SourceWithSecret } from '@kelvin/contracts';
import { buttonClass, Card } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { createSource, refreshSources } from '../api/sources.ts';
import { FirstEventPane } from '../components/first-event-pane.tsx';
import { NewSecret } from '../components/new-secret.tsx';
import { SnippetTabs } from '../components/snippet-tabs.tsx';
import { KindStep, NameStep, type WizardDraft } from '../components/wizard-steps.tsx';
import { sourcesEn } from '../i18n/en.ts';

addEnglish('sources', sourcesEn);

const STEPS = 3;

/** Connecting a source: what it is, its name, then its key with the wait for the first event. */
export function NewSourcePage() {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const [step, setStep] = useState<1 | 2>(1);
  const [made, setMade] = useState<SourceWithSecret | null>(null);
  const shown = made ? STEPS : step;
  return (
    <Page title={t('wizard.title')} width={made ? 'wide' : 'narrow'} note={t('wizard.step', { n: format.number(shown), total: format.number(STEPS) })}>
      <NeedsPermission permission="sources.manage">{made ? <SendStep source={made} /> : <Questions step={step} onStep={setStep} onMade={setMade} />}</NeedsPermission>
    </Page>
  );
}

function Questions({ step, onStep, onMade }: { step: 1 | 2; onStep: (step: 1 | 2) => void; onMade: (source: SourceWithSecret) => void }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [draft, setDraft] = useState<WizardDraft>({ kind: 'tracking', name: '', authentication: 'signature' });
  const [isNameMissing, setIsNameMissing] = useState(false);
  const create = useMutation({
    mutationFn: () => createSource(slug, { kind: draft.kind, name: draft.name.trim(), ...(draft.kind === 'webhook' ? { authentication: draft.authentication } : {}) }),
    onSuccess: (source) => {
      refreshSources(queryClient, slug);
      onMade(source);
    },
  });
  const change = (next: Partial<WizardDraft>) => setDraft((now) => ({ ...now, ...next }));
  if (step === 1) {
    return <KindStep draft={draft} onChange={change} onNext={() => (draft.kind === 'import' ? void navigate({ to: '/w/$workspace/imports/new', params: { workspace: slug } }) : onStep(2))} />;
  }
  return (
    <NameStep draft={draft} onChange={change} isBusy={create.isPending} onBack={() => onStep(1)}
      error={isNameMissing && draft.name.trim() === '' ? t('wizard.nameRequired') : create.isError ? errorText(create.error) : undefined}
      onNext={() => (draft.name.trim() === '' ? setIsNameMissing(true) : create.mutate())} />
  );
}

function SendStep({ source }: { source: SourceWithSecret }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
      <Card title={t('wizard.send')} note={source.name} actions={<Link to="/w/$workspace/sources/$sourceId" params={{ workspace: slug, sourceId: source.id }} className={buttonClass('secondary', 'sm')}>{t('wizard.done')}</Link>}>
        <div className="flex flex-col gap-5"><NewSecret source={source} /><SnippetTabs source={source} secret={source.secret} /></div>
      </Card>
      <FirstEventPane source={source} />
    </div>
  );
}
