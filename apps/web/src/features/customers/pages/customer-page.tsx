import type { Customer } from '@kelvin/contracts';
import { Card, Skeleton, Tabs } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { loadCharts } from '../../../shared/charts/load-charts.ts';
import { useCustomerTitle } from '../../../shared/customers/cells.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NoPermission } from '../../../shared/ui/no-permission.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { customerOptions } from '../api/customer.ts';
import { AttributesTab } from '../components/attributes-tab.tsx';
import { ChancesCard } from '../components/chances-card.tsx';
import { CustomerHead } from '../components/customer-head.tsx';
import { IdentitiesTab } from '../components/identities-tab.tsx';
import { Ledger } from '../components/ledger.tsx';
import { RawTab } from '../components/raw-tab.tsx';
import { ScoreChange } from '../components/score-change.tsx';
import { ScoreHistoryCard } from '../components/score-history-card.tsx';
import { ScoreSummary } from '../components/score-summary.tsx';
import { SectionsTab } from '../components/sections-tab.tsx';
import { ConsentCard, ContactCard } from '../components/side-cards.tsx';
import { TimelineTab } from '../components/timeline-tab.tsx';
import { parseCustomerSearch } from '../customers-search.ts';
import { customersEn } from '../i18n/en.ts';

addEnglish('customers', customersEn);
void loadCharts();

/** One customer: score, why, history, and everything known. */
export function CustomerPage() {
  const { t } = useTranslation('customers');
  const titleOf = useCustomerTitle();
  const { slug } = useWorkspace();
  const canRead = useCan('customers.read');
  const { customerId } = useParams({ from: '/app/w/$workspace/customers/$customerId' });
  const { data: customer, error, refetch } = useQuery(customerOptions(slug, customerId));
  if (!canRead) return <NoPermission title={t('title')} />;
  if (!customer) {
    return (
      <Page title={t('title')}>
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} className="flex flex-col items-start gap-2 rounded-lg border border-line bg-surface p-4" /> : <CustomerSkeleton />}
      </Page>
    );
  }
  return <Page title={titleOf(customer)} head={<CustomerHead customer={customer} />}><CustomerBody key={customer.id} customer={customer} /></Page>;
}

function CustomerBody({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { t: ts } = useTranslation('scoring');
  const { tab = 'timeline', meaning } = useSearch({ from: '/app/w/$workspace/customers/$customerId' });
  const navigate = useNavigate();
  const go = (search: Record<string, unknown>) => void navigate({ to: '.', search: parseCustomerSearch(search), replace: true, resetScroll: false });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[300px_minmax(0,1fr)] xl:grid-cols-[300px_minmax(0,1fr)_300px]">
      <div className="flex min-w-0 flex-col gap-4">
        <Card title={t('score.title')}><ScoreSummary customer={customer} /></Card>
        <Card title={ts('why')} note={t('ledger.hint')}><Ledger customer={customer} /><ScoreChange customerId={customer.id} /></Card>
      </div>
      <div className="flex min-w-0 flex-col gap-4 max-lg:order-2">
        <ScoreHistoryCard customer={customer} />
        <div className="rounded-lg border border-line bg-surface shadow-card">
          <Tabs label={t('tabs.label')} value={tab} onChange={(next) => go({ tab: next })} tabs={[
            { value: 'timeline', label: t('tabs.timeline'), content: <TimelineTab customerId={customer.id} meaning={meaning} onMeaning={(next) => go({ tab, meaning: next })} /> },
            { value: 'attributes', label: t('tabs.attributes'), content: <AttributesTab traits={customer.traits} /> },
            { value: 'identities', label: t('tabs.identities'), content: <IdentitiesTab customer={customer} /> },
            { value: 'sections', label: t('tabs.sections'), content: <SectionsTab facets={customer.facets} /> },
            { value: 'raw', label: t('tabs.raw'), content: <RawTab customerId={customer.id} /> },
          ]} />
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-4 max-lg:order-1 lg:col-start-2 xl:col-start-auto">
        {customer.exclusion ? null : <ChancesCard customerId={customer.id} />}
        <ContactCard customer={customer} />
        <ConsentCard consents={customer.consents} />
      </div>
    </div>
  );
}

function CustomerSkeleton() {
  return (
    <>
      <div className="flex items-center gap-3"><Skeleton className="size-11 rounded-full" /><div className="flex flex-col gap-2"><Skeleton className="h-5 w-48" /><Skeleton className="h-4 w-72" /></div></div>
      <div className="grid gap-4 lg:grid-cols-[300px_minmax(0,1fr)] xl:grid-cols-[300px_minmax(0,1fr)_300px]"><Skeleton className="h-96" /><Skeleton className="h-96" /><Skeleton className="h-48" /></div>
    </>
  );
}
