import { Chip } from '@kelvin/ui';
import { CircleAlert, CircleCheck, CircleDashed, Hourglass, Scale, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { VERDICT_TONE, type Verdict } from './verdict.ts';

const ICON: Readonly<Record<Verdict, LucideIcon>> = { safe: CircleCheck, works: TriangleAlert, not_promoted: Scale, untrained: CircleDashed, not_enough: Hourglass, damaged: CircleAlert, rules_chosen: Scale };

/** The verdict in words, with an icon beside the colour. */
export function VerdictChip({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('chances');
  const Icon = ICON[verdict];
  return <Chip tone={VERDICT_TONE[verdict]} icon={<Icon aria-hidden size={14} className="shrink-0" />} className="h-auto! min-h-6 py-0.5 [&>span]:whitespace-normal">{t(`verdicts.${verdict}`)}</Chip>;
}
