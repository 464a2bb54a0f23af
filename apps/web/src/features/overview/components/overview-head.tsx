import type { Overview } from '@kelvin/contracts';
import { MS_PER_HOUR } from '@kelvin/kernel';
import { Notice } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { Hourglass, Unplug } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat, useNow } from '../../../shared/format/use-format.tsx';

/** The first page comes without it: few workspaces have a fixed date. */
const AsOfNotice = lazy(async () => ({ default: (await import('../../../shared/as-of/as-of-notice.tsx')).AsOfNotice }));

/** Older scores than this say so: the sweep rescores at least daily, and live events within seconds. */
const STALE_MS = 26 * MS_PER_HOUR;

/** How fresh the scores are, in a few words. */
export function Freshness({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const now = useClock();
  const parts = [overview.scoredAt ? t('updated', { ago: format.ago(overview.scoredAt, now) }) : t('notYet')];
  if (overview.pendingCustomers > 0) parts.push(t('pending', { count: overview.pendingCustomers, n: format.number(overview.pendingCustomers) }));
  return <>{parts.join(' · ')}</>;
}

/** What the reader must know before reading the figures: a fixed date, a source that is silent, or scores that are old. */
export function OverviewNotices({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { slug } = useWorkspace();
  const now = useNow();
  const age = overview.scoredAt && !overview.isFixedAsOf ? now - Date.parse(overview.scoredAt) : 0;
  return (
    <>
      {overview.isFixedAsOf ? <Suspense><AsOfNotice /></Suspense> : null}
      {overview.silentSources.map(({ id, name, since }) => (
        <Notice key={id} tone="warn" icon={<Unplug aria-hidden size={16} />} actions={<Link to="/w/$workspace/sources/$sourceId" params={{ workspace: slug, sourceId: id }} className="font-medium underline">{t('silentOpen')}</Link>}>
          {t('silent', { name, time: format.shortDateTime(since) })}
        </Notice>
      ))}
      {age > STALE_MS ? <Notice tone="warn" icon={<Hourglass aria-hidden size={16} />}>{t('stale', { age: format.duration(age) })}</Notice> : null}
    </>
  );
}
