import type { CustomerList, ListedOutcome } from '@kelvin/contracts';
import { buttonClass, Button, EmptyState } from '@kelvin/ui';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { SearchX, UserX, Users } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { NoPermission } from '../../../shared/ui/no-permission.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import type { Predicted } from '../components/chance-filter.tsx';
import { CustomerPeek } from '../components/customer-peek.tsx';
import { CustomerTable } from '../components/customer-table.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { SavedViews } from '../components/saved-views.tsx';
import { UpdateOffer } from '../components/update-offer.tsx';
import { parseCustomersSearch, toCustomerFilters, type CustomersSearch } from '../customers-search.ts';
import { customersEn } from '../i18n/en.ts';

addEnglish('customers', customersEn);

const NO_OUTCOMES: readonly ListedOutcome[] = [];

/** All customers, narrowed by the address: temperature, words, score, chances, movement. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { t: tl } = useTranslation('customerList');
  const format = useFormat();
  const { slug } = useWorkspace();
  const canRead = useCan('customers.read');
  const search = useSearch({ from: '/app/w/$workspace/customers' });
  const navigate = useNavigate();
  const [total, setTotal] = useState<number | null>(null);
  // Kept while other filters load, so that columns and filters stay where they are.
  const [predicted, setPredicted] = useState<Predicted | null>(null);
  const onHead = useCallback((head: CustomerList | null) => {
    setTotal(head?.total ?? null);
    if (head) setPredicted(head);
  }, []);
  const change = useCallback((patch: Partial<CustomersSearch>) => {
    void navigate({ to: '.', search: (before) => parseCustomersSearch({ ...before, ...patch }), replace: true });
  }, [navigate]);
  const open = (customerId: string) => void navigate({ to: '/w/$workspace/customers/$customerId', params: { workspace: slug, customerId } });
  const filters = toCustomerFilters(search);
  if (!canRead) return <NoPermission title={t('title')} />;
  return (
    <Page title={t('title')} height="full" note={total === null ? null : search.who === 'visitors' ? t('visitors', { count: total, n: format.number(total) }) : tl('count', { count: total, n: format.number(total) })} actions={<UpdateOffer />}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 lg:flex-row">
        <SavedViews search={search} />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3">
          <FilterBar search={search} predicted={predicted} onChange={change} />
          <div className="flex min-h-0 flex-1 gap-4">
            <div className="flex min-h-0 min-w-0 flex-1 flex-col rounded-lg border border-line bg-surface shadow-card">
              {total === 0 ? <Nothing slug={slug} filters={Object.keys(filters).filter((name) => name !== 'sort' && name !== 'direction')} isOfExcluded={search.who === 'excluded'} onClear={() => void navigate({ to: '.', search: {} })} /> : null}
              <div className={total === 0 ? 'hidden' : 'contents'}>
                <CustomerTable key={JSON.stringify(filters)} filters={filters} outcomes={predicted?.outcomes ?? NO_OUTCOMES} peekId={search.peek} onPeek={(peek) => change({ peek })} onOpen={open} onHead={onHead} onSort={(sort, direction) => change({ sort, direction })} />
              </div>
            </div>
            {search.peek ? <CustomerPeek customerId={search.peek} onClose={() => change({ peek: undefined })} /> : null}
          </div>
        </div>
      </div>
    </Page>
  );
}

function Nothing({ slug, filters, isOfExcluded, onClear }: { slug: string; filters: readonly string[]; isOfExcluded: boolean; onClear: () => void }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  if (isOfExcluded && filters.length === 1) return <EmptyState icon={<UserX aria-hidden size={28} />} title={t('exclusion.nobody')}>{t('exclusion.how')}</EmptyState>;
  if (filters.length > 0) return <EmptyState icon={<SearchX aria-hidden size={28} />} title={tc('states.filteredTitle')} actions={<Button onClick={onClear}>{tc('actions.clearFilters')}</Button>}>{tc('states.filteredText')}</EmptyState>;
  return (
    <EmptyState icon={<Users aria-hidden size={28} />} title={t('empty.title')} actions={
      <>
        <Link to="/w/$workspace/sources" params={{ workspace: slug }} className={buttonClass('primary')}>{t('empty.source')}</Link>
        <Link to="/w/$workspace/imports" params={{ workspace: slug }} className={buttonClass()}>{t('empty.import')}</Link>
      </>
    }>{t('empty.text')}</EmptyState>
  );
}
