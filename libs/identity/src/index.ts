export { blocksOf, hingeOf } from './explicit-link.ts';
export { type MergeReason, type PlannedMerge } from './merge-plan.ts';
export { ownersOfPlan } from './owners-of-plan.ts';
export { identifierKey, planIdentities, type IdentityEvent, type IdentityPlan, type KnownIdentities, type KnownProfile, type OwningKind } from './plan-identities.ts';
export { planUndo, type LedgerMerge } from './plan-undo.ts';
