import type { Customer } from '@kelvin/contracts';
import { Button, Dialog, useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { undoMerge } from '../api/customer.ts';

type Merge = Customer['merges'][number];

/** Each joining with its reason; one that stands can be undone. */
export function MergeList({ merges }: { merges: readonly Merge[] }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const now = useClock();
  const { slug } = useWorkspace();
  const toast = useToast();
  const onError = useFailureToast();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Merge | null>(null);
  const undo = useMutation({
    mutationFn: (mergeId: string) => undoMerge(slug, mergeId),
    onSuccess: async () => {
      setAsked(null);
      toast({ title: t('identities.undoDone') });
      await queryClient.invalidateQueries({ queryKey: ['w', slug, 'customers'] });
    },
    onError,
  });
  const because = ({ reason }: Merge) => {
    const kind = typeof reason['kind'] === 'string' ? reason['kind'] : null;
    return kind ? t('identities.because', { kind: t(`kinds.${kind}`, { defaultValue: kind }), value: typeof reason['value'] === 'string' ? reason['value'] : '' }) : '';
  };
  if (merges.length === 0) return <p className="text-ink-2">{t('identities.none')}</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {merges.map((merge) => (
          <li key={merge.id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1"><span className="font-medium">{t('identities.mergedAt', { ago: format.ago(merge.mergedAt, now) })}</span> <span className="break-words text-ink-2">{because(merge)}</span></span>
            {merge.undoneAt ? <span className="text-meta text-ink-3">{t('identities.undone', { ago: format.ago(merge.undoneAt, now) })}</span> : <PermittedButton permission="customers.write" size="sm" onClick={() => setAsked(merge)}>{t('identities.undo')}</PermittedButton>}
          </li>
        ))}
      </ul>
      <Dialog isOpen={asked !== null} onOpenChange={(isOpen) => { if (!isOpen) setAsked(null); }} size="sm" title={t('identities.undoTitle')} description={t('identities.undoText')} closeLabel={tc('actions.close')} footer={
        <>
          <Button onClick={() => setAsked(null)}>{tc('actions.cancel')}</Button>
          <Button variant="danger" isBusy={undo.isPending} onClick={() => { if (asked) undo.mutate(asked.id); }}>{t('identities.undoDo')}</Button>
        </>
      } />
    </>
  );
}
