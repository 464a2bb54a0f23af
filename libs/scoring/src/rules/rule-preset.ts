import { z } from 'zod';

const code = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** Points for something counted in the daily rows. */
const ruleItemSchema = z.object({
  code,
  /** Metrics whose counts are added before the daily limit; a trailing `*` takes every metric with that beginning. */
  metrics: z.array(z.string().min(1)).min(1),
  points: z.number().positive().max(1000),
  /** At most this many a day count; null: all do. */
  dailyLimit: z.number().positive().nullable(),
  /** `distinct_per_week`: each matching metric counts once per calendar week (Monday first), on the day of its first use. */
  counting: z.enum(['events', 'distinct_per_week']).default('events'),
});
export type RuleItem = z.infer<typeof ruleItemSchema>;

/** Points taken while something stands open; they do not fade. */
const stateItemSchema = z.object({
  code,
  state: z.enum(['ticket_open', 'payment_unpaid']),
  points: z.number().positive().max(1000),
  /** At most this many at once count. */
  limit: z.number().int().positive(),
  /** Counts from this many days after its beginning (2: surely more than 24 h). */
  afterDays: z.number().int().nonnegative(),
  /** Counts no longer than this: a source that never reports the end must not cost points for ever. */
  forgetAfterDays: z.number().int().positive(),
});
export type StateItem = z.infer<typeof stateItemSchema>;

const group = z.object({
  code,
  /** Most that the group can give (or take). */
  cap: z.number().positive().max(1000),
  /** Days until points are worth half; null: they do not fade. */
  halfLifeDays: z.number().positive().max(3650).nullable(),
  items: z.array(ruleItemSchema),
});

const plusGroupSchema = group;
export type PlusGroup = z.infer<typeof plusGroupSchema>;

const minusGroupSchema = group.extend({
  stateItems: z.array(stateItemSchema).default([]),
  /** Half-life from the day of an answer on; null: an answer changes nothing. */
  answeredHalfLifeDays: z.number().positive().max(3650).nullable().default(null),
});
export type MinusGroup = z.infer<typeof minusGroupSchema>;

/**
 * The rules of a score as data an admin may edit (`docs/scoring.md` section 2): groups of items that give
 * points, groups that take them. The formula over them is fixed, see {@link RuleWalk}.
 */
export const rulePresetSchema = z
  .object({
    kind: z.enum(['b2c', 'b2b']),
    groups: z.array(plusGroupSchema).min(1),
    minusGroups: z.array(minusGroupSchema),
  })
  .refine(({ groups, minusGroups }) => {
    const codes = [...groups, ...minusGroups].map((each) => each.code);
    return new Set(codes).size === codes.length;
  }, 'Group codes must differ');
export type RulePreset = z.infer<typeof rulePresetSchema>;
