import type { Customer } from '@kelvin/contracts';
import { Button, IconButton, Menu, Notice, useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal, UserCheck, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { setExclusion } from '../api/customer.ts';

/** Changes it, says so, and offers the way back. */
function useExclusion(customerId: string) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const { mutate, isPending } = useMutation({
    mutationFn: (isExcluded: boolean) => setExclusion(slug, customerId, isExcluded),
    onSuccess: async (_state, isExcluded) => {
      toast({ title: t(isExcluded ? 'exclusion.done' : 'exclusion.undone'), action: { label: t('exclusion.undo'), onClick: () => mutate(!isExcluded) } });
      await queryClient.invalidateQueries({ queryKey: ['w', slug, 'customers'] });
    },
    onError,
  });
  return { change: mutate, isPending };
}

/** What else can be done with a customer. */
export function CustomerMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const canChange = useCan('customers.write');
  const { role } = useWorkspace();
  const { change, isPending } = useExclusion(customer.id);
  const isExcluded = customer.exclusion !== null;
  return (
    <Menu align="end" trigger={<IconButton label={t('exclusion.menu')} className="ml-auto self-start"><MoreHorizontal aria-hidden size={16} /></IconButton>} entries={[
      {
        kind: 'item', icon: isExcluded ? <UserCheck aria-hidden size={14} /> : <UserX aria-hidden size={14} />, label: t(isExcluded ? 'exclusion.include' : 'exclusion.exclude'),
        isDisabled: !canChange || isPending, onSelect: () => change(!isExcluded),
      },
      { kind: 'text', content: canChange ? t('exclusion.hint') : tc('permission.role', { role: tc(`roles.${role}`) }) },
    ]} />
  );
}

/** Says of an excluded customer that he counts nowhere, since when, and by whose word. */
export function ExclusionNotice({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const canChange = useCan('customers.write');
  const { change, isPending } = useExclusion(customer.id);
  if (customer.exclusion === null) return null;
  const { at, by } = customer.exclusion;
  return (
    <Notice tone="neutral" icon={<UserX aria-hidden size={16} />} actions={canChange ? <Button size="sm" isBusy={isPending} onClick={() => change(false)}>{t('exclusion.include')}</Button> : null}>
      {by === null ? t('exclusion.since', { date: format.date(at) }) : t('exclusion.sinceBy', { date: format.date(at), name: by })}
    </Notice>
  );
}
