import type { Condition } from '@kelvin/contracts';
import { AppError, dayToIso, type DayNumber } from '@kelvin/kernel';
import { LEAST_HISTORY_DAYS, trainOutcome, type EngineCode } from '@kelvin/scoring';
import { Sentence } from '../shared/sentence.ts';
import type { SampleLimits } from './customer-sample.ts';
import { toTrainingInput } from './evaluate-events.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { findOtherReading, nameOfOutcome, readOutcome } from './outcome-argument.ts';
import { readEventFile, readMap, type EventFile } from './read-events.ts';
import { reportEvents, reportRules } from './report-events.ts';
import type { EvaluationReport } from './report.ts';

export interface EventsRun {
  readonly file: string;
  readonly map: string;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly testFromDay: DayNumber;
  readonly seed: number;
  readonly engines: readonly EngineCode[] | null;
  readonly say: (text: string) => void;
  /** How much is held of the file and of its past; as much as the product holds when left out. */
  readonly limits?: SampleLimits & { readonly rows: number };
}

/** Of the horizon, what may lie beyond the last day of the file: where few events happen, the last one need not be the last day. */
const MOST_SHARE_BEYOND = 0.25;
/** Of the lines, what may be refused without a word in the report. */
const MOST_SHARE_REFUSED = 0.01;

/** Reads a log of events, trains as the product does, and reports; where there is too little for a model, what the rules tell. Throws sentences about what does not fit. */
export async function runEvents({ file, map, outcome, horizonDays, testFromDay, seed, engines, say, limits }: EventsRun): Promise<EvaluationReport> {
  const begunMs = performance.now();
  const importMap = readMap(map);
  say(`reading ${file}`);
  const { events, condition, notes } = await readLog((condition) => readEventFile(file, importMap, condition, limits), outcome, say);
  say(`${events.customers.length} customers, ${dayToIso(events.firstDay)} to ${dayToIso(events.lastDay)}; ${events.refused} of ${events.lines} lines were refused`);
  const { length: taken } = events.customers;
  const sampled = taken < events.ofCustomers ? `Learned from a fair sample of ${taken} of about ${events.ofCustomers} customers, as many as Kelvin itself learns from.` : null;
  const visitors = visitorNote(events);
  for (const note of [refusedNote(events), visitors]) if (note !== null) say(note);
  const warning = checkDates(events, testFromDay, horizonDays);
  let last = '';
  const input = toTrainingInput(events, {
    name: outcome, condition, horizonDays, testFromDay, seed, ...(engines ? { engines } : {}), ...(limits ? { mostRows: limits.rows } : {}),
    onProgress: (phase, _share, engine) => {
      const doing = engine ? `${phase}: ${engine}` : phase;
      if (doing !== last) say(doing);
      last = doing;
    },
  });
  const about = {
    task: { kind: 'events', file, map, outcome, horizonDays, testFrom: dayToIso(testFromDay), seed },
    notes: [...notes, refusedNote(events), visitors, sampled, warning].filter((each) => each !== null), seconds: () => (performance.now() - begunMs) / 1_000,
  };
  try {
    return reportEvents({ ...about, trained: trainOutcome(input), seed, onEngine: (engine) => say(`figures of ${engine}`) });
  } catch (error) {
    if (!isShortage(error)) throw error;
    const rules = evaluateRules(input);
    if (rules === null) throw error;
    return reportRules({ ...about, rules, whyNoModel: error.message });
  }
}

/** Why many lines were refused, which is mostly the map's fault; null for few. */
function refusedNote({ refused, lines, refusals }: EventFile): string | null {
  if (refused <= MOST_SHARE_REFUSED * lines) return null;
  return `${refused} of ${lines} lines were refused and left out: ${refusals.map(({ code, lines: count }) => `${code} ${count}`).join(', ')}; see docs/import.md.`;
}

/** What became of visitors, of whom nothing but a device is known; null where there are none. */
function visitorNote({ isOfVisitors, visitorEvents }: EventFile): string | null {
  if (isOfVisitors) return 'Nothing but a device is known of anybody. Kelvin would learn from none of them, because they are visitors; they were taken for customers. Map the column as userId if it names people.';
  return visitorEvents === 0 ? null : `${visitorEvents} events of visitors were left out, as Kelvin learns from customers only: nothing but a device is known of who did them.`;
}

/** Too little for a model; chances from the rules ask for less. */
function isShortage(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'training.short_history' || error.code === 'training.too_few_outcomes');
}

interface ReadLog { readonly events: EventFile; readonly condition: Condition; readonly notes: readonly string[] }

/** The events of the file, read once more where the outcome is nothing in it but may be meant otherwise. */
async function readLog(read: (condition: Condition) => Promise<EventFile>, outcome: string, say: (text: string) => void): Promise<ReadLog> {
  const condition = readOutcome(outcome);
  const events = await read(condition);
  if (hasOutcome(events)) return { events, condition, notes: [] };
  const other = findOtherReading(outcome, events.eventNames);
  const again = other && await read(other.condition);
  if (again && hasOutcome(again)) {
    say(other.note);
    return { events: again, condition: other.condition, notes: [other.note] };
  }
  throw new Sentence(`Nothing in the file is “${nameOfOutcome(outcome)}”. It holds the events ${events.eventNames.slice(0, 12).map((name) => `“${name}”`).join(', ')}; say one of these, or its meaning.`);
}

function hasOutcome({ customers }: EventFile): boolean {
  return customers.some(({ outcomeDays }) => outcomeDays.days.length > 0);
}

/** A warning where the last days of the horizon may be missing. */
function checkDates({ firstDay, lastDay }: EventFile, testFromDay: DayNumber, horizonDays: number): string | null {
  if (testFromDay <= firstDay || testFromDay > lastDay) throw new Sentence(`--test-from ${dayToIso(testFromDay)} is outside of the data, which go from ${dayToIso(firstDay)} to ${dayToIso(lastDay)}.`);
  const neededDay = testFromDay + horizonDays - 1;
  const beyond = neededDay - lastDay;
  if (beyond <= 0) return null;
  if (beyond > MOST_SHARE_BEYOND * horizonDays) {
    const rulesDays = horizonDays + LEAST_HISTORY_DAYS;
    if (lastDay - horizonDays - firstDay < rulesDays) {
      throw new Sentence(`The data go from ${dayToIso(firstDay)} to ${dayToIso(lastDay)}, which is too short for a horizon of ${horizonDays} days: ${rulesDays} days of history before the test (for a model, ${rulesDays + horizonDays}) and ${horizonDays} after it are needed. Try a shorter --horizon.`);
    }
    throw new Sentence(`What happens within ${horizonDays} days from ${dayToIso(testFromDay)} is known on ${dayToIso(neededDay)}, but the data end on ${dayToIso(lastDay)}. The latest --test-from is ${dayToIso(lastDay - horizonDays + 1)}.`);
  }
  return `Note: the data end on ${dayToIso(lastDay)}, ${beyond} days before the horizon does; outcomes of those days count as not come.`;
}
