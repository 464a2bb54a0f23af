import type { Outcome, OutcomeDefinition } from '@kelvin/contracts';
import { useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { useErrorText } from '../../shared/ui/error-panel.tsx';
import { archiveOutcome, createOutcome, refreshModels } from './api/models.ts';

/** The time in which archiving can be undone; the server hears of it only then, because it knows no way back. */
const UNDO_MS = 10_000;
/** Outcomes that are about to be archived: off the screen, not yet off the server. */
const leavingKey = (slug: string) => ['w', slug, 'outcomes-leaving'] as const;

function setLeaving(queryClient: QueryClient, slug: string, id: string, isLeaving: boolean): void {
  queryClient.setQueryData<readonly string[]>(leavingKey(slug), (ids = []) => (isLeaving ? [...ids, id] : ids.filter((one) => one !== id)));
}

/** Outcomes to leave out of lists, because they were archived a moment ago. */
export function useLeaving(): ReadonlySet<string> {
  const { slug } = useWorkspace();
  const { data } = useQuery<readonly string[]>({ queryKey: leavingKey(slug), queryFn: () => [], enabled: false, initialData: [] });
  return new Set(data);
}

/** Puts an outcome away, with ten seconds to think again. */
export function useArchive(): (outcome: Outcome) => void {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  return (outcome) => {
    setLeaving(queryClient, slug, outcome.id, true);
    const timer = window.setTimeout(() => {
      archiveOutcome(slug, outcome.id)
        .catch((error: unknown) => toast({ title: errorText(error), tone: 'error' }))
        .then(() => refreshModels(queryClient, slug))
        .finally(() => setLeaving(queryClient, slug, outcome.id, false));
    }, UNDO_MS);
    const undo = () => {
      window.clearTimeout(timer);
      setLeaving(queryClient, slug, outcome.id, false);
    };
    toast({ title: t('list.archived', { name: outcome.definition.name }), description: t('list.archivedText'), durationMs: UNDO_MS, action: { label: tc('actions.undo'), onClick: undo } });
  };
}

/** Adds an outcome: one that was proposed, or one of the reader's own. */
export function useAddOutcome() {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (definition: OutcomeDefinition) => createOutcome(slug, definition),
    onSuccess: async (outcome) => {
      await refreshModels(queryClient, slug);
      toast({ title: t('create.added', { name: outcome.definition.name }), description: t('create.addedText') });
    },
    onError: (error) => toast({ title: errorText(error), tone: 'error' }),
  });
}
