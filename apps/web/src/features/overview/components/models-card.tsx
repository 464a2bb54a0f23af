import type { Outcome } from '@kelvin/contracts';
import { buttonClass, Card, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { earlyWarningOptions, outcomesOptions } from '../../../shared/api/outcomes.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { VerdictChip } from '../../../shared/models/verdict-chip.tsx';
import { deriveVerdict } from '../../../shared/models/verdict.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';

const MOST_OUTCOMES = 4;
/** What can be relied on comes first. */
const RANK: Readonly<Record<Outcome['source'], number>> = { model: 0, rules: 1, none: 2 };

/** Whether chances can be relied on, outcome by outcome, and whether those who left were warned of. */
export function ModelsCard({ className }: { className?: string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { slug } = useWorkspace();
  const outcomes = useQuery(outcomesOptions(slug));
  const items = [...(outcomes.data?.items ?? [])].sort((a, b) => RANK[a.source] - RANK[b.source]);
  return (
    <Card title={t('models.title')} className={className ?? ''} actions={<Link to="/w/$workspace/models" params={{ workspace: slug }} className={buttonClass('secondary', 'sm')}>{t('models.all')}</Link>}>
      {outcomes.isError && !outcomes.data ? <ErrorPanel error={outcomes.error} onRetry={() => void outcomes.refetch()} className="flex flex-col items-start gap-2" /> : !outcomes.data ? <Skeleton className="h-24" /> : items.length === 0 ? (
        <p className="text-ink-2">{t('models.none')} <Link to="/w/$workspace/models" params={{ workspace: slug }} className="font-medium text-accent hover:underline">{t('models.add')}</Link></p>
      ) : (
        <ul className="flex flex-col gap-2">
          {items.slice(0, MOST_OUTCOMES).map((outcome) => (
            <li key={outcome.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <Link to="/w/$workspace/models/$outcomeId" params={{ workspace: slug, outcomeId: outcome.id }} className="inline-flex min-h-6 min-w-0 items-center font-medium hover:text-accent hover:underline">{format.outcomeName(outcome.definition.name)}</Link>
              <VerdictChip verdict={deriveVerdict(outcome)} />
            </li>
          ))}
        </ul>
      )}
      <Warning />
    </Card>
  );
}

function Warning() {
  const { t } = useTranslation('overview');
  const { slug } = useWorkspace();
  const format = useFormat();
  const { data: report } = useQuery(earlyWarningOptions(slug));
  if (!report || report.left === 0) return null;
  return (
    <p className="mt-3 flex items-start gap-2 border-t border-line pt-3 text-ink-2">
      <BellRing aria-hidden size={14} className="mt-[3px] shrink-0 text-ink-3" />
      <span>{t('models.warning', { warned: format.number(report.warned), left: format.number(report.left), days: format.days(report.leadDays) })} {report.warnings === 0 ? null : `${t('models.right', { right: format.percent(report.rightWarnings / report.warnings) })} `}<Link to="/w/$workspace/models" params={{ workspace: slug }} className="font-medium text-accent hover:underline">{t('models.more')}</Link></span>
    </p>
  );
}
