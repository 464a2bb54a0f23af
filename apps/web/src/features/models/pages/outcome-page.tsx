import type { ModelDetail, ModelVersion, Outcome, TrainingRun } from '@kelvin/contracts';
import { Card, EmptyState, Skeleton, Tabs } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomesOptions } from '../../../shared/api/outcomes.ts';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { loadCharts } from '../../../shared/charts/load-charts.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NoPermission } from '../../../shared/ui/no-permission.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { versionOptions, versionsOptions } from '../api/models.ts';
import { CalibrationCard } from '../components/calibration-card.tsx';
import { CurveCard } from '../components/curve-card.tsx';
import { FiguresCard } from '../components/figures-card.tsx';
import { GainCard } from '../components/gain-card.tsx';
import { GateNotice } from '../components/gate-card.tsx';
import { GroupsCard } from '../components/groups-card.tsx';
import { KeyTiles } from '../components/key-tiles.tsx';
import { OutcomeHead } from '../components/outcome-head.tsx';
import { WaitingCard } from '../components/waiting-card.tsx';
import { modelsEn } from '../i18n/en.ts';
import { OUTCOME_TABS, parseOutcomeSearch, type OutcomeSearch, type SearchPatch } from '../models-search.ts';

addEnglish('models', modelsEn);
void loadCharts();

const CompareCard = lazy(async () => ({ default: (await import('../components/compare-card.tsx')).CompareCard }));
const ImportanceCard = lazy(async () => ({ default: (await import('../components/importance-card.tsx')).ImportanceCard }));
const DriftTab = lazy(async () => ({ default: (await import('../components/drift-tab.tsx')).DriftTab }));
const VersionsTab = lazy(async () => ({ default: (await import('../components/versions-tab.tsx')).VersionsTab }));

const ROUTE = '/app/w/$workspace/models/$outcomeId';
/** Prices to begin with; the reader puts their own in, and the address keeps them. */
const FIRST_PRICES = { hit: 20, cost: 1 };

/** One outcome: the verdict, then everything that is known of each version of its model. */
export function OutcomePage() {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const canRead = useCan('customers.read');
  const { outcomeId } = useParams({ from: ROUTE });
  const list = useQuery({ ...outcomesOptions(slug), enabled: canRead });
  if (!canRead) return <NoPermission title={t('title')} />;
  if (!list.data) return <Page title={t('title')}>{list.isError ? <Card><ErrorPanel error={list.error} onRetry={() => void list.refetch()} /></Card> : <Waiting />}</Page>;
  const outcome = list.data.items.find((one) => one.id === outcomeId);
  if (!outcome) {
    return (
      <Page title={t('title')}>
        <Card><EmptyState icon={<SearchX aria-hidden size={28} />} title={t('missingOutcome')} actions={<Link to="/w/$workspace/models" params={{ workspace: slug }} className="font-medium text-accent hover:underline">{t('title')}</Link>} /></Card>
      </Page>
    );
  }
  return <OutcomeBody key={outcome.id} outcome={outcome} />;
}

function OutcomeBody({ outcome }: { outcome: Outcome }) {
  const { slug } = useWorkspace();
  const format = useFormat();
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate();
  const change = (patch: SearchPatch) => void navigate({ to: '.', search: parseOutcomeSearch({ ...search, ...patch }), replace: true, resetScroll: false });
  const versions = useQuery(versionsOptions(slug, outcome.id));
  const all = versions.data?.items ?? [];
  const shown = all.find((version) => version.id === search.version) ?? all.find((version) => version.state === 'in_use') ?? all[0];
  const detail = useQuery({ ...versionOptions(slug, shown?.id ?? ''), enabled: shown !== undefined });
  const failed = versions.error ?? detail.error;
  return (
    <Page title={format.outcomeName(outcome.definition.name)} head={<OutcomeHead outcome={outcome} versions={all} shown={shown} detail={detail.data} other={search.with} onChange={change} />}>
      {versions.data?.items.length === 0 ? <WaitingCard outcome={outcome} runs={versions.data.runs} /> : shown && detail.data ? <Version detail={detail.data} isAbsence={outcome.definition.condition.kind === 'inactivity'} versions={all} runs={versions.data?.runs ?? []} search={search} onChange={change} />
        : failed ? <Card><ErrorPanel error={failed} onRetry={() => void (versions.error ? versions.refetch() : detail.refetch())} /></Card> : <Waiting />}
    </Page>
  );
}

type VersionProps = { detail: ModelDetail; isAbsence: boolean; versions: readonly ModelVersion[]; runs: readonly TrainingRun[]; search: OutcomeSearch; onChange: (patch: SearchPatch) => void };

function Version({ detail, isAbsence, versions, runs, search, onChange }: VersionProps) {
  const { t } = useTranslation('models');
  const { card } = detail;
  const content = 'flex flex-col gap-4 pt-4';
  return (
    <Tabs label={t('tabs.label')} value={search.tab ?? 'quality'} onChange={(next) => onChange({ tab: OUTCOME_TABS.find((tab) => tab === next) })} tabs={[
      { value: 'quality', label: t('tabs.quality'), content: <div className={content}><Quality detail={detail} search={search} onChange={onChange} /></div> },
      { value: 'features', label: t('tabs.features'), content: <div className={content}><Suspense fallback={<Waiting />}><ImportanceCard card={card} isAbsence={isAbsence} /></Suspense></div> },
      { value: 'drift', label: t('tabs.drift'), content: <div className={content}><Suspense fallback={<Waiting />}><DriftTab detail={detail} isAbsence={isAbsence} /></Suspense></div> },
      { value: 'versions', label: t('tabs.versions'), content: <div className={content}><Suspense fallback={<Waiting />}><VersionsTab detail={detail} versions={versions} runs={runs} isAbsence={isAbsence} /></Suspense></div> },
    ]} />
  );
}

function Quality({ detail, search, onChange }: Omit<VersionProps, 'versions' | 'runs' | 'isAbsence'>) {
  const { card } = detail;
  const prices = { hit: search.hit ?? FIRST_PRICES.hit, cost: search.cost ?? FIRST_PRICES.cost };
  return (
    <>
      <GateNotice detail={detail} />
      <KeyTiles card={card} />
      {search.with ? <Suspense fallback={<Skeleton className="h-64 rounded-lg" />}><CompareCard shown={detail} otherId={search.with} /></Suspense> : null}
      <div className="grid gap-4 xl:grid-cols-2"><CalibrationCard card={card} /><CurveCard card={card} /></div>
      <GainCard key={detail.id} card={card} prices={prices} onPrices={onChange} />
      <FiguresCard card={card} />
      <GroupsCard card={card} />
    </>
  );
}

function Waiting() {
  return <><Skeleton className="h-12 rounded-lg" /><div className="grid gap-4 xl:grid-cols-2"><Skeleton className="h-80 rounded-lg" /><Skeleton className="h-80 rounded-lg" /></div><Skeleton className="h-64 rounded-lg" /></>;
}
