import type { Job } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { jobsKey, jobsOptions, mergeJob } from '../../shared/api/jobs.ts';
import { scoringOptions, startFit } from '../../shared/api/scoring.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useLive } from '../../shared/live/live-provider.tsx';
import { useFailureToast } from '../../shared/ui/use-failure-toast.ts';

const isOpenFit = (job: Job) => job.kind === 'fit' && (job.status === 'queued' || job.status === 'running');

/** Starting the fit, and whether one runs. The rules are asked for again when it ends. */
export function useFit() {
  const { t } = useTranslation('scoringRules');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const jobs = useQuery(jobsOptions(slug));
  useLive((signal) => {
    const isOver = signal.event === 'job' && signal.data.kind === 'fit' && !isOpenFit(signal.data);
    if (isOver || signal.event === 'poll') void queryClient.invalidateQueries({ queryKey: scoringOptions(slug).queryKey });
  });
  const fit = useMutation({
    mutationFn: () => startFit(slug),
    onSuccess: (job) => {
      queryClient.setQueryData<Job[]>(jobsKey(slug), (all) => mergeJob(all ?? [], job));
      toast({ title: t('fit.started'), description: t('fit.startedText') });
    },
    onError,
  });
  return { start: () => fit.mutate(), isStarting: fit.isPending, isRunning: jobs.data?.some(isOpenFit) === true };
}
