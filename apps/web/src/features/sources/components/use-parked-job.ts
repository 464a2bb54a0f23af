import { useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { jobsKey } from '../../../shared/api/jobs.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { refreshSources } from '../api/sources.ts';

/** Asks for something to be done with parked items, which a job then does. */
export function useParkedJob<Asked>(start: (slug: string, asked: Asked) => Promise<unknown>, onStarted: () => void = () => undefined) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (asked: Asked) => start(slug, asked),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: jobsKey(slug) });
      refreshSources(queryClient, slug);
      onStarted();
      toast({ title: t('parked.started') });
    },
    onError,
  });
}
