import type { Outcome } from '@kelvin/contracts';
import { Button, buttonClass, Notice } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { Archive, CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { MonthColumns } from '../../../shared/charts/month-columns.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { MissingList } from '../../../shared/models/missing-list.tsx';
import { VerdictChip } from '../../../shared/models/verdict-chip.tsx';
import { deriveVerdict } from '../../../shared/models/verdict.ts';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { makerText } from '../maker-text.ts';
import { trainingErrorText } from '../training-error-text.ts';
import { useConditionText } from '../use-condition-text.ts';
import { ExternalDown } from './external-down.tsx';
import { RoleChip } from './role-chip.tsx';
import { TrainButton } from './training-progress.tsx';
import { WhyRules } from './why-rules.tsx';

/** One outcome in the list: what is to be made of its chances first, then what they rest on. */
export function OutcomeCard({ outcome, onArchive }: { outcome: Outcome; onArchive: () => void }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const canManage = useCan('scoring.manage');
  const conditionText = useConditionText();
  const id = useId();
  const { definition, lastRun } = outcome;
  const format = useFormat();
  const name = format.outcomeName(definition.name);
  const verdict = deriveVerdict(outcome);
  return (
    <li>
      <section aria-labelledby={id} className="grid gap-x-6 gap-y-4 rounded-lg border border-line bg-surface p-4 shadow-card lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.3fr)_15rem]">
        <div className="flex min-w-0 flex-col items-start gap-2">
          <div className="flex flex-wrap items-center gap-2"><VerdictChip verdict={verdict} /><RoleChip role={definition.role} /></div>
          <h2 id={id} className="text-body font-semibold break-words"><Link to="/w/$workspace/models/$outcomeId" params={{ workspace: slug, outcomeId: outcome.id }} className="hover:text-accent hover:underline">{name}</Link></h2>
          <p className="text-control text-ink-2">{conditionText(definition)}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          {outcome.missing ? <MissingList missing={outcome.missing} /> : <OutcomeFacts outcome={outcome} />}
          <ExternalDown outcome={outcome} />
          <WhyRules outcome={outcome} />
          {lastRun?.status === 'failed' ? <Notice tone="error" icon={<CircleAlert aria-hidden size={14} />}>{lastRun.error ? trainingErrorText(lastRun.error, t, format, definition.condition.kind === 'inactivity') : t('train.failed')}</Notice> : null}
        </div>
        <MonthColumns months={outcome.months} name={name} />
        <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3 lg:col-span-3">
          <Link to="/w/$workspace/models/$outcomeId" params={{ workspace: slug, outcomeId: outcome.id }} aria-label={t('list.openOf', { name })} className={buttonClass('secondary', 'sm')}>{t('list.open')}</Link>
          <TrainButton outcome={outcome} />
          {canManage ? <Button size="sm" variant="ghost" className="ml-auto" icon={<Archive aria-hidden size={14} />} aria-label={t('list.archiveOf', { name })} onClick={onArchive}>{t('list.archive')}</Button> : null}
        </div>
      </section>
    </li>
  );
}

function OutcomeFacts({ outcome: { source, inUse, lastRun } }: { outcome: Outcome }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation('chances');
  const format = useFormat();
  const trainedAt = inUse?.trainedAt ?? lastRun?.finishedAt;
  const auc = inUse?.auc ?? null;
  return (
    <>
      <dl className="flex flex-col gap-1">
        <Fact label={t('list.chances')}><span title={tc(`sourceHints.${source}`)}>{tc(`sources.${source}`)}</span></Fact>
        <Fact label={t('list.inUse')}>{inUse ? t('list.model', { n: format.number(inUse.number), engine: makerText(inUse, t) }) : t('list.noModel')}</Fact>
        <Fact label={t(inUse ? 'list.trained' : 'list.lastRun')}>{trainedAt ? <TimeAgo iso={trainedAt} /> : t('list.never')}</Fact>
        {auc === null ? null : <Fact label={t('metrics.auc')}>{format.figure(auc)}</Fact>}
      </dl>
      {auc === null ? null : <p className="text-meta text-ink-3">{t('gloss.auc', { n: format.number(Math.round(auc * 100)) })}</p>}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className="flex justify-between gap-3"><dt className="text-ink-2">{label}</dt><dd className="text-right font-medium">{children}</dd></div>;
}
