import type { Outcome } from '@kelvin/contracts';
import { Check, Circle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';

/** What a first chance needs: as many customers with the outcome, and as many without. */
const NEEDED = 40;

/** What there is and what is still missing to a first chance, as a list to tick off. */
export function MissingList({ missing }: { missing: NonNullable<Outcome['missing']> }) {
  const { t } = useTranslation('chances');
  const format = useFormat();
  const count = (key: 'positives' | 'negatives') => t(`missing.${key}`, { have: format.number(Math.max(0, NEEDED - missing[key])), needed: format.number(NEEDED) });
  const lines = [
    { key: 'positives', isDone: missing.positives <= 0, text: count('positives') },
    { key: 'negatives', isDone: missing.negatives <= 0, text: count('negatives') },
    ...historyLines(missing).map(({ key, days }) => ({ key, isDone: days <= 0, text: t(days > 0 ? `missing.${key}` : 'missing.historyDone', { days: format.days(days) }) })),
  ];
  return (
    <ul className="flex flex-col gap-1">
      {lines.map(({ key, isDone, text }) => (
        <li key={key} className="flex items-center gap-2">
          {isDone ? <Check aria-hidden size={14} className="shrink-0 text-ok" /> : <Circle aria-hidden size={14} className="shrink-0 text-ink-3" />}
          <span className={isDone ? 'text-ink-2' : 'font-medium text-ink'}>{text}</span>
          <span className="sr-only">{t(isDone ? 'missing.done' : 'missing.open')}</span>
        </li>
      ))}
    </ul>
  );
}

/** A model asks for more days than chances from rules do; where these are there and those are not, only those are told. */
function historyLines({ historyDays, modelHistoryDays = 0 }: NonNullable<Outcome['missing']>): { key: 'history' | 'modelHistory'; days: number }[] {
  if (modelHistoryDays <= 0) return [{ key: 'history', days: historyDays }];
  return [...(historyDays > 0 ? [{ key: 'history' as const, days: historyDays }] : []), { key: 'modelHistory', days: modelHistoryDays }];
}
