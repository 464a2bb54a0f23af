import { MEANINGS } from '@kelvin/kernel';
import { z } from 'zod';

/** Which events are meant: all of one meaning, or one event type by its name. */
export const eventRefSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('meaning'), meaning: z.enum(MEANINGS) }),
  z.strictObject({ by: z.literal('type'), name: z.string().min(1).max(200) }),
]);
export type EventRef = z.infer<typeof eventRefSchema>;

export const PROPERTY_OPERATORS = ['is', 'is_not', 'at_least', 'at_most', 'contains', 'exists', 'missing'] as const;

/**
 * A test of one attribute of an event. `amount` means the event's money; any other name a key of its properties, at the
 * top only. A null counts as not having the attribute; an event without it passes `missing` and `is_not` only.
 *
 * `is` compares the text of the value to the letter, so that 5 and "5" are the same, and 5 and "5.0" are not; numbers are
 * written out in digits, booleans as `true` and `false`. `contains` looks for a part of that text and takes capital and
 * small letters of every alphabet for the same. `at_least` and `at_most` compare numbers, also numbers written as text
 * (digits with a point, blanks around, no exponent); what is no number fails them. Objects and lists have no text: they
 * exist, and pass `is_not`.
 */
export const propertyTestSchema = z.strictObject({
  property: z.string().min(1).max(200),
  operator: z.enum(PROPERTY_OPERATORS),
  /** Not read by `exists` and `missing`. */
  value: z.union([z.string().max(500), z.number(), z.boolean()]).default(''),
}).refine((test) => !['at_least', 'at_most'].includes(test.operator) || Number.isFinite(Number(test.value)) && String(test.value).trim() !== '', { path: ['value'], message: 'A number is needed here.' });
export type PropertyTest = z.infer<typeof propertyTestSchema>;

/**
 * Events that a condition speaks of: of a meaning or type, and passing every test. Noise and events that only say who
 * somebody is (identify, group, alias) never count. Orders and refunds are counted, not their lines: those of one day with
 * the same order id, of one identity of the customer, count once, when any of them passes; without an order id each counts.
 */
export const eventFilterSchema = z.strictObject({ event: eventRefSchema, where: z.array(propertyTestSchema).max(5).default([]) });
export type EventFilter = z.infer<typeof eventFilterSchema>;

/**
 * What is asked of a customer's events within a span of days. Segments and automations add their kinds to this union;
 * `@kelvin/conditions` evaluates it and compiles it to SQL.
 */
export const conditionSchema = z.discriminatedUnion('kind', [
  /** At least so many matching events. */
  z.strictObject({ kind: z.literal('event_count'), filter: eventFilterSchema, atLeast: z.int().min(1).max(1_000).default(1) }),
  /** None of the matching events; without a filter: no activity of the customer's own at all. */
  z.strictObject({ kind: z.literal('inactivity'), filter: eventFilterSchema.nullable().default(null) }),
]);
export type Condition = z.infer<typeof conditionSchema>;
