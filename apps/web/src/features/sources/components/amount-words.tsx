import type { AmountWord } from '@kelvin/contracts';
import { Card, useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { forgetAmount, refreshSources } from '../api/sources.ts';

/** What was said of amounts that some sender's events came without, each with the way back. Nothing where nothing was said. */
export function AmountWords({ sourceId, words }: { sourceId: string; words: readonly AmountWord[] }) {
  const { t } = useTranslation('sources');
  const { t: tc } = useTranslation();
  const forget = useForget(sourceId);
  if (words.length === 0) return null;
  return (
    <Card title={t('amount.words')} note={t('amount.wordsNote')} isFlush>
      <ul className="flex flex-col divide-y divide-line border-t border-line">
        {words.map(({ eventType, field, isOptional }) => (
          <li key={eventType} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <span className="min-w-0 flex-1 text-ink"><span className="font-medium">{eventType}</span>: {[field === null ? null : t('amount.isIn', { field }), isOptional ? t('amount.mayMiss') : null].filter((part) => part !== null).join(', ')}</span>
            <PermittedButton permission="sources.manage" size="sm" icon={<Undo2 aria-hidden size={14} />} aria-label={t('amount.forgetOf', { name: eventType })} isBusy={forget.isPending && forget.variables === eventType} onClick={() => forget.mutate(eventType)}>{tc('actions.undo')}</PermittedButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function useForget(sourceId: string) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (eventType: string) => forgetAmount(slug, sourceId, eventType),
    onSuccess: () => {
      refreshSources(queryClient, slug);
      toast({ title: t('amount.forgotten') });
    },
    onError,
  });
}
