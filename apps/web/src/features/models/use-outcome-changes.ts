import type { NewOutcome, Outcome } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { outcomesOptions } from '../../shared/api/outcomes.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useFormat } from '../../shared/format/use-format.tsx';
import { useFailureToast } from '../../shared/ui/use-failure-toast.ts';
import { archiveOutcome, createOutcome, refreshModels, restoreOutcome } from './api/models.ts';

/** Puts an outcome away at once; the way back is offered for a moment, and stays under "Archived". */
export function useArchive() {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const restore = useRestore();
  return useMutation({
    mutationFn: (outcome: Outcome) => archiveOutcome(slug, outcome.id),
    onMutate: async ({ id }) => {
      const { queryKey } = outcomesOptions(slug);
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (list) => list && { ...list, items: list.items.filter((one) => one.id !== id) });
    },
    onSuccess: (_nothing, { id, definition: { name } }) => {
      toast({ title: t('list.archived', { name: format.outcomeName(name) }), description: t('list.archivedText'), action: { label: tc('actions.undo'), onClick: () => restore.mutate({ id, name }) } });
    },
    onError,
    onSettled: () => refreshModels(queryClient, slug),
  });
}

/** Predicts an outcome again that was put away. */
export function useRestore() {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => restoreOutcome(slug, id),
    onSuccess: async (_nothing, { name }) => {
      toast({ title: t('archive.restored', { name: format.outcomeName(name) }), description: t('archive.restoredText') });
      await refreshModels(queryClient, slug);
    },
    onError,
  });
}

/** Adds an outcome: one that was proposed, or one of the reader's own. */
export function useAddOutcome() {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (definition: NewOutcome) => createOutcome(slug, definition),
    onSuccess: async (outcome) => {
      await refreshModels(queryClient, slug);
      toast({ title: t('list.added', { name: format.outcomeName(outcome.definition.name) }), description: t('list.addedText') });
    },
    onError,
  });
}
