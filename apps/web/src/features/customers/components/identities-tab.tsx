import type { Customer } from '@kelvin/contracts';
import { Chip } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { MergeList } from './merge-list.tsx';

/** The identities that are this customer, what each is known by, and how they came together. */
export function IdentitiesTab({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <div className="flex flex-col gap-4 p-4">
      <ul className="flex flex-col gap-3">
        {customer.identities.map((identity) => (
          <li key={identity.profileId} className="rounded-md border border-line p-3">
            <p className="flex flex-wrap items-baseline gap-x-2"><span className="font-medium">{t(`kinds.${identity.kind}`, { defaultValue: identity.kind })}</span><span className="min-w-0 font-mono text-meta break-all text-ink-2">{identity.key}</span></p>
            <ul className="flex flex-wrap gap-1.5 py-2">{identity.identifiers.map((one) => <li key={`${one.kind}:${one.value}`} className="max-w-full"><Chip title={one.value}>{t(`kinds.${one.kind}`, { defaultValue: one.kind })}: {one.value}</Chip></li>)}</ul>
            <p className="text-meta text-ink-3">{t('head.events', { count: identity.eventCount, n: format.number(identity.eventCount) })} · {t('identities.first')}: {format.date(identity.firstSeenAt)} · {t('identities.last')}: <TimeAgo iso={identity.lastSeenAt} /></p>
          </li>
        ))}
      </ul>
      <section className="flex flex-col gap-2"><h3 className="font-semibold">{t('identities.merges')}</h3><MergeList merges={customer.merges} /></section>
    </div>
  );
}
