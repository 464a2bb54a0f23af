import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fetchEvents, type EventFilters } from '../../shared/api/events.ts';
import { useLive } from '../../shared/live/live-provider.tsx';
import { askInTurn } from './ask-in-turn.ts';
import { cursorOf, EMPTY_FEED, joinRows, release, takeIn } from './event-feed.ts';

const FIRST_ROWS = 100;
const NEWER_ROWS = 200;
const ASK_EVERY_MS = 700;

/** The list of one set of filters, kept up to date by the live stream. While `isHeld`, new events wait. */
export function useEventFeed(slug: string, filters: EventFilters, isHeld: boolean) {
  const first = useQuery({
    queryKey: ['w', slug, 'events', 'list', filters] as const,
    queryFn: ({ signal }) => fetchEvents(slug, { ...filters, limit: FIRST_ROWS }, signal),
    // What comes later is added to these rows; fetching them again would move them under the reader.
    staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnReconnect: false,
  });
  const [feed, setFeed] = useState(EMPTY_FEED);
  const [perMinute, setPerMinute] = useState<readonly number[] | null>(null);
  const [isSample, setIsSample] = useState(false);
  const state = useRef({ feed, first: first.data?.items ?? [], isHeld, isReady: first.isSuccess });
  useEffect(() => {
    state.current = { feed, first: first.data?.items ?? [], isHeld, isReady: first.isSuccess };
  });

  const ask = useRef<() => void>(() => undefined);
  useEffect(() => {
    const turn = askInTurn(async () => {
      if (!state.current.isReady) return;
      const after = cursorOf(state.current.feed, state.current.first);
      const answer = await fetchEvents(slug, { ...filters, after, limit: NEWER_ROWS }).catch(() => null);
      if (!answer) return;
      setFeed((now) => takeIn(now, answer.items, state.current.first, state.current.isHeld));
      setPerMinute(answer.perMinute);
      setIsSample(answer.items.length >= NEWER_ROWS);
    }, ASK_EVERY_MS);
    ask.current = turn.call;
    return turn.cancel;
  }, [slug, filters]);
  useLive((signal) => {
    // Its rows are never fetched anew, so what came between them and the opening would stay away.
    if (signal.event === 'events' || signal.event === 'opened' || signal.event === 'poll') ask.current();
  });

  // Signals that came before there was a first row to go on from were let go.
  useEffect(() => {
    if (first.isSuccess) ask.current();
  }, [first.isSuccess]);

  const letIn = useCallback(() => setFeed(release), []);
  useEffect(() => {
    if (!isHeld) letIn();
  }, [isHeld, letIn]);
  const rows = useMemo(() => joinRows(feed.rows, first.data?.items ?? []), [feed.rows, first.data]);
  return { first, rows, waiting: feed.waiting.length, perMinute: perMinute ?? first.data?.perMinute ?? [], isSample, letIn };
}
