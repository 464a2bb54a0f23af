import type { DriftFigure, ScoreStability, StabilityWeek } from '@kelvin/contracts';
import { Card, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { stabilityOptions } from '../api/models.ts';
import { featureText } from '../feature-words.ts';

/** How far chances, and what the model looks at, lay from the training, week by week. */
export function StabilityCard({ outcomeId, isAbsence, isExternal }: { outcomeId: string; isAbsence: boolean; isExternal: boolean }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const { data, isError, error, refetch } = useQuery(stabilityOptions(slug, outcomeId));
  /** What the last week said of another version says nothing of this one. */
  const verdictOf = ({ weeks, inUse, nextAt }: ScoreStability): string => {
    const last = weeks.at(-1);
    if (last && last.version === inUse) return t(`stability.verdicts.${last.chances.level}`);
    return nextAt ? t('stability.first', { date: format.date(nextAt) }) : t(isExternal ? 'madeElsewhere.noDrift' : 'stability.never');
  };
  return (
    <Card title={t('stability.title')} note={t('stability.note')}>
      {data === undefined ? (isError ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-52" />)
        : (
          <>
            <p className="pr-10 pb-2 text-body">{verdictOf(data)}</p>
            {data.weeks.length > 0 ? <Weeks stability={data} isAbsence={isAbsence} /> : null}
          </>
        )}
    </Card>
  );
}

function isOtherVersion(weeks: readonly StabilityWeek[], at: number): boolean {
  return at > 0 && weeks[at]!.version !== weeks[at - 1]!.version;
}

function Weeks({ stability: { weeks, limits, nextAt }, isAbsence }: { stability: ScoreStability; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const last = weeks.at(-1)!;
  const spec = useMemo<ChartSpec>(() => ({
    kind: 'weekly-lines', data: weeks.flatMap((week, at) => {
      const point = { at: week.measuredAt, values: [week.chances.index, week.furthest?.index ?? null] };
      // Another version is measured from its own training on: a line from one to the other would show a change that nobody went through.
      return isOtherVersion(weeks, at) ? [{ at: new Date(Date.parse(week.measuredAt) - 1).toISOString(), values: [null, null] }, point] : [point];
    }), lines: [t('drift.chances'), t('stability.furthest')],
    limits: [{ value: limits.moved, label: t('drift.levels.moved') }, { value: limits.drifted, label: t('drift.levels.drifted') }],
    marks: weeks.filter((_week, at) => isOtherVersion(weeks, at)).map((week) => ({ at: week.measuredAt, label: t('versions.name', { n: format.number(week.version) }) })),
  }), [weeks, limits, t, format]);
  const state = (figure: DriftFigure | null) => (figure === null ? '—' : `${format.figure(figure.index)}, ${t(`drift.levels.${figure.level}`)}`);
  const furthest = ({ furthest: figure }: StabilityWeek) => (figure === null ? '—' : `${featureText(figure.name, t, format, isAbsence)}: ${state(figure)}`);
  const summary = t('stability.summary', { count: weeks.length, n: format.number(weeks.length), date: format.date(last.measuredAt), index: format.figure(last.chances.index), level: t(`drift.levels.${last.chances.level}`) });
  return (
    <>
      <Chart spec={spec} height={200} summary={summary} table={{
        columns: [t('stability.week'), t('versions.version'), t('drift.chances'), t('drift.outcome'), t('stability.furthest')],
        rows: weeks.toReversed().map((week) => [format.date(week.measuredAt), format.number(week.version), state(week.chances), state(week.outcome), furthest(week)]),
      }} />
      <p className="pt-2 text-meta text-ink-3">{t('stability.legend')}{nextAt ? ` ${t('stability.next', { date: format.date(nextAt) })}` : ''}</p>
    </>
  );
}
