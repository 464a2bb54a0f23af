import { Button, Notice, useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { customerNoiseOptions, liftNoise } from '../api/customer.ts';

/** Says how many of the customer's events are not counted and why, and counts them after all for whoever knows better. */
export function NoiseNotice({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { slug } = useWorkspace();
  const canChange = useCan('customers.write');
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  const { data } = useQuery({ ...customerNoiseOptions(slug, customerId), enabled: useCan('events.read') });
  const { mutate, isPending } = useMutation({
    mutationFn: () => liftNoise(slug, customerId),
    onSuccess: async () => {
      toast({ title: t('noiseNotice.done') });
      await queryClient.invalidateQueries({ queryKey: ['w', slug, 'customers'] });
    },
    onError,
  });
  if (!data || data.flagged.length === 0) return null;
  const count = data.flagged.reduce((sum, { events }) => sum + events, 0);
  const reasons = data.flagged.map(({ reason, events }) => t('noiseNotice.reason', { reason: t(`noise.${reason}`, { defaultValue: reason }), n: format.number(events) })).join(', ');
  return (
    <Notice tone="neutral" icon={<Bot aria-hidden size={16} />} actions={canChange ? <Button size="sm" isBusy={isPending} onClick={() => mutate()}>{t('noiseNotice.lift')}</Button> : null}>
      {t('noiseNotice.text', { count, n: format.number(count), reasons })}
    </Notice>
  );
}
