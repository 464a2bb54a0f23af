import type { Scoring } from '@kelvin/contracts';
import { Cell, HeadCell, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

type Group = Scoring['groups'][number];

/** These take points for as long as they stand open, so no daily limit says how often they count. */
const WHILE_OPEN = new Set(['ticket_open', 'payment_unpaid']);

/** Groups of rules with what counts in each. `label` names the table for screen readers. */
export function RulesTable({ label, groups }: { label: string; groups: readonly Group[] }) {
  const { t } = useTranslation('scoringRules');
  return (
    <Table label={label}>
      <thead><tr><HeadCell>{t('table.item')}</HeadCell><HeadCell isNumber>{t('table.points')}</HeadCell><HeadCell className="w-24 sm:w-40">{t('table.limit')}</HeadCell></tr></thead>
      {groups.map((group) => <GroupRows key={group.code} group={group} />)}
    </Table>
  );
}

function GroupRows({ group }: { group: Group }) {
  const { t } = useTranslation('scoringRules');
  const { t: ts } = useTranslation('scoring');
  const format = useFormat();
  const fading = group.halfLifeDays === null ? t('noFading') : t('halfLife', { days: format.days(group.halfLifeDays) });
  const limitOf = (item: Group['items'][number]): string => {
    if (WHILE_OPEN.has(item.code)) return t('whileOpen');
    return item.dailyLimit === null ? t('noLimit') : t('aDay', { n: format.number(item.dailyLimit) });
  };
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className="border-b border-line bg-surface-2 px-3 py-2 text-left font-normal">
          <span className="mr-3 font-semibold text-ink">{ts(`groups.${group.code}`, { defaultValue: group.code })}</span>
          <span className="text-meta text-ink-2">{t('cap', { points: format.decimal(group.cap) })} · {fading}</span>
        </th>
      </tr>
      {group.items.map((item) => (
        <tr key={item.code}>
          <Cell className="h-9! py-1.5 text-ink sm:pl-6">{t(`items.${item.code}`, { defaultValue: item.code })}</Cell>
          <Cell isNumber className="h-9! font-medium">{group.kind === 'minus' ? '−' : '+'}{format.decimal(item.points)}</Cell>
          <Cell className="h-9! text-ink-2">{limitOf(item)}</Cell>
        </tr>
      ))}
    </tbody>
  );
}
