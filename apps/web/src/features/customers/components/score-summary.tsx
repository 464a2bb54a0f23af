import type { Customer } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { BandBar } from '@kelvin/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeText } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useBandWord } from '../../../shared/scoring/bands.tsx';
import { reasonText } from '../../../shared/scoring/reason-text.ts';

/** The score, where it stands between the limits, and the figures that go with it. */
export function ScoreSummary({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const bandWord = useBandWord();
  const { bandLimits: limits, silence } = customer;
  const isScored = customer.band !== 'not_scored';
  // What an excluded customer is worth is not counted, so there is no figure to show.
  const isCounted = customer.exclusion === null;
  const points = customer.hundredths / 100;
  // The cause may have said it already.
  const isSilenceTold = customer.bandCauses.some(({ code }) => code === 'risk.silence' || code === 'band.gone');
  // Of any event the page's head tells; where that is a later one, this says why it is none of these.
  const isOvertaken = silence !== null && Date.parse(customer.asOf) - Date.parse(customer.lastSeenAt) < (silence.days - 1) * MS_PER_DAY;
  const causes = customer.bandCauses.filter((cause) => !cause.code.startsWith('band.score') && !cause.code.startsWith('band.low'));
  return (
    <div className="flex flex-col gap-3">
      {isScored ? (
        <>
          <p className="flex items-baseline gap-2"><span className="text-score font-semibold">{format.points(customer.hundredths)}</span><ChangeText hundredths={customer.change30d} />{customer.bandSinceDay ? <span className="ml-auto text-meta text-ink-3">{t('score.since', { band: bandWord(customer.band), day: format.day(customer.bandSinceDay) })}</span> : null}</p>
          <BandBar points={points} warmFrom={limits.warm} hotFrom={limits.hot} label={t('score.bar', { points: format.points(customer.hundredths), warm: format.number(limits.warm), hot: format.number(limits.hot) })} />
        </>
      ) : <p className="text-title font-semibold text-ink-2">{isCounted ? t('score.none') : bandWord(customer.band)}</p>}
      {causes.length > 0 ? (
        <div>
          <p className="text-meta text-ink-2">{customer.band === 'at_risk' ? t('causes.at_risk') : t('causes.other')}</p>
          <ul>{causes.map((cause) => <li key={cause.code} className={customer.band === 'at_risk' ? 'font-medium text-risk-ink' : 'font-medium'}>{reasonText(cause, tc, format)}</li>)}</ul>
        </div>
      ) : null}
      {isOvertaken ? <p className="text-meta text-ink-3">{t('score.ownHint')}</p> : null}
      <dl className="flex flex-col gap-1">
        {silence && !isSilenceTold ? <Fact label={t('score.silence')}>{t('score.silenceText', { ago: format.daysAgo(silence.days), gap: format.days(silence.usualGapDays) })}</Fact> : null}
        {customer.renewal ? <Fact label={t('score.renewal')}><span title={format.day(customer.renewal.day)}>{customer.renewal.inDays === 0 ? t('score.renewalToday') : t('score.renewalIn', { days: format.days(customer.renewal.inDays) })}</span></Fact> : null}
        <Fact label={t('score.events')}>{t('score.eventsText', { count: customer.eventCount, n: format.number(customer.eventCount) })}</Fact>
        {isCounted ? <Fact label={t('score.value')}>{format.money(customer.value12m)}</Fact> : null}
        {isCounted ? <Fact label={t('score.expected')}>{format.money(customer.expectedValue)}</Fact> : null}
        {customer.revenueAtRisk !== null ? <Fact label={t('score.atRisk')}>{format.money(customer.revenueAtRisk)}</Fact> : null}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className="flex justify-between gap-3"><dt className="text-ink-2">{label}</dt><dd className="text-right font-medium">{children}</dd></div>;
}
