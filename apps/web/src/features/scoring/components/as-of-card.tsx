import { dayFromIso, dayOfZone, dayToIso, EARLIEST_DATE, endOfDayMs } from '@kelvin/kernel';
import { Card, Field, Input } from '@kelvin/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { useAsOf } from '../../../shared/as-of/use-as-of.ts';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';

/** As at which day customers are scored: today, or a day that is fixed here and released again. */
export function AsOfCard() {
  const { t } = useTranslation('asOf');
  const { asOf, timeZone } = useWorkspace();
  const canManage = useCan('workspace.manage');
  const format = useFormat();
  const { change, isBusy } = useAsOf();
  const [day, setDay] = useState('');
  const today = dayToIso(dayOfZone(timeZone)(useClock()));
  const problem = day === '' ? undefined : day < EARLIEST_DATE ? t('card.tooEarly') : day > today ? t('card.future') : undefined;
  return (
    <Card title={t('card.title')}>
      <form noValidate className="flex flex-col gap-3 text-control text-ink-2" onSubmit={(event) => {
        event.preventDefault();
        if (day === '' || problem !== undefined) return;
        change(day === today ? null : new Date(endOfDayMs(dayFromIso(day), timeZone)).toISOString());
        setDay('');
      }}>
        <p>{asOf === null ? t('card.today') : t('card.fixed', { date: format.date(asOf) })}</p>
        {asOf === null ? null : <div><PermittedButton permission="workspace.manage" variant="primary" type="button" isBusy={isBusy} onClick={() => change(null)}>{t('release')}</PermittedButton></div>}
        <Field label={t('card.day')} hint={t('card.hint')} error={problem}>
          <Input type="date" value={day} min={EARLIEST_DATE} max={today} disabled={!canManage} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <div><PermittedButton permission="workspace.manage" type="submit" disabled={day === '' || problem !== undefined} isBusy={isBusy}>{t('card.submit')}</PermittedButton></div>
        <p>{t('card.effect')}</p>
      </form>
    </Card>
  );
}
