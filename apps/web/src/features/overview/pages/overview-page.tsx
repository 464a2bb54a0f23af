import { buttonClass, EmptyState, RefreshBar, Select, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ChartNoAxesCombined } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { loadCharts } from '../../../shared/charts/load-charts.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { overviewOptions } from '../../../shared/api/overview.ts';
import { CausesCard } from '../components/causes-card.tsx';
import { DistributionCard } from '../components/distribution-card.tsx';
import { FindingsCard } from '../components/findings-card.tsx';
import { HistoryCard } from '../components/history-card.tsx';
import { KpiTiles, KpiTilesSkeleton } from '../components/kpi-tiles.tsx';
import { ModelsCard } from '../components/models-card.tsx';
import { MovementCard } from '../components/movement-card.tsx';
import { Freshness, OverviewNotices } from '../components/overview-head.tsx';
import { RiskCard } from '../components/risk-card.tsx';
import { OVERVIEW_DAYS, parseOverviewSearch } from '../overview-search.ts';

// With the page's own chunk, not after it: the pictures are then there with the figures.
void loadCharts();

/** What changed, who, and what is at stake: the first page of a workspace. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const { slug } = useWorkspace();
  const { days = 90 } = useSearch({ from: '/app/w/$workspace/' });
  const navigate = useNavigate();
  const { data: overview, error, isFetching, refetch } = useQuery(overviewOptions(slug, days));
  const period = (
    <Select aria-label={t('period')} value={days} onChange={(event) => void navigate({ to: '.', search: parseOverviewSearch({ days: event.target.value }) })} className="w-auto">
      {OVERVIEW_DAYS.map((one) => <option key={one} value={one}>{t('days', { count: one, n: format.number(one) })}</option>)}
    </Select>
  );
  return (
    <Page title={t('title')} note={overview ? <Freshness overview={overview} /> : null} actions={period}>
      <RefreshBar isActive={isFetching && overview !== undefined} label={tc('refreshing')} />
      {error && !overview ? <ErrorPanel error={error} onRetry={() => void refetch()} className="flex flex-col items-start gap-2 rounded-lg border border-line bg-surface p-4" /> : null}
      {!overview && !error ? <OverviewSkeleton /> : null}
      {overview && !overview.hasEvents ? <NoData slug={slug} /> : null}
      {overview?.hasEvents ? (
        <>
          <OverviewNotices overview={overview} />
          <KpiTiles overview={overview} />
          <div className="grid gap-4 xl:grid-cols-12">
            <HistoryCard history={overview.history} className="xl:col-span-5" />
            <MovementCard movement={overview.movement} days={overview.days} className="xl:col-span-4" />
            <DistributionCard distribution={overview.distribution} className="xl:col-span-3" />
          </div>
          <div className="grid gap-4 xl:grid-cols-12">
            <FindingsCard findings={overview.findings} className="xl:col-span-5" />
            <CausesCard causes={overview.riskCauses} className="xl:col-span-3" />
            <ModelsCard className="xl:col-span-4" />
          </div>
          <RiskCard />
          {overview.visitors > 0 ? <p className="text-meta text-ink-3">{t('visitors', { count: overview.visitors, n: format.number(overview.visitors) })}</p> : null}
        </>
      ) : null}
    </Page>
  );
}

function OverviewSkeleton() {
  return (
    <>
      <KpiTilesSkeleton />
      <div className="grid gap-4 xl:grid-cols-12"><Skeleton className="h-80 xl:col-span-5" /><Skeleton className="h-80 xl:col-span-4" /><Skeleton className="h-80 xl:col-span-3" /></div>
      <Skeleton className="h-96" />
    </>
  );
}

function NoData({ slug }: { slug: string }) {
  const { t } = useTranslation('overview');
  return (
    <div className="flex min-h-[50dvh] rounded-lg border border-line bg-surface">
      <EmptyState icon={<ChartNoAxesCombined aria-hidden size={28} />} title={t('empty.title')} actions={
        <>
          <Link to="/w/$workspace/sources" params={{ workspace: slug }} className={buttonClass('primary')}>{t('empty.source')}</Link>
          <Link to="/w/$workspace/imports" params={{ workspace: slug }} className={buttonClass()}>{t('empty.import')}</Link>
          <Link to="/start" className={buttonClass('ghost')}>{t('empty.demo')}</Link>
        </>
      }>{t('empty.text')}</EmptyState>
    </div>
  );
}
