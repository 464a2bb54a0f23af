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
    { key: 'history', isDone: missing.historyDays <= 0, text: missing.historyDays > 0 ? t('missing.history', { days: format.days(missing.historyDays) }) : t('missing.historyDone') },
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
