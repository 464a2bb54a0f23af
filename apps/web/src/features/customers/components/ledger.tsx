import type { Customer } from '@kelvin/contracts';
import { Button, cx, FactorBar } from '@kelvin/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { evidenceText, reasonText } from '../../../shared/scoring/reason-text.ts';
import { roundToSum } from '../../../shared/scoring/round-to-sum.ts';

/** Keeping the score within its ends is no reason: it comes last. */
const isClamp = ({ row }: { row: Customer['ledger'][number] }): boolean => row.kind === 'clamp';

/** Why this score: its reasons by size, with points that add up to the score shown. With a limit, the smaller ones are left out and so is the sum. */
export function Ledger({ customer, limit }: { customer: Customer; limit?: number }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const [areSmallShown, showSmall] = useState(false);
  const total = Math.round(customer.hundredths / 100);
  const points = roundToSum(customer.ledger.map((row) => row.hundredths ?? 0), total);
  const all = customer.ledger.map((row, at) => ({ row, points: points[at]! })).sort((a, b) => Number(isClamp(a)) - Number(isClamp(b)) || Math.abs(b.points) - Math.abs(a.points));
  // What rounds to no point at all would only bury the rest.
  const rows = areSmallShown ? all : all.filter((one) => one.points !== 0);
  const small = all.length - rows.length;
  if (all.length === 0) return <p className="text-ink-2">{t('ledger.empty')}</p>;
  const scale = Math.max(...rows.map((one) => Math.abs(one.points)), 1);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {rows.slice(0, limit).map(({ row, points: own }) => {
          // A model's sentence already holds its figures; what is left to say is whose opinion it is.
          const isOfModel = row.group === 'model';
          const evidence = isOfModel ? '' : evidenceText(row.kind === 'faded' ? { ...row.facts, events: null } : row.facts, tc, format);
          return (
            <li key={row.code} className="flex flex-col gap-1">
              <span className="flex items-baseline justify-between gap-3"><span>{reasonText(row, tc, format)}{isOfModel ? <span className="text-meta text-ink-3"> · {t('ledger.model')}</span> : null}</span><span className={cx('font-semibold', own > 0 ? 'text-ok' : own < 0 ? 'text-err' : 'text-ink-3')}>{format.signedPoints(own)}</span></span>
              <FactorBar points={own} scale={scale} />
              {evidence ? <span className="text-label text-ink-3">{evidence}</span> : null}
            </li>
          );
        })}
      </ul>
      {limit === undefined && small > 0 ? <Button variant="ghost" size="sm" className="self-start" onClick={() => showSmall(true)}>{t('ledger.small', { count: small, n: format.number(small) })}</Button> : null}
      {limit === undefined ? <p className="flex justify-between border-t border-line pt-2 font-semibold"><span>{t('ledger.total')}</span><span>{format.number(total)}</span></p> : null}
    </div>
  );
}
