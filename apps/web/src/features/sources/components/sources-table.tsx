import type { Source } from '@kelvin/contracts';
import { Cell, HeadCell, Sparkline, Table } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { BalanceChip } from '../../../shared/intake/intake-equation.tsx';
import { ClockAgo } from '../../../shared/ui/clock-ago.tsx';
import { KIND_ICON, SourceStatusChip } from './source-badges.tsx';

export function SourcesTable({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation('sources');
  return (
    <Table label={t('title')}>
      <thead><tr>
        <HeadCell>{t('columns.name')}</HeadCell><HeadCell className="hidden sm:table-cell">{t('columns.status')}</HeadCell><HeadCell className="hidden md:table-cell">{t('columns.last')}</HeadCell>
        <HeadCell className="hidden lg:table-cell">{t('columns.day')}</HeadCell><HeadCell isNumber>{t('columns.received')}</HeadCell>
        <HeadCell isNumber className="hidden xl:table-cell">{t('columns.rejected')}</HeadCell><HeadCell isNumber className="hidden xl:table-cell">{t('columns.parked')}</HeadCell><HeadCell className="hidden md:table-cell">{t('loss.verdict')}</HeadCell>
      </tr></thead>
      <tbody>{sources.map((source) => <Row key={source.id} source={source} />)}</tbody>
    </Table>
  );
}

function Row({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const format = useFormat();
  const Icon = KIND_ICON[source.kind];
  // On a phone below the name, because side by side they do not fit.
  const status = <SourceStatusChip source={source} />;
  return (
    <tr className="hover:bg-surface-2">
      <Cell className="!h-14 py-1.5 max-sm:w-full max-sm:max-w-0 sm:max-w-64">
        <span className="flex min-w-0 items-center gap-3">
          <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />
          <span className="flex min-w-0 flex-col">
            <Link to="/w/$workspace/sources/$sourceId" params={{ workspace: slug, sourceId: source.id }} className="truncate font-medium text-ink hover:underline">{source.name}</Link>
            <span className="truncate text-meta text-ink-3">{t(`kinds.${source.kind}`)}</span>
            <span className="pt-1 sm:hidden">{status}</span>
          </span>
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">{status}</Cell>
      <Cell className="hidden whitespace-nowrap text-ink-2 md:table-cell">{source.lastReceivedAt ? <ClockAgo iso={source.lastReceivedAt} /> : t('never')}</Cell>
      <Cell className="hidden lg:table-cell"><Sparkline values={source.perHour} min={0} width={112} height={24} className="text-accent" /></Cell>
      <Cell isNumber>{format.number(source.intake24h.received)}</Cell>
      <Cell isNumber className="hidden xl:table-cell">{format.number(source.intake24h.rejected)}</Cell>
      <Cell isNumber className="hidden xl:table-cell">{format.number(source.intake24h.parked)}</Cell>
      <Cell className="hidden md:table-cell"><BalanceChip figures={source.intakeTotal} isBalanced={source.intakeTotal.isBalanced} /></Cell>
    </tr>
  );
}
