import type { Source } from '@kelvin/contracts';
import { Chip, type Tone } from '@kelvin/ui';
import { FileUp, Globe, Webhook, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../shared/format/use-clock.ts';
import { sourceStatus, type SourceStatus } from '../source-status.ts';

export const KIND_ICON: Record<Source['kind'], LucideIcon> = { tracking: Globe, webhook: Webhook, import: FileUp };
const TONE: Record<SourceStatus, Tone> = { receiving: 'ok', quiet: 'warn', waiting: 'accent', off: 'neutral', files: 'neutral' };

export function SourceStatusChip({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const status = sourceStatus(source, useClock());
  return <Chip tone={TONE[status]}>{t(`status.${status}`)}</Chip>;
}
