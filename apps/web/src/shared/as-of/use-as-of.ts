import { useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { updateWorkspace } from '../api/workspace-settings.ts';
import { useWorkspace } from '../api/workspace.tsx';
import { useFormat } from '../format/use-format.tsx';
import { addEnglish } from '../i18n/late-words.ts';
import { useFailureToast } from '../ui/use-failure-toast.ts';
import { asOfEn } from './i18n/en.ts';

addEnglish('asOf', asOfEn);

/** Scores the workspace as at an instant from now on, or as of today (null). Every screen shows the new date at once and asks again. */
export function useAsOf(): { change: (asOf: string | null) => void; isBusy: boolean } {
  const { t } = useTranslation('asOf');
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const change = useMutation({
    mutationFn: (asOf: string | null) => updateWorkspace(queryClient, slug, { asOf }),
    onSuccess: (_workspace, asOf) => {
      void queryClient.invalidateQueries({ queryKey: ['w', slug] });
      toast({ title: asOf === null ? t('released') : t('set', { date: format.date(asOf) }), description: t('follows') });
    },
    onError,
  });
  return { change: (asOf) => change.mutate(asOf), isBusy: change.isPending };
}
