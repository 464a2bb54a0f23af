import type { CustomerChance, CustomerChances } from '@kelvin/contracts';
import { Card, Chip, Skeleton } from '@kelvin/ui';
import { MS_PER_DAY } from '@kelvin/kernel';
import { useQuery } from '@tanstack/react-query';
import { Clock, TrendingUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { TimingCurve } from '../../../shared/charts/timing-curve.tsx';
import { useFormat, useNow } from '../../../shared/format/use-format.tsx';
import { MissingList } from '../../../shared/models/missing-list.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { customerChancesOptions } from '../api/customer.ts';
import { ChanceReasons } from './chance-reasons.tsx';

/** What the customer is likely to do, when, and why. */
export function ChancesCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  const chances = useQuery(customerChancesOptions(slug, customerId));
  return (
    <Card title={t('chances.title')}>
      {chances.data ? <Chances chances={chances.data} /> : chances.isError ? <ErrorPanel error={chances.error} onRetry={() => void chances.refetch()} /> : <Skeleton className="h-48" />}
    </Card>
  );
}

function Chances({ chances: { items, bestHour } }: { chances: CustomerChances }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (items.length === 0) return <p className="text-ink-2">{t('chances.empty')}</p>;
  const untold = items.filter(isUntold);
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-4 divide-y divide-line">{items.filter((item) => !isUntold(item)).map((item) => <li key={item.outcomeId} className="flex flex-col gap-2 pb-4 last:pb-0"><Outlook item={item} /></li>)}</ul>
      {untold.length > 0 ? <Untold items={untold} /> : null}
      {bestHour ? <p className="flex items-start gap-2 border-t border-line pt-3"><Clock aria-hidden size={14} className="mt-1 shrink-0 text-ink-3" /><span>{t('chances.bestHour')} <strong className="font-semibold whitespace-nowrap">{format.hourRange(bestHour.hour)}</strong><span className="block text-meta text-ink-3">{t(bestHour.isOwn ? 'chances.ownHour' : 'chances.everybodysHour')}</span></span></p> : null}
    </div>
  );
}

/** Whether there is not enough data to say anything of it yet. */
function isUntold(item: CustomerChance): item is CustomerChance & { missing: NonNullable<CustomerChance['missing']> } {
  return item.chance === null && item.missing !== null;
}

/** Those outcomes in one line, which opens to what each is missing: they would bury what is known. */
function Untold({ items }: { items: readonly (CustomerChance & { missing: NonNullable<CustomerChance['missing']> })[] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-meta text-ink-2">{t('chances.missing', { count: items.length, n: format.number(items.length) })}</summary>
      <ul className="mt-2 flex flex-col gap-3">{items.map((item) => <li key={item.outcomeId} className="flex flex-col gap-1 text-meta"><h3 className="font-semibold break-words">{format.outcomeName(item.name)}</h3><MissingList missing={item.missing} /></li>)}</ul>
    </details>
  );
}

function Outlook({ item }: { item: CustomerChance }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation('chances');
  const format = useFormat();
  const { chance, limit, source } = item;
  const name = format.outcomeName(item.name);
  // Proposed names hold the span already: "Buys within 30 days".
  const saysSpan = name.includes(format.number(item.horizonDays));
  const isLikely = chance !== null && limit !== null && chance >= limit;
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="min-w-0 font-semibold break-words">{name}{saysSpan ? null : <span className="block text-meta font-normal text-ink-3">{t('chances.within', { days: format.days(item.horizonDays) })}</span>}</h3>
        <span className="text-title font-semibold">{chance === null ? '—' : format.chance(chance)}</span>
      </div>
      <p className="flex flex-wrap gap-1.5">
        <Chip tone={source === 'model' ? 'accent' : 'neutral'} title={tc(`sourceHints.${source}`)}>{tc(`sources.${source}`)}</Chip>
        {isLikely ? <Chip tone={item.role === 'leaves' || item.role === 'support' ? 'error' : 'ok'} icon={<TrendingUp aria-hidden size={12} />} title={t('chances.limit', { limit: format.percent(limit) })}>{t('chances.likely')}</Chip> : null}
      </p>
      {item.timing ? <p className="text-meta text-ink-2">{t(item.isReturn ? 'chances.returnCurve' : 'chances.curve')}</p> : null}
      {item.timing ? <TimingCurve points={item.timing} name={item.isReturn ? t('chances.return') : name} /> : null}
      {item.window ? <WindowText window={item.window} isReturn={item.isReturn} /> : null}
      <ChanceReasons item={item} />
    </>
  );
}

function WindowText({ window, isReturn }: { window: NonNullable<CustomerChance['window']>; isReturn: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const now = useNow();
  return (
    <p>{t(isReturn ? 'chances.returnWindow' : 'chances.window')} <strong className="font-semibold">{format.dayRange(now + window.fromDay * MS_PER_DAY, now + window.toDay * MS_PER_DAY)}</strong>
      <span className="block text-meta text-ink-3">{t('chances.coverage', { coverage: format.percent(window.coverage) })}</span>
    </p>
  );
}
