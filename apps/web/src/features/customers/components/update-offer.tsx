import { Button } from '@kelvin/ui';
import { useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerListsKey } from '../../../shared/api/customers.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useLive } from '../../../shared/live/live-provider.tsx';

/** New scores do not reorder the list under the reader: it says how many came and updates when asked. */
export function UpdateOffer() {
  const { t } = useTranslation('customerList');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const [changed, setChanged] = useState(0);
  useLive((signal) => {
    if (signal.event === 'scores') setChanged((before) => before + signal.data.customers);
  });
  if (changed === 0) return null;
  const update = () => {
    setChanged(0);
    void queryClient.invalidateQueries({ queryKey: customerListsKey(slug) });
  };
  return (
    <span className="inline-flex items-center gap-2 text-meta text-ink-2">
      {t('changed', { count: changed, n: format.number(changed) })}
      <Button size="sm" icon={<RefreshCw aria-hidden size={12} />} onClick={update}>{tc('actions.refresh')}</Button>
    </span>
  );
}
