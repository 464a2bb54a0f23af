import type { EventType } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobsKey } from '../../shared/api/jobs.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useFormat } from '../../shared/format/use-format.tsx';
import { useErrorText } from '../../shared/ui/error-panel.tsx';
import { confirmAll, putEventType, refreshEventTypes, setMeaning } from './api/event-types.ts';

type Wanted = { type: EventType; meaning: string | null };

/** Changing and confirming meanings. A change is asked about first (`wanted`); a confirmation changes no figure and is done at once. */
export function useMeaningChange() {
  const { t } = useTranslation('eventTypes');
  const { t: ts } = useTranslation('scoring');
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const fail = (error: unknown) => toast({ title: errorText(error), tone: 'error' });
  const change = useMutation({
    mutationFn: ({ type, meaning }: Wanted) => setMeaning(slug, type.id, meaning),
    onSuccess: (next, { type }) => {
      putEventType(queryClient, slug, next);
      setWanted(null);
      if (next.meaning === type.meaning) {
        toast({ title: t('confirmedOne', { name: type.name }) });
        return;
      }
      // The job that counts anew is shown in the tray at once, not at its first progress.
      void queryClient.invalidateQueries({ queryKey: jobsKey(slug) });
      toast({ title: t('changed', { name: type.name, meaning: next.meaning ? ts(`meanings.${next.meaning}`, { defaultValue: next.meaning }) : t('none') }), description: t('changedText') });
    },
  });
  const all = useMutation({
    mutationFn: () => confirmAll(slug),
    onSuccess: async ({ confirmed }) => {
      await refreshEventTypes(queryClient, slug);
      toast({ title: t('confirmedAll', { count: confirmed, n: format.number(confirmed) }) });
    },
    onError: fail,
  });
  return {
    wanted, isChanging: change.isPending, changeError: change.isError ? errorText(change.error) : null,
    ask: (type: EventType, meaning: string | null) => {
      change.reset();
      setWanted({ type, meaning });
    },
    close: () => setWanted(null),
    apply: () => { if (wanted) change.mutate(wanted); },
    confirm: (type: EventType) => change.mutate({ type, meaning: type.meaning }, { onError: fail }),
    confirmAll: () => all.mutate(), isConfirmingAll: all.isPending,
  };
}
