import type { EventTrace } from '@kelvin/contracts';
import { Chip, JsonTree, Sheet, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { eventTraceOptions } from '../../../shared/api/events.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useProblemText } from '../../../shared/intake/use-problem-text.ts';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { isTraceOpen } from '../trace-state.ts';
import { useEventTitle } from '../use-event-title.ts';
import { EventTracePath } from './event-trace-path.tsx';
import { STATUS_TONE } from './events-table.tsx';

const ASK_EVERY_MS = 1_000;

/** One event at the side of the list: what became of it, what was wrong with it, and what it carried. */
export function EventDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('liveEvents');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const titleOf = useEventTitle();
  const trace = useQuery({
    ...eventTraceOptions(slug, id),
    // Its way to the score takes a second or two; after that nothing about it changes.
    refetchInterval: (query) => (query.state.data && isTraceOpen(query.state.data, Date.now()) ? ASK_EVERY_MS : false),
  });
  return (
    <Sheet isOpen isBlocking={false} onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} title={trace.data ? titleOf(trace.data) : tc('loading')} closeLabel={tc('actions.close')}>
      {trace.isError ? <ErrorPanel error={trace.error} title={t('detail.notLoaded')} onRetry={() => void trace.refetch()} />
        : trace.isPending ? <div className="flex flex-col gap-3 p-4">{Array.from({ length: 6 }, (_, n) => <Skeleton key={n} className="h-6" />)}</div>
          : <Body event={trace.data} />}
    </Sheet>
  );
}

function Body({ event }: { event: EventTrace }) {
  const { t } = useTranslation('liveEvents');
  const { t: ts } = useTranslation('scoring');
  const format = useFormat();
  const problemText = useProblemText();
  return (
    <div className="flex flex-col divide-y divide-line">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 p-4">
        <Fact name={t('columns.status')}><Chip tone={STATUS_TONE[event.status]}>{t(`status.${event.status}`)}</Chip></Fact>
        {event.reason ? <Fact name={t('detail.reason')}>{problemText(event.reason, event.problems.find(({ code }) => code === event.reason)?.message)}</Fact> : null}
        <Fact name={t('detail.kind')}>{event.meaning ? ts(`meanings.${event.meaning}`, { defaultValue: event.meaning }) : t('noMeaning')}</Fact>
        {event.source ? <Fact name={t('columns.source')}>{event.source}</Fact> : null}
        {event.occurredAt ? <Fact name={t('detail.occurred')}>{format.dateTime(event.occurredAt)}</Fact> : null}
      </dl>
      <Section title={t('trace.title')}><EventTracePath event={event} /></Section>
      {event.problems.length > 0 ? (
        <Section title={t('detail.problems')}>
          <ul className="flex flex-col gap-2">
            {event.problems.map((problem, index) => (
              <li key={index} className="flex flex-col">
                <span className="text-ink">{problemText(problem.code, problem.message)}{problem.field ? <code className="ml-2 font-mono text-meta text-ink-2">{problem.field}</code> : null}</span>
                {problem.message ? <span className="text-meta text-ink-3">{problem.message}</span> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t('detail.payload')} action={<CopyButton text={JSON.stringify(event.payload, null, 2) ?? ''} />}><JsonTree value={event.payload} openDepth={3} /></Section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt className="text-meta text-ink-3">{name}</dt><dd className="min-w-0 break-words text-ink">{children}</dd></>;
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 p-4">
      <div className="flex items-center justify-between"><h3 className="text-control font-semibold">{title}</h3>{action}</div>
      {children}
    </section>
  );
}
