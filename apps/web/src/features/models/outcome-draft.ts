import { canTellOf, guessOutcomeRole, type Condition, type NewOutcome, type Outcome, type OutcomeRole, type PropertyTest } from '@kelvin/contracts';
import type { Meaning } from '@kelvin/kernel';

export type TestDraft = { id: number; property: string; operator: PropertyTest['operator']; value: string };
/** The question of a new outcome as it is typed. `event` is `meaning:…` or `type:…`; empty means any activity, which only inactivity allows. */
export type QuestionDraft = { kind: 'event_count' | 'inactivity'; event: string; tests: readonly TestDraft[]; atLeast: string; horizonDays: string };
/** `role`: what somebody has chosen; null while it goes by the condition. */
export type OutcomeDraft = QuestionDraft & { name: string; role: OutcomeRole | null };
export type DraftErrors = Partial<Record<'name' | 'event' | 'atLeast' | 'horizonDays' | `test.${number}`, true>>;

export const MOST_TESTS = 5;
export const EMPTY_DRAFT: OutcomeDraft = { name: '', role: null, kind: 'event_count', event: 'meaning:order', tests: [], atLeast: '1', horizonDays: '30' };
/** Operators that look only at whether the attribute is there. */
export const VALUELESS: ReadonlySet<string> = new Set(['exists', 'missing']);

function isWhole(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max;
}

function isSoundTest({ property, operator, value }: TestDraft): boolean {
  const needsNumber = operator === 'at_least' || operator === 'at_most';
  return property.trim() !== '' && (VALUELESS.has(operator) || value.trim() !== '') && (!needsNumber || Number.isFinite(Number(value.replace(',', '.'))));
}

/** What is wrong with a draft apart from its name, which the preview does not need. */
export function findDraftErrors({ kind, event, tests, atLeast, horizonDays }: QuestionDraft): DraftErrors {
  const errors: DraftErrors = {};
  if (kind === 'event_count' && !event) errors.event = true;
  if (kind === 'event_count' && !isWhole(atLeast, 1, 1_000)) errors.atLeast = true;
  if (!isWhole(horizonDays, 1, 365)) errors.horizonDays = true;
  for (const test of tests) if (event && !isSoundTest(test)) errors[`test.${test.id}`] = true;
  return errors;
}

/** The question that a sound draft stands for. */
export function toQuestion({ kind, event, tests, atLeast, horizonDays }: QuestionDraft): { condition: Condition; horizonDays: number } {
  const at = event.indexOf(':'), by = event.slice(0, at), word = event.slice(at + 1);
  const filter = event ? {
    event: by === 'type' ? { by: 'type', name: word } : { by: 'meaning', meaning: word },
    where: tests.map(({ property, operator, value }) => ({ property: property.trim(), operator, value: operator === 'at_least' || operator === 'at_most' ? Number(value.replace(',', '.')) : VALUELESS.has(operator) ? '' : value.trim() })),
  } : null;
  const condition = (kind === 'inactivity' ? { kind, filter } : { kind, filter, atLeast: Number(atLeast) }) as Condition;
  return { condition, horizonDays: Number(horizonDays) };
}

/** Which other outcome tells of this already; of what is the workspace's own there may be many. */
export function findHolder(outcomes: readonly Outcome[], role: OutcomeRole, exceptId?: string): Outcome | undefined {
  return role === 'own' ? undefined : outcomes.find(({ id, definition }) => definition.role === role && id !== exceptId);
}

/**
 * What a draft tells of: what was chosen, as long as the condition can tell of it, else what the condition looks like. `yielded`: it looks
 * like this, but another tells of it already, whose place nobody takes unasked.
 */
export function readRole(draft: OutcomeDraft, outcomes: readonly Outcome[], meaningOf: (eventName: string) => Meaning | null): { role: OutcomeRole; yielded: OutcomeRole | null } {
  const { condition } = toQuestion(draft);
  if (draft.role && canTellOf(draft.role, condition)) return { role: draft.role, yielded: null };
  const guess = draft.event || draft.kind === 'inactivity' ? guessOutcomeRole(condition, meaningOf) : 'own';
  return findHolder(outcomes, guess) ? { role: 'own', yielded: guess } : { role: guess, yielded: null };
}

/** What is sent for a sound draft that tells of `role`, in the place of whoever did so until now. */
export function toDefinition(draft: OutcomeDraft, role: OutcomeRole, holder?: Outcome): NewOutcome {
  return { name: draft.name.trim(), role, ...toQuestion(draft), ...(holder ? { takesRoleFrom: holder.id } : {}) };
}
