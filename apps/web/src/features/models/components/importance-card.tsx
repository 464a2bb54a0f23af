import type { Importance, ModelCard } from '@kelvin/contracts';
import { Button, Card } from '@kelvin/ui';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { featureText } from '../feature-words.ts';
import { modelsTabsEn } from '../i18n/tabs-en.ts';

addEnglish('models', modelsTabsEn);

const FIRST_ROWS = 12;
const ICON = { up: ArrowUp, down: ArrowDown, mixed: ArrowUpDown } as const;

/** What the model looks at, most important first, and which way each thing moves the chance. */
export function ImportanceCard({ card, isAbsence }: { card: ModelCard; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const [isAll, setIsAll] = useState(false);
  const rows = isAll ? card.importance : card.importance.slice(0, FIRST_ROWS);
  const most = Math.max(...card.importance.map((one) => one.share), 0.01);
  return (
    <Card title={t('importance.title')} note={t('importance.note')}>
      {rows.length === 0 ? <p className="text-ink-2">{t(card.engine === 'external' ? 'madeElsewhere.noReasons' : 'importance.none')}</p> : (
        <ol className="flex flex-col gap-3">{rows.map((one) => <ImportanceRow key={one.feature} importance={one} most={most} isAbsence={isAbsence} />)}</ol>
      )}
      {card.importance.length > rows.length ? <Button size="sm" className="mt-3 self-start" onClick={() => setIsAll(true)}>{tc('actions.showMore')}</Button> : null}
    </Card>
  );
}

function ImportanceRow({ importance: { feature, share, direction }, most, isAbsence }: { importance: Importance; most: number; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const Icon = ICON[direction];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_15rem]">
      <span className="min-w-0 font-medium break-words" title={feature}>{featureText(feature, t, format, isAbsence)}</span>
      <span className="text-right font-semibold">{format.finePercent(share)}</span>
      <span aria-hidden className="h-1.5 self-center rounded-full bg-none-soft max-sm:col-span-2"><span className="block h-full rounded-full bg-accent" style={{ width: `${(share / most) * 100}%` }} /></span>
      <span className="inline-flex items-center gap-1 text-meta text-ink-2 max-sm:col-span-2 sm:justify-end"><Icon aria-hidden size={12} />{t(`importance.${direction}`)}</span>
    </li>
  );
}
