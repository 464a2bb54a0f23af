import type { EventTrace } from '@kelvin/contracts';
import { Chip, cx } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Check, CircleDashed, Inbox, TrendingUp, User, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { LaterEventNotice } from '../../../shared/as-of/as-of-notice.tsx';
import { isLaterThanAsOf } from '../../../shared/as-of/later-than-as-of.ts';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { CustomerBand } from '../../../shared/scoring/bands.tsx';
import { traceState } from '../trace-state.ts';
import { useSpan } from '../use-span.ts';

/** The event's way: received, processed, whose it is, and what it did to their score, with the time between. */
export function EventTracePath({ event }: { event: EventTrace }) {
  const { t } = useTranslation('liveEvents');
  const { t: ta } = useTranslation('asOf');
  const workspace = useWorkspace();
  const { slug } = workspace;
  const format = useFormat();
  const span = useSpan();
  const { trace } = event;
  const state = traceState(event, useClock());
  const isLater = isLaterThanAsOf(event.occurredAt, workspace);
  const later = (from: string | null, to: string | null) => (from && to ? t('trace.after_ms', { span: span(Date.parse(to) - Date.parse(from)) }) : null);
  return (
    <>
      <ol className="flex flex-col">
        <Step icon={<Inbox aria-hidden size={14} />} title={t('trace.received')} aside={format.time(trace.receivedAt)}>{t('trace.receivedText')}</Step>
        {state === 'stopped' ? <Step tone="error" isLast icon={<X aria-hidden size={14} />} title={t('trace.stopped')} aside={null} />
          : state === 'unprocessed' ? <Step tone="wait" isLast icon={<CircleDashed aria-hidden size={14} />} title={t('trace.waitingProcess')} aside={null} />
            : <Step icon={<Check aria-hidden size={14} />} title={t('trace.processed')} aside={later(trace.receivedAt, trace.processedAt)} />}
        {trace.customer ? (
          <Step icon={<User aria-hidden size={14} />} title={trace.customer.isVisitor ? t('trace.visitor') : t('trace.customer')} aside={null} isLast={state === 'stopped' || state === 'unprocessed'}>
            <span className="flex flex-wrap items-center gap-2">
              <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: trace.customer.id }} className="inline-flex min-h-6 items-center font-medium text-accent hover:underline">{trace.customer.name || trace.matchedBy?.value || t('unnamed')}</Link>
              <CustomerBand band={trace.customer.band} />
            </span>
            {trace.matchedBy ? <span className="break-all">{t('trace.matchedBy', { kind: t(`trace.kinds.${trace.matchedBy.kind}`, { defaultValue: trace.matchedBy.kind }), value: trace.matchedBy.value })}</span> : null}
          </Step>
        ) : null}
        {state === 'scored' && trace.score ? (
          <Step isLast icon={<TrendingUp aria-hidden size={14} />} title={t('trace.score')} aside={later(trace.processedAt, trace.scoredAt)}><ScoreMove score={trace.score} /></Step>
        ) : state === 'unscored' ? <Step tone="wait" isLast icon={<CircleDashed aria-hidden size={14} />} title={t('trace.waitingScore')} aside={null} />
          : state === 'uncounted' ? <Step tone="quiet" isLast icon={<TrendingUp aria-hidden size={14} />} title={isLater ? ta('notYet') : trace.scoredAt ? t('trace.same') : t('trace.noScore')} aside={later(trace.processedAt, trace.scoredAt)} /> : null}
      </ol>
      {state === 'stopped' ? null : <LaterEventNotice occurredAt={event.occurredAt} />}
      {trace.scoredAt ? <p className="text-meta text-ink-2">{t('trace.total', { span: span(Date.parse(trace.scoredAt) - Date.parse(trace.receivedAt)) })}</p> : null}
    </>
  );
}

function ScoreMove({ score }: { score: NonNullable<EventTrace['trace']['score']> }) {
  const { t } = useTranslation('liveEvents');
  const format = useFormat();
  const change = score.before === null ? null : (score.after - score.before) / 100;
  return (
    <span className="flex flex-wrap items-center gap-2 text-ink">
      {score.before === null ? <span className="text-ink-2">{t('trace.first')}</span> : (
        <><span className="sr-only">{t('trace.before')}</span><span className="text-body tabular-nums">{format.points(score.before)}</span>{score.beforeBand && score.beforeBand !== score.afterBand ? <CustomerBand band={score.beforeBand} /> : null}<ArrowRight aria-hidden size={14} className="text-ink-3" /></>
      )}
      <span className="sr-only">{t('trace.after')}</span><span className="text-body font-semibold tabular-nums">{format.points(score.after)}</span>
      <CustomerBand band={score.afterBand} />
      {change === null ? null : <Chip tone={change > 0 ? 'ok' : change < 0 ? 'error' : 'neutral'}>{format.signedPoints(Math.abs(change) < 1 ? Math.round(change * 10) / 10 : Math.round(change))}</Chip>}
    </span>
  );
}

const TONE = { done: 'bg-accent-soft text-accent', error: 'bg-err-soft text-err', wait: 'bg-none-soft text-ink-2', quiet: 'bg-none-soft text-ink-2' } as const;

function Step({ icon, title, aside, tone = 'done', isLast = false, children }: { icon: ReactNode; title: string; aside: string | null; tone?: keyof typeof TONE; isLast?: boolean; children?: ReactNode }) {
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0">
      {isLast ? null : <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line" />}
      <span className={cx('relative flex size-6 shrink-0 items-center justify-center rounded-full', TONE[tone])}>{icon}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5 pt-0.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3"><span className="font-medium text-ink">{title}</span>{aside ? <span className="text-meta text-ink-3 tabular-nums">{aside}</span> : null}</div>
        {children ? <div className="flex flex-col gap-0.5 text-meta text-ink-2">{children}</div> : null}
      </div>
    </li>
  );
}
