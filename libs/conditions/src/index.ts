export { compileEventsSql, type CompiledSql, type EventsScope } from './compile-events-sql.ts';
export { foldCase } from './event-text.ts';
export { countByDay, holdsOverCounts, holdsWithin, type CustomerEvent, type DayCounts } from './holds-within.ts';
export { matchesEvent, type ConditionEvent } from './matches-event.ts';
