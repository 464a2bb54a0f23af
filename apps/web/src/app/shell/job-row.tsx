import type { Job } from '@kelvin/contracts';
import { Button, Chip, cx, Progress, useToast, type Tone } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelJob, jobsKey, mergeJob } from '../../shared/api/jobs.ts';
import { useFormat } from '../../shared/format/use-format.tsx';
import { useErrorText } from '../../shared/ui/error-panel.tsx';
import { TimeAgo } from '../../shared/ui/time-ago.tsx';
import { isDoneAnyway } from './is-done-anyway.ts';
import { useJobName } from './use-job-name.ts';

const JobError = lazy(async () => ({ default: (await import('./job-error.tsx')).JobError }));

const TONE: Record<Job['status'], Tone> = { queued: 'neutral', running: 'accent', done: 'ok', cancelled: 'neutral', failed: 'error' };
/** An estimate from less than this share of the work is a guess, and is not shown. */
const ETA_FROM = 0.1;

/** Nothing of a training, whose phases each count anew: its share is of a phase, its time of them all. */
function remainingMs(job: Job): number | null {
  if (job.kind === 'train' || job.total === null || job.startedAt === null || job.done < job.total * ETA_FROM || job.done === 0) return null;
  return ((Date.now() - Date.parse(job.startedAt)) / job.done) * (job.total - job.done);
}

export function JobRow({ slug, job, canCancel }: { slug: string; job: Job; canCancel: boolean }) {
  const { t } = useTranslation('shell');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const name = useJobName()(job);
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(slug, job.id),
    onSuccess: (next) => { if (next) queryClient.setQueryData<Job[]>(jobsKey(slug), (all) => mergeJob(all ?? [], next)); },
    onError: (error) => toast({ title: errorText(error), tone: 'error' }),
  });
  const isActive = job.status === 'queued' || job.status === 'running';
  const left = remainingMs(job);
  const phase = t(`jobs.phases.${job.status === 'queued' ? 'queued' : job.phase}`, { defaultValue: job.phase });
  return (
    <li className="flex flex-col gap-1.5 px-1 py-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium" title={name}>{name}</span>
        {isActive ? null : <Chip tone={TONE[job.status]}>{t(`jobs.status.${job.status}`)}</Chip>}
      </div>
      {isActive ? <Progress label={name} value={job.total === null ? null : job.done} max={job.total ?? 100} /> : null}
      <div className="flex items-center gap-2 text-meta text-ink-3">
        <span className={cx('min-w-0 flex-1', isActive && 'truncate')}>
          {isActive ? [phase, job.total === null ? (job.done > 0 ? format.number(job.done) : '') : t('jobs.progress', { done: format.number(job.done), total: format.number(job.total) }), left === null ? '' : t('jobs.eta', { time: format.duration(left) })].filter(Boolean).join(' · ')
            : job.error ? <Suspense><JobError error={job.error} /></Suspense> : job.finishedAt ? <>{isDoneAnyway(job) ? <>{t('jobs.doneAnyway')} · </> : null}<TimeAgo iso={job.finishedAt} /></> : null}
        </span>
        {isActive && job.isCancelRequested ? <span>{t('jobs.cancelling')}</span> : null}
        {isActive && !job.isCancelRequested && canCancel ? <Button size="sm" variant="ghost" aria-label={t('jobs.cancel', { name })} isBusy={cancel.isPending} onClick={() => cancel.mutate()}>{tc('actions.cancel')}</Button> : null}
      </div>
    </li>
  );
}
