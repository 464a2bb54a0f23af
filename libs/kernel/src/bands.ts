/** Temperature of a customer: a decision taken from score, chances, silence, mood and money. */
export const BANDS = ['hot', 'warm', 'cold', 'at_risk', 'not_scored'] as const;
export type Band = (typeof BANDS)[number];
