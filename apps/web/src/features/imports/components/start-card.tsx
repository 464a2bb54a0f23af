import { Button, Card, cx } from '@kelvin/ui';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

export type AsOf = 'last_day' | 'now';
export type StartCardProps = { asOf: AsOf; onAsOf: (asOf: AsOf) => void; /** The date that the workspace is scored as at so far. */ fixedAt: string | null; hasChoice: boolean; problems: readonly string[]; isBusy: boolean; error: string | null; onStart: () => void };
const KNOWN = new Set(['userId', 'timestamp', 'event', 'format']);

/** The last step: as at which day to score, what still lacks, and the start. */
export function StartCard({ asOf, onAsOf, fixedAt, hasChoice, problems, isBusy, error, onStart }: StartCardProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <Card title={t('start.title')}>
      <div className="flex flex-col gap-4">
        {hasChoice ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1 font-medium">{t('start.asOf')}</legend>
            <Choice value="last_day" chosen={asOf} onChoose={onAsOf} title={t('start.lastDay')} text={t('start.lastDayText')} />
            <Choice value="now" chosen={asOf} onChoose={onAsOf} title={t('start.now')} text={fixedAt === null ? t('start.nowText') : t('start.nowEnds', { date: format.date(fixedAt) })} />
          </fieldset>
        ) : null}
        {problems.length > 0 ? <ul className="flex flex-col gap-1 text-control text-warm-ink">{problems.map((part) => <li key={part}>{KNOWN.has(part) ? t(`map.problems.${part}`) : t('map.problems.other', { path: part })}</li>)}</ul> : null}
        {error ? <p role="alert" className="text-err">{error}</p> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={problems.length > 0 || isBusy} isBusy={isBusy} onClick={onStart}>{t('start.button')}</Button>
          <span className="text-meta text-ink-2">{t('start.effect')}</span>
        </div>
      </div>
    </Card>
  );
}

function Choice({ value, chosen, onChoose, title, text }: { value: AsOf; chosen: AsOf; onChoose: (value: AsOf) => void; title: string; text: string }) {
  const id = useId();
  return (
    <div className={cx('relative flex gap-3 rounded-lg border p-3', value === chosen ? 'border-accent bg-accent-soft' : 'border-line')}>
      <input id={id} type="radio" name="as-of" checked={value === chosen} onChange={() => onChoose(value)} aria-describedby={`${id}-text`} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="flex flex-col gap-0.5"><label htmlFor={id} className="cursor-pointer font-medium text-ink">{title}</label><span id={`${id}-text`} className="text-meta text-ink-2">{text}</span></span>
    </div>
  );
}
