import type { Outcome, TrainingRun } from '@kelvin/contracts';
import { Card, Notice } from '@kelvin/ui';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MonthColumns } from '../../../shared/charts/month-columns.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { MissingList } from '../../../shared/models/missing-list.tsx';
import { deriveVerdict } from '../../../shared/models/verdict.ts';
import { trainingErrorText } from '../training-error-text.ts';
import { RunsCard } from './runs-card.tsx';

/** An outcome without any version yet: what there is, what is missing, and where chances come from meanwhile. */
export function WaitingCard({ outcome, runs }: { outcome: Outcome; runs: readonly TrainingRun[] }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation('chances');
  const format = useFormat();
  const { lastRun, missing, source } = outcome;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title={missing ? tc('missing.title') : tc(`verdicts.${deriveVerdict(outcome)}`)}>
        <div className="flex flex-col gap-3">
          {missing ? <MissingList missing={missing} /> : <p className="text-ink-2">{t('waiting.ready')}</p>}
          <p className="text-ink-2">{t(source === 'none' ? 'waiting.none' : 'waiting.rules')}</p>
          {lastRun?.error ? <Notice tone={lastRun.status === 'failed' ? 'error' : 'neutral'} icon={<CircleAlert aria-hidden size={14} />}>{t(lastRun.status === 'failed' ? 'waiting.lastRun' : 'waiting.noModel')} {trainingErrorText(lastRun.error, t, format, outcome.definition.condition.kind === 'inactivity')}</Notice> : null}
        </div>
      </Card>
      <Card title={t('waiting.months')} note={t('waiting.monthsNote')}><MonthColumns months={outcome.months} name={format.outcomeName(outcome.definition.name)} /></Card>
      {runs.length > 0 ? <div className="lg:col-span-2"><RunsCard runs={runs} isAbsence={outcome.definition.condition.kind === 'inactivity'} /></div> : null}
    </div>
  );
}
