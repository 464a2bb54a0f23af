import type { Outcome, OutcomeDefinition, OutcomeList } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { outcomesOptions } from '../../shared/api/outcomes.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useErrorText } from '../../shared/ui/error-panel.tsx';
import { archiveOutcome, createOutcome, refreshModels, restoreOutcome } from './api/models.ts';

/** Adding an outcome, and putting one away with a way back. */
export function useOutcomeChanges() {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  const fail = (error: unknown) => toast({ title: errorText(error), tone: 'error' });
  const key = outcomesOptions(slug).queryKey;
  const restore = useMutation({ mutationFn: (outcome: Outcome) => restoreOutcome(slug, outcome.id), onError: fail, onSettled: () => void refreshModels(queryClient, slug) });
  const archive = useMutation({
    mutationFn: (outcome: Outcome) => archiveOutcome(slug, outcome.id),
    onSuccess: (_nothing, outcome) => {
      queryClient.setQueryData<OutcomeList>(key, (list) => (list ? { ...list, items: list.items.filter((one) => one.id !== outcome.id) } : list));
      toast({ title: t('list.archived', { name: outcome.definition.name }), description: t('list.archivedText'), action: { label: tc('actions.undo'), onClick: () => restore.mutate(outcome) } });
    },
    onError: fail,
  });
  const add = useMutation({
    mutationFn: (definition: OutcomeDefinition) => createOutcome(slug, definition),
    onSuccess: async (outcome) => {
      await refreshModels(queryClient, slug);
      toast({ title: t('create.added', { name: outcome.definition.name }), description: t('create.addedText') });
    },
    onError: fail,
  });
  return { archive: (outcome: Outcome) => archive.mutate(outcome), add };
}
