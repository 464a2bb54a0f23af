import type { ParkedGroup } from '@kelvin/contracts';
import { Field, Input } from '@kelvin/ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { mendAmount } from '../api/sources.ts';
import { useParkedJob } from './use-parked-job.ts';

/** An amount that a sender no longer sends: what is known of it, and the two things that may be true of it. */
export function MissingAmount({ sourceId, missing }: { sourceId: string; missing: NonNullable<ParkedGroup['missing']> }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const listId = useId();
  const [field, setField] = useState(missing.maybe[0] ?? '');
  const mend = useParkedJob((slug, now: string | null) => mendAmount(slug, sourceId, now));
  const share = format.percent(Math.floor(missing.share * 100) / 100);
  return (
    <div className="flex flex-col gap-2 rounded-md bg-surface-2 p-3">
      <p className="text-control text-ink">{missing.was === null ? t('amount.gone', { share }) : t('amount.goneField', { share, field: missing.was })}</p>
      <p className="text-meta text-ink-2">{t('amount.events', { names: missing.eventTypes.join(', ') })}</p>
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t('amount.nowCalled')}><Input value={field} maxLength={200} list={listId} className="w-56" onChange={(event) => setField(event.target.value)} /></Field>
        <datalist id={listId}>{missing.maybe.map((one) => <option key={one} value={one}>{one}</option>)}</datalist>
        <PermittedButton permission="sources.manage" variant="primary" disabled={field.trim() === ''} isBusy={mend.isPending && mend.variables !== null} onClick={() => mend.mutate(field.trim())}>{t('amount.take')}</PermittedButton>
        <PermittedButton permission="sources.manage" isBusy={mend.isPending && mend.variables === null} onClick={() => mend.mutate(null)}>{t('amount.optional')}</PermittedButton>
      </div>
    </div>
  );
}
