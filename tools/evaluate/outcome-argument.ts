import { guessMeaning } from '@kelvin/connectors';
import { conditionSchema, type Condition, type EventRef } from '@kelvin/contracts';
import { MEANINGS, normaliseEventName, type Meaning } from '@kelvin/kernel';
import { Sentence } from '../shared/sentence.ts';

/**
 * The outcome of the command line: a meaning (`order`), the name of an event type, either with `no:` before it for its
 * absence, `inactivity` for no activity at all, or a condition as JSON.
 */
export function readOutcome(text: string): Condition {
  if (text.trim().startsWith('{')) {
    const parsed = conditionSchema.safeParse(parseJson(text));
    if (!parsed.success) throw new Sentence(`--outcome is no condition: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
    return parsed.data;
  }
  if (text === 'inactivity') return { kind: 'inactivity', filter: null };
  const name = nameOfOutcome(text);
  return conditionOf(text, isMeaning(name) ? { by: 'meaning', meaning: name } : { by: 'type', name });
}

/** What people call leaving. */
const LEAVING_WORDS: readonly string[] = ['churn', 'churned', 'leaves', 'left', 'inactive'];

/**
 * How else an outcome that nothing in a file is may be meant: with a note that says so; null where it is no other way.
 * `churn` is inactivity, and `no_order` is the absence of orders where no event type has the name.
 */
export function findOtherReading(text: string, eventNames: readonly string[]): { readonly condition: Condition; readonly note: string } | null {
  return readingOfName(text, eventNames) ?? readingOfAbsence(text, eventNames);
}

function readingOfAbsence(text: string, eventNames: readonly string[]): ReturnType<typeof findOtherReading> {
  if (LEAVING_WORDS.includes(text.trim().toLowerCase())) return { condition: { kind: 'inactivity', filter: null }, note: `No activity was taken for the outcome “${text.trim()}”.` };
  const [, name] = /^(?:no[_-]|inactivity[: ])\s*(.+)$/.exec(text) ?? [];
  if (name === undefined) return null;
  const absence = `no:${name}`;
  if (isMeaning(name)) return { condition: readOutcome(absence), note: `The absence of “${name}” was taken for the outcome “${text}”.` };
  return readingOfName(absence, eventNames);
}

function readingOfName(text: string, eventNames: readonly string[]): ReturnType<typeof findOtherReading> {
  const name = nameOfOutcome(text);
  const type = eventNames.find((each) => each === name) ?? eventNames.find((each) => normaliseEventName(each) === normaliseEventName(name));
  if (type !== undefined) return { condition: conditionOf(text, { by: 'type', name: type }), note: `The event type “${type}” was taken for the outcome “${name}”.` };
  const { meaning, confidence } = guessMeaning(name, 'track');
  if (meaning === null || confidence < SURE) return null;
  return { condition: conditionOf(text, { by: 'meaning', meaning }), note: `The outcome “${name}” was taken for the meaning “${meaning}”.` };
}

/** What an outcome is named by, without the `no:` of an absence. */
export function nameOfOutcome(text: string): string {
  return isAbsence(text) ? text.slice(3).trim() : text;
}

/** Of a name that is known, not only made of words that are. */
const SURE = 0.95;

function conditionOf(text: string, event: EventRef): Condition {
  const filter = { event, where: [] };
  return isAbsence(text) ? { kind: 'inactivity', filter } : { kind: 'event_count', filter, atLeast: 1 };
}

function isAbsence(text: string): boolean {
  return /^no[: ]/.test(text);
}

function isMeaning(name: string): name is Meaning {
  return (MEANINGS as readonly string[]).includes(name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Sentence('--outcome begins like JSON but is none.');
  }
}
