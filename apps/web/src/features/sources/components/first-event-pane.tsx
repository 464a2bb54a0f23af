import type { LiveEvent, Source } from '@kelvin/contracts';
import { buttonClass, Card, JsonTree, Notice } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Lightbulb } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventTraceOptions, fetchEvents } from '../../../shared/api/events.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useProblemText } from '../../../shared/intake/use-problem-text.ts';
import { useLive } from '../../../shared/live/live-provider.tsx';
import { absoluteUrl } from '../../../shared/tracking/send-track.ts';

const ASK_EVERY_MS = 2_000;
const HINTS_AFTER_MS = 30_000;
const HINTS = { tracking: ['key', 'address', 'blocker', 'flush'], webhook: ['url', 'secret', 'reach'] } as const;

/** Waits for the source's first event and shows it; after half a minute it says what to check. */
export function FirstEventPane({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const first = useQuery({
    queryKey: ['w', slug, 'events', 'first', source.id] as const,
    queryFn: async ({ signal }) => (await fetchEvents(slug, { sourceId: source.id, limit: 1 }, signal)).items[0] ?? null,
    refetchInterval: (query) => (query.state.data ? false : ASK_EVERY_MS),
    staleTime: 0,
  });
  useLive((signal) => {
    if (signal.event === 'events' && !first.data) void first.refetch();
  });
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIsLate(true), HINTS_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      {first.data ? <Arrived event={first.data} /> : (
        <Card className="border-dashed">
          <div className="flex flex-col items-center gap-3 py-8 text-center">
            <span aria-hidden className="size-6 animate-spin rounded-full border-2 border-accent border-r-transparent" />
            <p className="text-body font-semibold">{t('waiting.title')}</p>
            <p className="max-w-sm text-ink-2">{t('waiting.text')}</p>
          </div>
        </Card>
      )}
      {isLate && !first.data && source.kind !== 'import' ? (
        <Notice tone="warn" icon={<Lightbulb aria-hidden size={16} className="self-start" />}>
          <p className="font-medium">{t('waiting.hintsTitle')}</p>
          <ul className="mt-1 list-disc pl-4">{HINTS[source.kind].map((hint) => <li key={hint}>{t(`waiting.hints.${source.kind}.${hint}`, { url: absoluteUrl(source.endpoint) })}</li>)}</ul>
        </Notice>
      ) : null}
    </div>
  );
}

function Arrived({ event }: { event: LiveEvent }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const format = useFormat();
  const problemText = useProblemText();
  const trace = useQuery(eventTraceOptions(slug, event.id));
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-ok bg-surface p-4 shadow-card">
      <p className="flex items-center gap-2 text-body font-semibold text-ok"><Check aria-hidden size={18} />{t('waiting.arrived')}</p>
      {event.status === 'rejected' || event.status === 'parked'
        ? <Notice tone="warn">{t('waiting.refused', { reason: problemText(event.reason ?? event.status) })}</Notice>
        : <p className="text-ink-2">{t('waiting.arrivedText', { name: event.name, time: format.time(event.receivedAt) })}</p>}
      {trace.data ? <JsonTree value={trace.data.payload} /> : null}
      <div className="flex flex-wrap gap-2">
        <Link to="/w/$workspace/event-types" params={{ workspace: slug }} className={buttonClass('primary')}>{t('waiting.toTypes')}</Link>
        <Link to="/w/$workspace/events" params={{ workspace: slug }} className={buttonClass()}>{t('waiting.toEvents')}</Link>
      </div>
    </section>
  );
}
