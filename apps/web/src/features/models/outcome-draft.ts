import type { OutcomeDefinition, PropertyTest } from '@kelvin/contracts';

export type TestDraft = { id: number; property: string; operator: PropertyTest['operator']; value: string };
/** The form of a new outcome as it is typed. `event` is `meaning:…` or `type:…`; empty means any activity, which only inactivity allows. */
export type OutcomeDraft = { name: string; kind: 'event_count' | 'inactivity'; event: string; tests: readonly TestDraft[]; atLeast: string; horizonDays: string };
export type DraftErrors = Partial<Record<'name' | 'event' | 'atLeast' | 'horizonDays' | `test.${number}`, true>>;

export const MOST_TESTS = 5;
export const EMPTY_DRAFT: OutcomeDraft = { name: '', kind: 'event_count', event: 'meaning:order', tests: [], atLeast: '1', horizonDays: '30' };
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
export function findDraftErrors({ kind, event, tests, atLeast, horizonDays }: OutcomeDraft): DraftErrors {
  const errors: DraftErrors = {};
  if (kind === 'event_count' && !event) errors.event = true;
  if (kind === 'event_count' && !isWhole(atLeast, 1, 1_000)) errors.atLeast = true;
  if (!isWhole(horizonDays, 1, 365)) errors.horizonDays = true;
  for (const test of tests) if (event && !isSoundTest(test)) errors[`test.${test.id}`] = true;
  return errors;
}

/** The definition that a sound draft stands for. It is the workspace's own: what moves temperatures and money comes from proposals. */
export function toDefinition({ name, kind, event, tests, atLeast, horizonDays }: OutcomeDraft): OutcomeDefinition {
  const at = event.indexOf(':'), by = event.slice(0, at), word = event.slice(at + 1);
  const filter = event ? {
    event: by === 'type' ? { by: 'type', name: word } : { by: 'meaning', meaning: word },
    where: tests.map(({ property, operator, value }) => ({ property: property.trim(), operator, value: operator === 'at_least' || operator === 'at_most' ? Number(value.replace(',', '.')) : VALUELESS.has(operator) ? '' : value.trim() })),
  } : null;
  const condition = kind === 'inactivity' ? { kind, filter } : { kind, filter, atLeast: Number(atLeast) };
  return { name: name.trim(), role: 'own', condition, horizonDays: Number(horizonDays) } as OutcomeDefinition;
}
