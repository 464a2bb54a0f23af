import type { ListedChance, ListedOutcome } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { reasonText } from '../../../shared/scoring/reason-text.ts';

/** A chance in the list, with where it comes from; pointing at it tells what moves it most. */
export function ChanceCell({ chance, outcome }: { chance: ListedChance | null; outcome: ListedOutcome }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation('chances');
  const format = useFormat();
  if (chance === null) return <span className="text-ink-2" title={t('chances.unknown', { name: format.outcomeName(outcome.name) })}>—</span>;
  const figure = format.chance(chance.chance);
  const reason = chance.reason ? reasonText(chance.reason, t, format) : '';
  const why = reason ? t(chance.isRaised === null ? 'chances.follows' : chance.isRaised ? 'chances.raisedBy' : 'chances.loweredBy', { reason }) : '';
  return (
    <span className="flex min-w-0 flex-col" title={[t('chances.told', { name: format.outcomeName(outcome.name), chance: figure, source: tc(`sources.${chance.source}`) }), why].filter(Boolean).join(' ')}>
      <span className="font-medium">{figure}</span>
      {chance.source === 'rules' ? <span className="truncate text-label text-ink-2">{tc('sources.rules')}</span> : null}
    </span>
  );
}
