import { buttonClass, IconButton, Skeleton } from '@kelvin/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useCustomerTitle } from '../../../shared/customers/cells.tsx';
import { CustomerBand } from '../../../shared/scoring/bands.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { customerEventsOptions, customerOptions } from '../api/customer.ts';
import { EventLine } from './event-line.tsx';
import { Ledger } from './ledger.tsx';
import { PeekChances } from './peek-chances.tsx';
import { ScoreSummary } from './score-summary.tsx';

/** A closer look at one customer beside the list, which keeps the focus: score, why, latest events. */
export function CustomerPeek({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { t: ts } = useTranslation('scoring');
  const { t: tc } = useTranslation();
  const titleOf = useCustomerTitle();
  const { slug } = useWorkspace();
  const { data: customer, error, refetch } = useQuery(customerOptions(slug, customerId));
  const events = useInfiniteQuery(customerEventsOptions(slug, customerId));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onClose]);
  return (
    <aside aria-label={t('peek.label')} className="flex min-h-0 flex-col rounded-lg border border-line bg-surface shadow-card max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-40 max-xl:w-full max-xl:max-w-[480px] max-xl:rounded-none max-xl:shadow-pop xl:w-[400px] 2xl:w-[480px]">
      <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-body font-semibold">{customer ? titleOf(customer) : <Skeleton className="h-5 w-40" />}</h2>
        {customer ? <CustomerBand band={customer.band} isGone={customer.isGone} /> : null}
        <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId }} className={buttonClass('secondary', 'sm')}>{t('peek.open')}</Link>
        <IconButton label={tc('actions.close')} size="sm" onClick={onClose}><X aria-hidden size={16} /></IconButton>
      </header>
      <div tabIndex={0} role="region" aria-label={t('peek.label')} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        {error && !customer ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : null}
        {!customer && !error ? <><Skeleton className="h-20" /><Skeleton className="h-48" /></> : null}
        {customer ? (
          <>
            <ScoreSummary customer={customer} />
            <section className="flex flex-col gap-2"><h3 className="font-semibold">{ts('why')}</h3><Ledger customer={customer} limit={6} /></section>
            <PeekChances customerId={customerId} />
            <section className="flex flex-col gap-1">
              <h3 className="font-semibold">{t('peek.recent')}</h3>
              {(events.data?.pages[0]?.items ?? []).slice(0, 5).map((event) => <EventLine key={event.id} event={event} />)}
            </section>
          </>
        ) : null}
      </div>
    </aside>
  );
}
