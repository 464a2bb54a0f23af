import type { Overview } from '@kelvin/contracts';
import { Card } from '@kelvin/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useBandsWord, type Band } from '../../../shared/scoring/bands.tsx';

/** Who moved between temperatures; a ribbon, or its row in the table, opens the people in it. */
export function MovementCard({ movement, days, className }: { movement: Overview['movement']; days: number; className?: string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const bandWord = useBandsWord();
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const spec = useMemo<ChartSpec>(() => ({ kind: 'band-flow', data: movement }), [movement]);
  const searchOf = (from: Band, to: Band) => ({ movedFrom: from, movedTo: to, movedDays: days });
  const ribbon = (from: Band, to: Band) => `${bandWord(from)} → ${bandWord(to)}`;
  const moves = movement.filter((flow) => flow.from !== flow.to && flow.customers > 0).sort((a, b) => b.customers - a.customers);
  const total = movement.reduce((sum, flow) => sum + flow.customers, 0);
  const moved = moves.reduce((sum, flow) => sum + flow.customers, 0);
  const summary = moves[0] ? t('movement.summary', { moved: format.number(moved), total: format.number(total), largest: `${ribbon(moves[0].from, moves[0].to)}, ${format.number(moves[0].customers)}` }) : t('movement.none');
  return (
    <Card title={t('movement.title')} note={t('movement.note')} className={className ?? ''}>
      {total === 0 ? <p className="text-control text-ink-2">{t('movement.empty')}</p> : (
        <Chart spec={spec} summary={summary} height={272} onPick={(pick) => { if (pick.kind === 'flow') void navigate({ to: '/w/$workspace/customers', params: { workspace: slug }, search: searchOf(pick.from, pick.to) }); }}
          table={{ columns: [t('movement.fromTo'), t('movement.customers')], rows: [...movement].filter((flow) => flow.customers > 0).sort((a, b) => b.customers - a.customers).map(({ from, to, customers }) => [
            <Link key="link" to="/w/$workspace/customers" params={{ workspace: slug }} search={searchOf(from, to)} className="text-accent hover:underline">{ribbon(from, to)}</Link>, format.number(customers),
          ]) }} />
      )}
    </Card>
  );
}
