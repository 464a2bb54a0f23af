import type { Explanation } from '../engines/model.ts';
import type { Feature, FeatureSet } from '../features/feature.ts';
import { familyOf, REASON_FAMILIES, type ReasonFamily } from './families.ts';

/** Facts behind a reason, as a sentence names them. */
export type Evidence = Readonly<Record<string, number | string>>;

/** One family's part in a chance. */
export interface FamilyContribution {
  readonly family: ReasonFamily;
  /** Signed log-odds. */
  readonly logOdds: number;
  /** The customer's own numbers that a sentence may quote, and the track (`name`) they are of where one stands out; what is not known is missing. */
  readonly evidence: Evidence;
}

/** The numbers a family's sentence quotes, by what they are called there, best first. */
const QUOTES: Readonly<Partial<Record<ReasonFamily, readonly { readonly as: string; readonly from: (feature: Feature) => boolean; readonly extra?: Readonly<Record<string, number>> }[]>>> = {
  recency: [
    { as: 'days', from: (feature) => feature.kind === 'since' && feature.of === 'outcome' }, { as: 'days', from: (feature) => feature.kind === 'since' && feature.of === 'activity' },
    { as: 'usualGapDays', from: (feature) => feature.kind === 'gap' && feature.of === 'outcome' && feature.stat === 'usual' },
    { as: 'usualGapDays', from: (feature) => feature.kind === 'gap' && feature.of === 'activity' && feature.stat === 'usual' },
  ],
  frequency: [
    { as: 'count', from: (feature) => feature.kind === 'count' && feature.of === 'outcome' && feature.days === 90, extra: { windowDays: 90 } },
    { as: 'count', from: (feature) => feature.kind === 'count' && feature.of === 'activity' && feature.days === 90, extra: { windowDays: 90 } },
  ],
  trend: [{ as: 'count', from: (feature) => feature.kind === 'count' && feature.of === 'outcome' && feature.days === 30, extra: { windowDays: 30 } }],
  rhythm: [
    { as: 'usualGapDays', from: (feature) => feature.kind === 'gap' && feature.of === 'outcome' && feature.stat === 'usual' },
    { as: 'usualGapDays', from: (feature) => feature.kind === 'gap' && feature.of === 'activity' && feature.stat === 'usual' },
  ],
  money: [{ as: 'amount', from: (feature) => feature.kind === 'sum' && feature.days === 365 }, { as: 'amount', from: (feature) => feature.kind === 'sum' && feature.days === 90 }],
  interest: [{ as: 'count', from: (feature) => feature.kind === 'count' && /^(view|cart|price_page)$/.test(feature.of) && feature.days === 30, extra: { windowDays: 30 } }],
  mail: [{ as: 'count', from: (feature) => feature.kind === 'count' && feature.of === 'email_opened' && feature.days === 90, extra: { windowDays: 90 } }],
  support: [
    { as: 'count', from: (feature) => feature.kind === 'open' && feature.of === 'ticket_opened' && feature.stat === 'count' },
    { as: 'days', from: (feature) => feature.kind === 'open' && feature.of === 'ticket_opened' && feature.stat === 'days' },
  ],
  payment: [{ as: 'count', from: (feature) => feature.kind === 'count' && feature.of === 'payment_failed' && feature.days === 30, extra: { windowDays: 30 } }],
  path: [{ as: 'count', from: (feature) => feature.kind === 'variety' && feature.prefix === 'section:', extra: { windowDays: 30 } }],
  profile: [{ as: 'days', from: (feature) => feature.kind === 'age' && feature.of === 'outcome' }, { as: 'days', from: (feature) => feature.kind === 'age' && feature.of === 'activity' }],
};

interface Quote {
  readonly as: string;
  readonly at: number;
  readonly extra: Readonly<Record<string, number>>;
}

/** The one reason of a chance that a model elsewhere gave: how far it lies from where everybody begins. */
export function externalFamily(logOdds: number, means: { readonly logOdds: number }): FamilyContribution {
  return { family: 'external', logOdds: logOdds - means.logOdds, evidence: {} };
}

/** Which features each family has and quotes, worked out once for a feature set. */
export class FamilyExplainer {
  private readonly familyByFeature: readonly ReasonFamily[];
  private readonly quotes = new Map<ReasonFamily, readonly Quote[]>();

  constructor(private readonly set: FeatureSet) {
    this.familyByFeature = set.features.map(familyOf);
    for (const family of REASON_FAMILIES) {
      this.quotes.set(family, (QUOTES[family] ?? []).flatMap(({ as, from, extra = {} }) => {
        const at = set.features.findIndex(from);
        return at < 0 ? [] : [{ as, at, extra }];
      }));
    }
  }

  /** Contributions of the families that have any, in the order of {@link REASON_FAMILIES}; they add up to those of the features. */
  families({ contributions }: Explanation, valueOf: (feature: number) => number): FamilyContribution[] {
    const sums = new Map<ReasonFamily, number>();
    const strongest = new Map<ReasonFamily, number>();
    for (let at = 0; at < contributions.length; at++) {
      const family = this.familyByFeature[at]!;
      sums.set(family, (sums.get(family) ?? 0) + contributions[at]!);
      const best = strongest.get(family);
      if (best === undefined || Math.abs(contributions[at]!) > Math.abs(contributions[best]!)) strongest.set(family, at);
    }
    return REASON_FAMILIES.filter((family) => sums.has(family)).map((family) => ({ family, logOdds: sums.get(family)!, evidence: this.evidenceOf(family, strongest.get(family)!, valueOf) }));
  }

  private evidenceOf(family: ReasonFamily, strongest: number, valueOf: (feature: number) => number): Evidence {
    const evidence: Record<string, number | string> = quoteOf(this.set.features[strongest]!, valueOf(strongest));
    // The numbers of one track do not stand beside the name of another.
    if ('name' in evidence) return evidence;
    for (const { as, at, extra } of this.quotes.get(family)!) {
      const value = valueOf(at);
      if (as in evidence || Number.isNaN(value)) continue;
      Object.assign(evidence, { [as]: rounded(value) }, extra);
    }
    return evidence;
  }
}

/** Tracks that stand for others and have no name of their own. */
const NAMELESS: ReadonlySet<string> = new Set(['outcome', 'activity']);

/** What one feature alone says of a customer, with the name of its track, or of the part of the day. */
function quoteOf(feature: Feature, value: number): Record<string, number | string> {
  if (feature.kind === 'part' && !Number.isNaN(value)) return { dayPart: feature.part, partShare: Math.round(value * 100) / 100 };
  if (!('of' in feature) || feature.kind === 'category' || NAMELESS.has(feature.of) || Number.isNaN(value)) return {};
  switch (feature.kind) {
    case 'count': return { name: feature.of, count: rounded(value), windowDays: feature.days };
    case 'sum': return { name: feature.of, amount: rounded(value), windowDays: feature.days };
    case 'since': return { name: feature.of, days: rounded(value) };
    default: return {};
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
