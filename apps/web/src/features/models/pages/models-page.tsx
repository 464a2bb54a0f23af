import type { Outcome, OutcomeList } from '@kelvin/contracts';
import { Button, Card, EmptyState, RefreshBar, Select, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Gauge, Plus, SearchX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlyWarningOptions, outcomesOptions } from '../../../shared/api/outcomes.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { ArchivedOutcomes } from '../components/archived-outcomes.tsx';
import { EarlyWarningCard } from '../components/early-warning-card.tsx';
import { OutcomeCard } from '../components/outcome-card.tsx';
import { ProposalsCard } from '../components/proposals-card.tsx';
import { modelsEn } from '../i18n/en.ts';
import { modelsListEn } from '../i18n/list-en.ts';
import { OUTCOME_KINDS, parseModelsSearch, type OutcomeKind } from '../models-search.ts';
import { useAddOutcome, useArchive } from '../use-outcome-changes.ts';

addEnglish('models', modelsEn);
addEnglish('models', modelsListEn);

const NewOutcomeDialog = lazy(() => import('../components/new-outcome-dialog.tsx').then((module) => ({ default: module.NewOutcomeDialog })));

function isOfKind({ inUse, missing }: Outcome, kind: OutcomeKind | undefined): boolean {
  if (!kind) return true;
  return kind === 'model' ? inUse !== null : kind === 'missing' ? missing !== null : inUse === null && missing === null;
}

/** What is predicted, how far it can be relied on, and what could be predicted besides. */
export function ModelsPage() {
  const { t } = useTranslation('models');
  const [isNew, setIsNew] = useState(false);
  return (
    <Page title={t('title')} note={t('note')} actions={<PermittedButton permission="scoring.manage" variant="primary" icon={<Plus aria-hidden size={14} />} onClick={() => setIsNew(true)}>{t('list.create')}</PermittedButton>}>
      <NeedsPermission permission="customers.read"><Outcomes onNew={() => setIsNew(true)} /></NeedsPermission>
      {isNew ? <Suspense><NewOutcomeDialog onClose={() => setIsNew(false)} /></Suspense> : null}
    </Page>
  );
}

function Outcomes({ onNew }: { onNew: () => void }) {
  const { slug } = useWorkspace();
  const { t: tc } = useTranslation();
  const list = useQuery(outcomesOptions(slug));
  const warning = useQuery(earlyWarningOptions(slug));
  if (!list.data) {
    return list.isError ? <Card><ErrorPanel error={list.error} onRetry={() => void list.refetch()} /></Card> : <><Skeleton className="h-48 rounded-lg" /><Skeleton className="h-48 rounded-lg" /><Skeleton className="h-64 rounded-lg" /></>;
  }
  return (
    <>
      <RefreshBar isActive={list.isFetching} label={tc('refreshing')} />
      <Loaded list={list.data} onNew={onNew} />
      {warning.isError ? <Card><ErrorPanel error={warning.error} onRetry={() => void warning.refetch()} /></Card> : warning.data ? <EarlyWarningCard report={warning.data} /> : null}
      <ArchivedOutcomes />
    </>
  );
}

function Loaded({ list, onNew }: { list: OutcomeList; onNew: () => void }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { show } = useSearch({ from: '/app/w/$workspace/models' });
  const navigate = useNavigate();
  const archive = useArchive();
  const add = useAddOutcome();
  const { items } = list;
  const shown = items.filter((outcome) => isOfKind(outcome, show));
  const clear = () => void navigate({ to: '.', search: {}, replace: true });
  return (
    <>
      {items.length > 1 || show ? (
        <Select aria-label={t('list.show')} value={show ?? ''} onChange={(event) => void navigate({ to: '.', search: parseModelsSearch({ show: event.target.value }), replace: true })} className="w-auto! self-start">
          <option value="">{t('list.all')}</option>
          {OUTCOME_KINDS.map((kind) => <option key={kind} value={kind}>{t(`list.kinds.${kind}`)}</option>)}
        </Select>
      ) : null}
      {items.length === 0 ? (
        <Card><EmptyState icon={<Gauge aria-hidden size={28} />} title={t('empty.title')} actions={<PermittedButton permission="scoring.manage" icon={<Plus aria-hidden size={14} />} onClick={onNew}>{t('list.create')}</PermittedButton>}>{t(list.proposals.length > 0 ? 'empty.withProposals' : 'empty.text')}</EmptyState></Card>
      ) : shown.length === 0 ? (
        <Card><EmptyState icon={<SearchX aria-hidden size={28} />} title={tc('states.filteredTitle')} actions={<Button onClick={clear}>{tc('actions.clearFilters')}</Button>}>{t('list.noneOfKind')}</EmptyState></Card>
      ) : <ul aria-label={t('list.label')} className="flex flex-col gap-3">{shown.map((outcome) => <OutcomeCard key={outcome.id} outcome={outcome} onArchive={() => archive.mutate(outcome)} />)}</ul>}
      {list.proposals.length > 0 ? <ProposalsCard proposals={list.proposals} busy={add.isPending ? add.variables : undefined} onAdd={(definition) => add.mutate(definition)} /> : null}
    </>
  );
}
