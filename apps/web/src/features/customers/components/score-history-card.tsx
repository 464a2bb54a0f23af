import type { Customer, CustomerHistory } from '@kelvin/contracts';
import { Card, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useBandWord } from '../../../shared/scoring/bands.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { customerHistoryOptions } from '../api/customer.ts';

const HEIGHT = 200;

/** A year of the score over the temperatures' limits. */
export function ScoreHistoryCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  const history = useQuery(customerHistoryOptions(slug, customer.id));
  return (
    <Card title={t('history.title')} note={<span className="max-sm:hidden">{t('history.note')}</span>}>
      {history.isError && !history.data ? <ErrorPanel error={history.error} onRetry={() => void history.refetch()} /> : history.data ? <Picture customer={customer} history={history.data} /> : <Skeleton className="h-[200px]" />}
    </Card>
  );
}

function Picture({ customer, history }: { customer: Customer; history: CustomerHistory }) {
  const { t } = useTranslation('customers');
  const { t: tl } = useTranslation('customerList');
  const format = useFormat();
  const bandWord = useBandWord();
  const { points, changes, models } = history;
  const spec = useMemo<ChartSpec>(() => ({ kind: 'score-history', data: points, changes, models: models.map(({ at, number }) => ({ at, word: t('history.modelMark', { n: format.number(number) }) })), limits: customer.bandLimits }), [points, changes, models, customer.bandLimits, t, format]);
  const first = points[0], last = points.at(-1);
  if (!first || !last) return <p className="text-ink-2">{t('history.empty')}</p>;
  const all = points.map((point) => point.hundredths);
  const told = t('history.summary', { from: format.longDay(first.day), to: format.longDay(last.day), first: format.points(first.hundredths), last: format.points(last.hundredths), low: format.points(Math.min(...all)), high: format.points(Math.max(...all)) });
  const summary = [told, ...models.map(({ at, number }) => t('history.modelSince', { n: format.number(number), date: format.date(at) }))].join(' ');
  return (
    <Chart spec={spec} summary={summary} height={HEIGHT} table={{ columns: [t('history.day'), tl('columns.score'), tl('columns.temperature')], rows: [...points].reverse().map((point) => [format.longDay(point.day), format.points(point.hundredths), bandWord(point.band)]) }} />
  );
}
