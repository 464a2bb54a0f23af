import type { Job } from '@kelvin/contracts';
import { cx, Popover, Skeleton } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobsKey, jobsOptions, mergeJob } from '../../shared/api/jobs.ts';
import { useLive } from '../../shared/live/live-provider.tsx';
import { isDoneAnyway } from './is-done-anyway.ts';
import { useJobName } from './use-job-name.ts';

/** Comes when the tray is first opened. */
const JobsPanel = lazy(async () => ({ default: (await import('./jobs-panel.tsx')).JobsPanel }));

const isActive = (job: Job) => job.status === 'queued' || job.status === 'running';

/** Long work of the workspace: what runs, how far it is, how to stop it. Start and end are read aloud, percentages are not. */
export function JobsTray({ slug, canCancel }: { slug: string; canCancel: boolean }) {
  const { t } = useTranslation('shell');
  const nameOf = useJobName();
  const queryClient = useQueryClient();
  const jobs = useQuery({ ...jobsOptions(slug), refetchInterval: (query) => (query.state.data?.some(isActive) ? 5_000 : false) });
  const [announcement, setAnnouncement] = useState('');
  const known = useRef(new Map<string, Job['status']>());
  const announce = useCallback((job: Job) => {
    const before = known.current.get(job.id);
    known.current.set(job.id, job.status);
    if (before === job.status) return;
    const isNews = job.status === 'running' || !isActive(job);
    if (isNews) setAnnouncement(t(`jobs.${job.status === 'running' ? 'started' : job.status}`, { name: nameOf(job) }) + (isDoneAnyway(job) ? `. ${t('jobs.doneAnyway')}` : ''));
  }, [t, nameOf]);
  useLive((signal) => {
    if (signal.event === 'job') {
      announce(signal.data);
      queryClient.setQueryData<Job[]>(jobsKey(slug), (all) => mergeJob(all ?? [], signal.data));
    }
    if (signal.event === 'poll') void queryClient.invalidateQueries({ queryKey: jobsKey(slug) });
  });
  const all = jobs.data ?? [];
  const running = all.filter(isActive).length;
  return (
    <>
      <Popover align="end" title={t('jobs.title')} trigger={
        <button type="button" aria-label={running > 0 ? t('jobs.trayRunning', { count: running }) : t('jobs.tray')} className="relative inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-surface-2 hover:text-ink">
          <ListChecks aria-hidden size={16} className={cx(running > 0 && 'text-accent')} />
          {running > 0 ? <span aria-hidden className="absolute -top-0.5 -right-0.5 flex size-4 items-center justify-center rounded-full bg-accent text-[10px] font-semibold text-accent-ink">{running}</span> : null}
        </button>
      }>
        <Suspense fallback={<Skeleton className="h-12" />}><JobsPanel slug={slug} jobs={all} canCancel={canCancel} /></Suspense>
      </Popover>
      <span role="status" aria-live="polite" className="sr-only">{announcement}</span>
    </>
  );
}
