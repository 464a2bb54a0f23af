import type { ParkedGroup } from '@kelvin/contracts';
import { Button, Card, Chip, Dialog, JsonTree } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useProblemText } from '../../../shared/intake/use-problem-text.ts';
import { useLive } from '../../../shared/live/live-provider.tsx';
import { ClockAgo } from '../../../shared/ui/clock-ago.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { parkedOptions, refreshSources, startParkedAction } from '../api/sources.ts';
import { AmountWords } from './amount-words.tsx';
import { MissingAmount } from './missing-amount.tsx';
import { useParkedJob } from './use-parked-job.ts';

const REFRESH_MS = 10_000;

/** What waits for repair of a source, by reason, and the two ways out: once more, or given up; below it what was said of amounts. Nothing while there is neither. */
export function ParkedCard({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const parked = useQuery({ ...parkedOptions(slug, sourceId), refetchInterval: REFRESH_MS });
  useLive((signal) => {
    if (signal.event === 'job' && signal.data.kind === 'replay') refreshSources(queryClient, slug);
  });
  if (parked.isError) return <Card title={t('parked.title')}><ErrorPanel error={parked.error} onRetry={() => void parked.refetch()} /></Card>;
  if (!parked.data) return null;
  const { items, amounts } = parked.data;
  return (
    <>
      {items.length > 0 ? (
        <Card title={t('parked.title')} note={t('parked.note')} isFlush>
          <ul className="flex flex-col divide-y divide-line border-t border-line">
            {items.map((group) => <Group key={group.code} sourceId={sourceId} group={group} />)}
          </ul>
        </Card>
      ) : null}
      <AmountWords sourceId={sourceId} words={amounts} />
    </>
  );
}

function Group({ sourceId, group }: { sourceId: string; group: ParkedGroup }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const problemText = useProblemText();
  const [isAsking, setIsAsking] = useState(false);
  const act = useParkedJob((slug, action: 'retry' | 'discard') => startParkedAction(slug, sourceId, group.code, action), () => setIsAsking(false));
  const reason = problemText(group.code, group.message);
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-48 font-medium text-ink">{reason}</span>
        <Chip tone="warn">{t('parked.items', { count: group.items, n: format.number(group.items) })}</Chip>
        <span className="text-meta text-ink-3">{t('parked.newest')} <ClockAgo iso={group.newestAt} /></span>
      </div>
      {group.missing ? <MissingAmount sourceId={sourceId} missing={group.missing} /> : null}
      <details>
        <summary className="min-h-6 cursor-pointer text-meta text-ink-2">{t('parked.sample')}</summary>
        <div className="mt-1 max-h-72 overflow-y-auto rounded-md bg-surface-2 p-2"><JsonTree value={group.sample} /></div>
      </details>
      <div className="flex flex-wrap gap-2">
        <PermittedButton permission="sources.manage" size="sm" icon={<RotateCcw aria-hidden size={14} />} aria-label={t('parked.retryOf', { reason })} isBusy={act.isPending && act.variables === 'retry'} onClick={() => act.mutate('retry')}>{t('parked.retry')}</PermittedButton>
        <PermittedButton permission="sources.manage" size="sm" variant="danger" icon={<Trash2 aria-hidden size={14} />} aria-label={t('parked.discardOf', { reason })} onClick={() => setIsAsking(true)}>{t('parked.discard')}</PermittedButton>
      </div>
      {isAsking ? <DiscardDialog items={group.items} isBusy={act.isPending} onConfirm={() => act.mutate('discard')} onClose={() => setIsAsking(false)} /> : null}
    </li>
  );
}

function DiscardDialog({ items, isBusy, onConfirm, onClose }: { items: number; isBusy: boolean; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('sources');
  const { t: tc } = useTranslation();
  const format = useFormat();
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="sm" title={t('parked.discardTitle', { count: items, n: format.number(items) })} description={t('parked.discardText')} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="danger" isBusy={isBusy} onClick={onConfirm}>{t('parked.discard')}</Button></>} />
  );
}
