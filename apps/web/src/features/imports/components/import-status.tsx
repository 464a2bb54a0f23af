import type { Import } from '@kelvin/contracts';
import { Chip, Progress, type Tone } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

const TONE: Record<Import['status'], Tone> = { uploading: 'neutral', mapping: 'warn', queued: 'accent', reading: 'accent', draining: 'accent', done: 'ok', cancelled: 'neutral', failed: 'error' };

export function ImportStatusChip({ status }: { status: Import['status'] }) {
  const { t } = useTranslation('imports');
  return <Chip tone={TONE[status]}>{t(`status.${status}`)}</Chip>;
}

/** Lines that have found their end, of all lines read so far. */
export function ImportProgress({ file }: { file: Import }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const done = file.processed + file.rejected + file.parked + file.duplicates;
  // While the file is being read, its number of lines is not known yet.
  const isCounting = file.status !== 'draining' || file.lines === 0;
  return (
    <div className="flex min-w-40 flex-col gap-1">
      <Progress value={isCounting ? null : done} max={Math.max(1, file.lines)} label={t(`status.${file.status}`)} />
      <span className="text-meta text-ink-2 tabular-nums">{isCounting ? t('reading', { n: format.number(file.lines) }) : t('progress', { done: format.number(done), total: format.number(file.lines) })}</span>
    </div>
  );
}
