import type { CustomerChance, Reason } from '@kelvin/contracts';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { reasonText } from '../../../shared/scoring/reason-text.ts';

const MOST_REASONS = 4;

/** Which way and how strongly a reason moves the chance. */
function pushOf({ facts, hundredths }: Reason): number {
  return typeof facts['logOdds'] === 'number' ? facts['logOdds'] : (hundredths ?? 0);
}

/** What moves a chance, strongest first. */
export function ChanceReasons({ item, most = MOST_REASONS }: { item: CustomerChance; most?: number }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  // Some engines rank without saying why: each of their reasons weighs nothing.
  const reasons = item.reasons.map((reason) => ({ reason, push: pushOf(reason) })).filter(({ push }) => push !== 0).slice(0, most);
  if (reasons.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-meta text-ink-2">{t('chances.why')}{item.isApproximate ? <> · <span title={t('chances.approximateHint')}>{t('chances.approximate')}</span></> : null}</p>
      <ul className="flex flex-col gap-1">
        {reasons.map(({ reason, push }) => {
          const Icon = push < 0 ? ArrowDown : ArrowUp;
          return (
            <li key={reason.code} className="flex items-start gap-1.5">
              <Icon aria-hidden size={14} className="mt-[3px] shrink-0 text-ink-3" />
              <span className="min-w-0"><span className="sr-only">{t(push < 0 ? 'chances.lowers' : 'chances.raises')} </span>{reasonText(reason, tc, format)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
