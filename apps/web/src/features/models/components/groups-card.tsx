import type { GroupQuality, ModelCard } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, Table } from '@kelvin/ui';
import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** How well each group of customers is served; those served clearly worse are flagged and come first. */
export function GroupsCard({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const weak = card.groups.filter((group) => group.weaknesses.length > 0);
  const rows = [...weak, ...card.groups.filter((group) => group.weaknesses.length === 0)];
  return (
    <Card title={t('groups.title')} note={weak.length === 0 ? t('groups.noneWeak') : t('groups.weak', { count: weak.length })} isFlush>
      {rows.length === 0 ? <p className="px-4 pb-4 text-ink-2">{t('groups.none')}</p> : (
        <Table label={t('groups.title')} className="max-h-96 overflow-y-auto">
          <thead><tr><HeadCell className="pl-4">{t('groups.group')}</HeadCell><HeadCell>{t('groups.verdict')}</HeadCell><HeadCell isNumber>{t('groups.rows')}</HeadCell><HeadCell isNumber>{t('groups.positives')}</HeadCell><HeadCell isNumber>{t('metrics.auc')}</HeadCell><HeadCell isNumber className="pr-4">{t('groups.gap')}</HeadCell></tr></thead>
          <tbody>{rows.map((group) => <GroupRow key={`${group.attribute}:${group.group}`} group={group} />)}</tbody>
        </Table>
      )}
      <p className="px-4 py-3 text-meta text-ink-3">{t('groups.hint')}</p>
    </Card>
  );
}

function GroupRow({ group }: { group: GroupQuality }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const name = group.attribute === 'country' ? format.country(group.group) : t(`groups.values.${group.attribute}.${group.group}`, { defaultValue: group.group });
  const gap = group.calibrationGap;
  return (
    <tr>
      <th scope="row" className="h-11 border-b border-line px-3 pl-4 text-left font-normal"><span className="text-meta text-ink-3">{t(`groups.attributes.${group.attribute}`, { defaultValue: group.attribute })}</span> <span className="font-medium text-ink">{name}</span></th>
      <Cell>
        {group.weaknesses.length === 0 ? <span className="inline-flex items-center gap-1 text-ink-2"><Check aria-hidden size={14} className="text-ok" />{t('groups.fine')}</span>
          : <span className="flex flex-wrap gap-1">{group.weaknesses.map((weakness) => <Chip key={weakness} tone="warn" icon={<TriangleAlert aria-hidden size={12} />}>{t(`groups.weaknesses.${weakness}`)}</Chip>)}</span>}
      </Cell>
      <Cell isNumber>{format.number(group.rows)}</Cell>
      <Cell isNumber>{format.number(group.positives)}</Cell>
      <Cell isNumber>{group.auc ? <>{format.figure(group.auc.value)}<span className="block text-meta whitespace-nowrap text-ink-3">{format.figure(group.auc.low)}–{format.figure(group.auc.high)}</span></> : '—'}</Cell>
      <Cell isNumber className="pr-4">{format.signedPercent(gap.value)}</Cell>
    </tr>
  );
}
