import type { EventType } from '@kelvin/contracts';
import { Button, Dialog } from '@kelvin/ui';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

export type ChangeDialogProps = { type: EventType; meaning: string | null; isBusy: boolean; error: string | null; onConfirm: () => void; onClose: () => void };

/** What a changed meaning does, before it is done. */
export function ChangeDialog({ type, meaning, isBusy, error, onConfirm, onClose }: ChangeDialogProps) {
  const { t } = useTranslation('eventTypes');
  const { t: tc } = useTranslation();
  const format = useFormat();
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} title={t('change.title', { name: type.name })} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="primary" isBusy={isBusy} onClick={onConfirm}>{t('change.confirm')}</Button></>}>
      <div className="flex flex-col gap-3">
        <div className="flex items-center gap-3">
          <Meaning word={t('change.from')} meaning={type.meaning} />
          <ArrowRight aria-hidden size={16} className="shrink-0 text-ink-3" />
          <Meaning word={t('change.to')} meaning={meaning} />
        </div>
        <p className="text-ink-2">{t('change.text', { count: type.eventCount, n: format.number(type.eventCount) })}</p>
        <p className="text-ink-2">{t('change.safe')}</p>
        {error ? <p role="alert" className="text-err">{error}</p> : null}
      </div>
    </Dialog>
  );
}

function Meaning({ word, meaning }: { word: string; meaning: string | null }) {
  const { t } = useTranslation('eventTypes');
  const { t: ts } = useTranslation('scoring');
  return (
    <div className="flex min-w-0 flex-1 flex-col rounded-md border border-line bg-surface-2 px-3 py-2">
      <span className="text-meta text-ink-2">{word}</span>
      <span className="font-medium text-ink">{meaning ? ts(`meanings.${meaning}`, { defaultValue: meaning }) : t('none')}</span>
      {meaning ? <span className="text-meta text-ink-2">{t(`hints.${meaning}`, { defaultValue: '' })}</span> : null}
    </div>
  );
}
