export { compileEventRowsSql, compileEventsSql, COUNTED_MEANING_SQL, countedMoneySql, type CompiledSql, type EventsScope } from './compile-events-sql.ts';
export { foldCase } from './event-text.ts';
export { countByDay, holdsOverCounts, type CustomerEvent, type DayCounts } from './holds-over-counts.ts';
export { matchesEvent, type ConditionEvent } from './matches-event.ts';
