import type { Intake } from '@kelvin/contracts';
import { Chip, cx } from '@kelvin/ui';
import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';

export const INTAKE_PARTS = ['processed', 'rejected', 'parked', 'duplicates', 'pending'] as const;
export type IntakePart = (typeof INTAKE_PARTS)[number];
/** `fannedOut`: items beyond the first that one was divided into; files have none. */
export type IntakeFigures = Pick<Intake, 'received' | IntakePart> & { fannedOut?: number };

/** Received less everything that is accounted for: zero unless something was lost or counted twice. */
export function unaccounted(figures: IntakeFigures): number {
  return figures.received + (figures.fannedOut ?? 0) - INTAKE_PARTS.reduce((sum, part) => sum + figures[part], 0);
}

const INK: Record<IntakePart, string> = { processed: 'text-ok', rejected: 'text-err', parked: 'text-warm-ink', duplicates: 'text-ink-2', pending: 'text-accent' };

/**
 * The no-loss equation in words and figures, with its verdict. `isOfLines` names the left side after a file's lines;
 * `isExact` false leaves the verdict out while figures of several moments meet.
 */
export function IntakeEquation({ figures, isBalanced, isOfLines = false, isExact = true }: { figures: IntakeFigures; isBalanced?: boolean; isOfLines?: boolean; isExact?: boolean }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const divided = figures.fannedOut ?? 0;
  const texts = { ...Object.fromEntries((['received', ...INTAKE_PARTS] as const).map((part) => [part, format.number(figures[part])])), fannedOut: format.number(divided) };
  return (
    <div className="flex flex-col gap-3">
      <p className="sr-only">{t(divided === 0 ? 'equation' : 'equationDivided', texts)}</p>
      <div aria-hidden className="flex flex-wrap items-start gap-x-2.5 gap-y-3">
        <Term value={format.number(figures.received)} word={isOfLines ? t('lines') : t('received')} hint={t('hints.received')} />
        {divided === 0 ? null : <span className="flex gap-3"><span className="text-title text-ink-3">+</span><Term value={format.number(divided)} word={t('fannedOut')} hint={t('hints.fannedOut')} /></span>}
        {INTAKE_PARTS.map((part, index) => (
          <span key={part} className="flex gap-2.5">
            <span className="text-title text-ink-3">{index === 0 ? '=' : '+'}</span>
            <Term value={format.number(figures[part])} word={t(part)} hint={t(`hints.${part}`)} ink={figures[part] > 0 ? INK[part] : 'text-ink-3'} />
          </span>
        ))}
      </div>
      {isExact ? <div><BalanceChip figures={figures} {...(isBalanced === undefined ? {} : { isBalanced })} /></div> : null}
    </div>
  );
}

function Term({ value, word, hint, ink = 'text-ink' }: { value: string; word: string; hint: string; ink?: string }) {
  return (
    <span title={hint} className="flex min-w-12 flex-col">
      <span className={cx('text-title font-semibold tabular-nums', ink)}>{value}</span>
      <span className="text-meta text-ink-2">{word}</span>
    </span>
  );
}

/** The verdict alone: adds up, or how much is missing. */
export function BalanceChip({ figures, isBalanced = unaccounted(figures) === 0 }: { figures: IntakeFigures; isBalanced?: boolean }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  if (figures.received === 0 && isBalanced) return <Chip>{t('nothing')}</Chip>;
  return isBalanced
    ? <Chip tone="ok" icon={<Check aria-hidden size={14} />}>{t('balanced')}</Chip>
    : <Chip tone="error" icon={<TriangleAlert aria-hidden size={14} />}>{t('unbalanced', { missing: format.number(Math.abs(unaccounted(figures))) })}</Chip>;
}
