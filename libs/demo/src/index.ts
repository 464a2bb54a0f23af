/**
 * The demo workspace «Полярис» / Polaris: online courses with an app subscription, 5,000 people, about 260,000
 * events in the 365 days that end now. Pure and seeded.
 *
 * ```ts
 * const demo = generateDemo({ seed: 7, nowMs, timeZone: 'Europe/Moscow' });
 * for (const day of demo.days('newest-first')) {
 *   for (const { sourceKey, message } of demo.messagesOfDay(day)) batchOf(sourceKey).push(message);
 * }
 * ```
 *
 * Keep `demo.anchorMs` (the moment the demo was made) with the workspace and give it back on every later start:
 * the planted facts stay where they are and later days follow on. Message ids depend on seed and anchor only, so
 * sending a day twice adds nothing, in whatever order and however many days are asked for. On a later start send
 * the days from the last one loaded (again) until today; while running, send `messagesBetween(last, now)` from
 * time to time and `pulse(now)` every few seconds.
 *
 * Messages carry no `sentAt`: post them as history, so that `timestamp` is taken as it is. Set the meanings of
 * event types from `DEMO_MEANINGS`. Sources are those of `DEMO_SOURCES`.
 */
export { DEMO_SOURCES, generateDemo, type Demo, type DemoOptions, type DemoPerson } from './generate-demo.ts';
export { DEMO_MEANINGS } from './render/event-names.ts';
export type { DemoItem, DemoMessage } from './message.ts';
export type { SourceKey } from './life/beat.ts';
