import type { Customer } from '@kelvin/contracts';
import { Avatar, Chip, Notice } from '@kelvin/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Merge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { AsOfNotice } from '../../../shared/as-of/as-of-notice.tsx';
import { useCustomerTitle } from '../../../shared/customers/cells.tsx';
import { useFormat, useNow } from '../../../shared/format/use-format.tsx';
import { CustomerBand } from '../../../shared/scoring/bands.tsx';
import { customerEventsOptions } from '../api/customer.ts';
import { CustomerMenu, ExclusionNotice } from './exclusion.tsx';
import { NoiseNotice } from './noise-notice.tsx';

/** Who this is: name, temperature, how long known, how many identities. */
export function CustomerHead({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const now = useNow();
  const { slug } = useWorkspace();
  const { t: ts } = useTranslation('scoring');
  const name = useCustomerTitle()(customer);
  // The page asks for its events anyway. Which it was says why it may be later than anything the customer did.
  const latest = useInfiniteQuery(customerEventsOptions(slug, customer.id)).data?.pages[0]?.items[0];
  const what = latest && (latest.meaning ? ts(`meanings.${latest.meaning}`, { defaultValue: latest.meaning }) : latest.name);
  const ago = format.ago(customer.lastSeenAt, now);
  const facts = [
    customer.email, t('head.since', { date: format.date(customer.firstSeenAt) }), what ? t('head.seenWhat', { what, ago }) : t('head.seen', { ago }),
    t('head.identities', { count: customer.identities.length, n: format.number(customer.identities.length) }),
  ].filter(Boolean);
  return (
    <header className="flex flex-col gap-3">
      <Link to="/w/$workspace/customers" params={{ workspace: slug }} className="inline-flex min-h-6 items-center gap-1 self-start text-meta text-ink-2 hover:text-ink"><ChevronLeft aria-hidden size={14} />{t('back')}</Link>
      <div className="flex items-center gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2"><h1 className="min-w-0 text-title font-semibold break-words">{name}</h1><CustomerBand band={customer.band} isGone={customer.isGone} />{customer.isVisitor ? <Chip>{t('head.visitor')}</Chip> : null}</div>
          <p className="text-meta text-ink-2">{facts.join(' · ')}</p>
        </div>
        {customer.mergedInto ? null : <CustomerMenu customer={customer} />}
      </div>
      {customer.mergedInto ? <Notice tone="accent" icon={<Merge aria-hidden size={16} />} actions={<Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: customer.mergedInto }} className="font-medium underline">{t('openMerged')}</Link>}>{t('mergedInto')}</Notice> : null}
      <ExclusionNotice customer={customer} />
      {customer.mergedInto ? null : <NoiseNotice customerId={customer.id} />}
      <AsOfNotice lastSeenAt={customer.lastSeenAt} />
    </header>
  );
}
