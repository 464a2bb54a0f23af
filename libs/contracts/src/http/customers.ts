import { z } from 'zod';
import { bandSchema, reasonSchema } from './common.ts';

export const CUSTOMER_SORTS = ['risk', 'score', 'value', 'last_seen', 'name', 'buys', 'leaves'] as const;
/** GET /api/w/:workspace/customers — server-windowed: `offset` and `limit` over a stable order, `total` with the first window. */
export const listCustomersSchema = z.object({
  band: bandSchema.optional(),
  /** Words of a name, e-mail, phone or id; each matched by prefix. */
  q: z.string().max(100).optional(),
  minScore: z.coerce.number().min(0).max(100).optional(),
  maxScore: z.coerce.number().min(0).max(100).optional(),
  /** Chances from 0 to 1; who has no chance is left out. */
  minBuyChance: z.coerce.number().min(0).max(1).optional(), minLeaveChance: z.coerce.number().min(0).max(1).optional(),
  /** `visitors` lists those without a strong identifier, `excluded` those that somebody took out of scoring. */
  who: z.enum(['customers', 'visitors', 'excluded']).default('customers'),
  /** Customers that moved between two bands within `movedDays` (Sankey ribbons). */
  movedFrom: bandSchema.optional(), movedTo: bandSchema.optional(), movedDays: z.coerce.number().int().min(1).max(365).optional(),
  sort: z.enum(CUSTOMER_SORTS).default('risk'), direction: z.enum(['asc', 'desc']).default('desc'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0), limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCustomers = z.infer<typeof listCustomersSchema>;

/** Of outcomes, those that a list can sort and filter by: a workspace has at most one of each. */
export const LISTED_ROLES = ['buys', 'leaves'] as const;
export type ListedRole = (typeof LISTED_ROLES)[number];
/** What a list says of one outcome of one customer. */
export const listedChanceSchema = z.object({
  chance: z.number(), source: z.enum(['model', 'rules']),
  /** What moves it most; null where that is worked out only on the customer's page. From rules it is the score's own reason. */
  reason: reasonSchema.nullable(),
  /** Whether the reason makes it likelier; null where that is not known. */
  isRaised: z.boolean().nullable(),
});
export type ListedChance = z.infer<typeof listedChanceSchema>;

export const customerRowSchema = z.object({
  id: z.uuid(), name: z.string(), email: z.string().nullable(), country: z.string().nullable(),
  /** What to call somebody who has neither a name nor an e-mail: the strongest id that is known of him. Null for everybody else. */
  bestId: z.string().nullable(),
  band: bandSchema, isGone: z.boolean(),
  /** Why the band is what it is: for At risk the danger(s), strongest first. */
  bandCauses: z.array(reasonSchema),
  hundredths: z.int(), change30d: z.int().nullable(),
  /** Points (0–100) of the last twelve weeks, oldest first. */
  trend: z.array(z.int()),
  mainReason: reasonSchema.nullable(),
  lastSeenAt: z.iso.datetime(), value12m: z.number(), expectedValue: z.number(),
  /** What sorting by the most to lose compares: of At risk the expected value times the chance to leave, all of it while there is no chance; 0 for others. */
  atStake: z.number(), scoredAt: z.iso.datetime().nullable(),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;
export const listedCustomerSchema = customerRowSchema.extend({ buys: listedChanceSchema.nullable(), leaves: listedChanceSchema.nullable() });
export type ListedCustomer = z.infer<typeof listedCustomerSchema>;
/** An outcome whose chances the list shows. */
export const listedOutcomeSchema = z.object({ id: z.uuid(), role: z.enum(LISTED_ROLES), name: z.string(), horizonDays: z.int() });
export type ListedOutcome = z.infer<typeof listedOutcomeSchema>;
/** `outcomes`: of those that a list can show, the ones with chances; `isAnythingPredicted`: whether the workspace has set up any outcome. */
export const customerListSchema = z.object({
  total: z.int(), offset: z.int(), items: z.array(listedCustomerSchema), outcomes: z.array(listedOutcomeSchema), isAnythingPredicted: z.boolean(),
});
export type CustomerList = z.infer<typeof customerListSchema>;

export const timelineEventSchema = z.object({
  id: z.string(), name: z.string(), kind: z.string(), meaning: z.string().nullable(), occurredAt: z.iso.datetime(), receivedAt: z.iso.datetime(),
  source: z.string(), amount: z.number().nullable(), currency: z.string().nullable(), noise: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()), context: z.record(z.string(), z.unknown()),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
/** GET …/customers/:id/events?before=&limit=&meaning= */
export const listCustomerEventsSchema = z.object({ before: z.string().max(120).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), meaning: z.string().max(40).optional() });
export type ListCustomerEvents = z.infer<typeof listCustomerEventsSchema>;
export type CustomerEvents = { items: TimelineEvent[]; next: string | null };

/** GET …/customers/:id */
export const customerSchema = customerRowSchema.extend({
  phone: z.string().nullable(), isVisitor: z.boolean(), mergedInto: z.uuid().nullable(),
  /** Taken out of scoring: since when and by whom (null: a person who is gone). */
  exclusion: z.object({ at: z.iso.datetime(), by: z.string().nullable() }).nullable(),
  /** The next renewal of a contract (B2B), today or later. */
  renewal: z.object({ day: z.iso.date(), inDays: z.int() }).nullable(),
  firstSeenAt: z.iso.datetime(), eventCount: z.int(), bandSinceDay: z.string().nullable(),
  silence: z.object({ days: z.number(), usualGapDays: z.number(), ratio: z.number() }).nullable(),
  /** Expected value times the chance to leave; null unless At risk, and while there is no chance. */
  revenueAtRisk: z.number().nullable(),
  /** Rows add up exactly to `hundredths`. */
  ledger: z.array(reasonSchema.extend({ group: z.string(), kind: z.string() })),
  asOf: z.iso.datetime(),
  identities: z.array(z.object({
    profileId: z.uuid(), kind: z.string(), key: z.string(), firstSeenAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), eventCount: z.int(),
    identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
  })),
  merges: z.array(z.object({ id: z.uuid(), mergedAt: z.iso.datetime(), loserId: z.uuid(), winnerId: z.uuid(), reason: z.record(z.string(), z.unknown()), undoneAt: z.iso.datetime().nullable() })),
  traits: z.array(z.object({ name: z.string(), value: z.unknown(), occurredAt: z.iso.datetime(), source: z.string() })),
  consents: z.array(z.object({ channel: z.string(), isGranted: z.boolean(), occurredAt: z.iso.datetime() })),
  facets: z.array(z.object({ kind: z.string(), value: z.string(), n: z.int(), lastAt: z.iso.datetime() })),
  bandLimits: z.object({ hot: z.number(), warm: z.number() }),
});
export type Customer = z.infer<typeof customerSchema>;
/** PUT …/customers/:id/exclusion : takes a customer out of scoring, or back in. */
export const exclusionStateSchema = z.object({ isExcluded: z.boolean() });
export type ExclusionState = z.infer<typeof exclusionStateSchema>;
/** GET …/customers/:id/noise, POST …/noise/lift : what of him is not counted because a program or a tester seems to have made it. */
export type CustomerNoise = { flagged: { reason: string; events: number; lastAt: string }[] };
/** GET …/customers/:id/history?days=365 */
export const customerHistoryQuerySchema = z.object({ days: z.coerce.number().int().min(7).max(1_100).default(365) });
export type CustomerHistoryQuery = z.infer<typeof customerHistoryQuerySchema>;
export type CustomerHistory = {
  points: { day: string; hundredths: number; band: z.infer<typeof bandSchema>; cause: string }[];
  changes: { id: string; at: string; before: number | null; after: number; beforeBand: string | null; afterBand: string; cause: string }[];
  /** When versions of the model that takes part in the score came into use, oldest first. */
  models: { at: string; number: number }[];
};
/** GET …/customers/:id/score-change?days=7 */
export const scoreDifferenceQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(365).default(7) });
export type ScoreDifferenceQuery = z.infer<typeof scoreDifferenceQuerySchema>;
/** Rows add up exactly to after − before, both by the rules and models of today. */
export const scoreDifferenceSchema = z.object({
  fromDay: z.iso.date(), toDay: z.iso.date(), before: z.int(), after: z.int(),
  rows: z.array(reasonSchema.extend({ group: z.string(), kind: z.string() })),
});
export type ScoreDifference = z.infer<typeof scoreDifferenceSchema>;
