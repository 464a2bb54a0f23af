import { conditionSchema, type Condition } from '@kelvin/contracts';
import { MEANINGS, type Meaning } from '@kelvin/kernel';
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
  const isAbsence = /^no[: ]/.test(text);
  const name = isAbsence ? text.slice(3).trim() : text;
  const event = (MEANINGS as readonly string[]).includes(name) ? { by: 'meaning' as const, meaning: name as Meaning } : { by: 'type' as const, name };
  const filter = { event, where: [] };
  return isAbsence ? { kind: 'inactivity', filter } : { kind: 'event_count', filter, atLeast: 1 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Sentence('--outcome begins like JSON but is none.');
  }
}
