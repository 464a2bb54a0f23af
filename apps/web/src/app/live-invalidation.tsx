import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { meOptions } from '../shared/api/me.ts';
import { useLive } from '../shared/live/live-provider.tsx';
import { throttle } from '../shared/live/throttle.ts';

/** Scores arrive many a second under load; what is on screen is asked for again at most this often. */
const REFRESH_MS = 4_000;

function refresh(queryClient: QueryClient, slug: string, changed: ReadonlySet<string> | 'all'): void {
  void queryClient.invalidateQueries({ queryKey: ['w', slug, 'overview'] });
  // Lists are marked old but not fetched: rows must not move under the reader. The page offers to update.
  void queryClient.invalidateQueries({ queryKey: ['w', slug, 'customers', 'list'], refetchType: 'none' });
  void queryClient.invalidateQueries({
    queryKey: ['w', slug, 'customers', 'one'],
    predicate: (query) => changed === 'all' || changed.has(String(query.queryKey[4])),
  });
}

/** Gathers whose scores changed and tells it at most every so often. */
function createScoreRefresher(tell: (changed: ReadonlySet<string> | 'all') => void) {
  let changed = new Set<string>();
  let isAll = false;
  const later = throttle(() => {
    tell(isAll ? 'all' : changed);
    changed = new Set();
    isAll = false;
  }, REFRESH_MS);
  return {
    add: (ids: readonly string[] | 'all') => {
      if (ids === 'all') isAll = true;
      else for (const id of ids) changed.add(id);
      later.call();
    },
    cancel: later.cancel,
  };
}

/** Keeps what is shown in step with the server: live messages mark the matching answers as old. */
export function LiveInvalidation({ slug }: { slug: string }) {
  const queryClient = useQueryClient();
  const scores = useMemo(() => createScoreRefresher((changed) => refresh(queryClient, slug, changed)), [queryClient, slug]);
  useEffect(() => scores.cancel, [scores]);
  useLive((signal) => {
    if (signal.event === 'scores') scores.add(signal.data.customers > signal.data.customerIds.length ? 'all' : signal.data.customerIds);
    if (signal.event === 'poll') {
      scores.add('all');
      void queryClient.invalidateQueries({ queryKey: ['w', slug, 'models'] });
    }
    if (signal.event === 'sources') {
      void queryClient.invalidateQueries({ queryKey: ['w', slug, 'sources'] });
      void queryClient.invalidateQueries({ queryKey: ['w', slug, 'overview'] });
    }
    if (signal.event === 'models') void queryClient.invalidateQueries({ queryKey: ['w', slug, 'models'] });
    if (signal.event === 'workspace') {
      void queryClient.invalidateQueries({ queryKey: meOptions().queryKey });
      scores.add('all');
    }
  });
  return null;
}
