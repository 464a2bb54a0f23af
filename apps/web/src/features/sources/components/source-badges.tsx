import type { Source } from '@kelvin/contracts';
import { Chip, type Tone } from '@kelvin/ui';
import { FileUp, Globe, Webhook, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { silentSince, sourceStatus, type SourceStatus } from '../source-status.ts';

export const KIND_ICON: Record<Source['kind'], LucideIcon> = { tracking: Globe, webhook: Webhook, import: FileUp };
const TONE: Record<SourceStatus, Tone> = { receiving: 'ok', quiet: 'neutral', silent: 'warn', waiting: 'accent', off: 'neutral', files: 'neutral' };

export function SourceStatusChip({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const status = sourceStatus(source, useClock());
  const since = silentSince(source);
  if (status === 'silent' && since) return <Chip tone={TONE.silent} title={t('silence.meaning')}>{t('status.silent', { time: format.shortDateTime(since) })}</Chip>;
  return <Chip tone={TONE[status]}>{t(`status.${status}`)}</Chip>;
}
