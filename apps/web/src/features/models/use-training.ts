import type { Job, Outcome } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { jobsKey, jobsOptions, mergeJob } from '../../shared/api/jobs.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useFormat } from '../../shared/format/use-format.tsx';
import { useFailureToast } from '../../shared/ui/use-failure-toast.ts';
import { startTraining } from './api/models.ts';

const isOpen = (job: Job) => job.kind === 'train' && (job.status === 'queued' || job.status === 'running');

/** The training of an outcome that waits or runs, found by the outcome that its job names. */
export function findTraining(jobs: readonly Job[] | undefined, outcome: Outcome): Job | null {
  return jobs?.find((job) => isOpen(job) && (job.subject === outcome.id || job.subject === outcome.definition.name)) ?? null;
}

/** Starting the training of an outcome, and the job while one runs. */
export function useTraining(outcome: Outcome) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const jobs = useQuery(jobsOptions(slug));
  const train = useMutation({
    mutationFn: () => startTraining(slug, outcome.id),
    onSuccess: (job) => {
      queryClient.setQueryData<Job[]>(jobsKey(slug), (all) => mergeJob(all ?? [], job));
      toast({ title: t('train.started', { name: format.outcomeName(outcome.definition.name) }), description: t('train.startedText') });
    },
    onError,
  });
  return { start: () => train.mutate(), isStarting: train.isPending, job: findTraining(jobs.data, outcome) };
}
