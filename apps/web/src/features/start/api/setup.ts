import type { EventType, Source } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

/** Facts of the server's by which the steps of the setup count as done. */
export const setupOptions = (slug: string) => queryOptions({
  queryKey: ['w', slug, 'setup'] as const,
  queryFn: async ({ signal }) => {
    const [sources, types] = await Promise.all([
      api.get<{ items: Source[] }>(workspacePath(slug, 'sources'), { signal }),
      api.get<{ items: EventType[] }>(workspacePath(slug, 'event-types'), { signal }),
    ]);
    return {
      sources: sources.items.length,
      hasEvents: sources.items.some((source) => source.intakeTotal.received > 0),
      eventTypes: types.items.length,
      unconfirmed: types.items.filter((type) => !type.isConfirmed).length,
    };
  },
});
