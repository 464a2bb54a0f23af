import type { Explanation } from '../engines/model.ts';
import type { Feature, FeatureSet } from '../features/feature.ts';
import { familyOf, REASON_FAMILIES, type ReasonFamily } from './families.ts';

/** One family's part in a chance. */
export interface FamilyContribution {
  readonly family: ReasonFamily;
  /** Signed log-odds. */
  readonly logOdds: number;
  /** The customer's own numbers that a sentence may quote; what is not known is missing. */
  readonly evidence: Readonly<Record<string, number>>;
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

/** Which features each family has and quotes, worked out once for a feature set. */
export class FamilyExplainer {
  private readonly familyByFeature: readonly ReasonFamily[];
  private readonly quotes = new Map<ReasonFamily, readonly Quote[]>();

  constructor(set: FeatureSet) {
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
    for (let at = 0; at < contributions.length; at++) {
      const family = this.familyByFeature[at]!;
      sums.set(family, (sums.get(family) ?? 0) + contributions[at]!);
    }
    return REASON_FAMILIES.filter((family) => sums.has(family)).map((family) => ({ family, logOdds: sums.get(family)!, evidence: this.evidenceOf(family, valueOf) }));
  }

  private evidenceOf(family: ReasonFamily, valueOf: (feature: number) => number): Record<string, number> {
    const evidence: Record<string, number> = {};
    for (const { as, at, extra } of this.quotes.get(family)!) {
      const value = valueOf(at);
      if (as in evidence || Number.isNaN(value)) continue;
      Object.assign(evidence, { [as]: Math.round(value * 10) / 10 }, extra);
    }
    return evidence;
  }
}
