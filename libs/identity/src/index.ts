export { hubReason } from './hub-identifiers.ts';
export { type MergeReason, type PlannedMerge } from './merge-plan.ts';
export {
  identifierKey, MAX_PEOPLE_PER_ADDRESS, OWNING_KINDS, planIdentities,
  type IdentityEvent, type IdentityPlan, type KnownIdentities, type KnownProfile, type OwningKind,
} from './plan-identities.ts';
