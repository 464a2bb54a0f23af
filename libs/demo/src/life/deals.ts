import { MS_PER_DAY, MS_PER_HOUR, type DayNumber } from '@kelvin/kernel';
import type { Calendar } from '../world/calendar.ts';
import type { Person } from '../world/people.ts';
import { Rng, STREAM } from '../world/rng.ts';
import type { DealStage } from './beat.ts';
import type { Pen } from './pen.ts';

/** CRM messages between the renaming and the anchor, all without `amount`; among them deals won. */
export const RENAMED_MESSAGES = 412;
export const RENAMED_DEALS_WON = 37;
const MESSAGES_A_WORKDAY = 62;
const MESSAGES_A_HOLIDAY = 5;
const DEAL_SEQ = 20_000;
const WORK_FROM_HOUR = 9;
const WORK_TO_HOUR = 19;

/** The CRM's messages about the deals of company people: created, moved, won, lost. */
export class Deals {
  private readonly renamed: readonly { readonly at: number; readonly isWon: boolean }[];

  constructor(private readonly seed: number, private readonly calendar: Calendar, private readonly contacts: readonly Person[]) {
    this.renamed = renamedMoments(seed, calendar);
  }

  /** Writes the CRM messages of a day. */
  move(day: DayNumber, pen: Pen): void {
    const { calendar } = this;
    if (day < calendar.crmFromDay) return;
    const rng = new Rng(this.seed, STREAM.deal, day);
    const contacts = this.contacts.filter((person) => person.joinDay <= day);
    if (contacts.length === 0) return;
    const moments = this.momentsOf(rng, day);
    for (const [nth, { at, isWon }] of moments.entries()) {
      const person = rng.pick(contacts);
      const stage: DealStage = isWon ? 'won' : rng.weighted(OTHER_STAGES).stage;
      pen.begin(person, day, DEAL_SEQ + nth);
      pen.today(at, { kind: 'deal', stage, deal: `deal-${person.index}-${Math.floor(day / 45)}`, amount: Math.round(rng.logNormal(420, 0.6)) });
    }
  }

  private momentsOf(rng: Rng, day: DayNumber): readonly { readonly at: number; readonly isWon: boolean }[] {
    const { calendar } = this;
    const startMs = calendar.startOf(day);
    const planned = this.renamed.filter(({ at }) => calendar.dayOf(at) === day);
    const count = isWorkday(calendar, day) ? MESSAGES_A_WORKDAY : MESSAGES_A_HOLIDAY;
    const usual = Array.from({ length: count }, () => ({ at: startMs + rng.between(WORK_FROM_HOUR, WORK_TO_HOUR) * MS_PER_HOUR, isWon: rng.chance(RENAMED_DEALS_WON / RENAMED_MESSAGES) }));
    return [...usual.filter(({ at }) => at < calendar.renameMs || at > calendar.anchorMs), ...planned];
  }
}

const OTHER_STAGES: readonly { readonly stage: DealStage; readonly weight: number }[] = [
  { stage: 'created', weight: 18 }, { stage: 'updated', weight: 72 }, { stage: 'lost', weight: 10 },
];

function isWorkday(calendar: Calendar, day: DayNumber): boolean {
  return calendar.weekday(day) < 5 && !calendar.isHoliday(day);
}

/** Exactly the planned number of moments in working hours between the renaming and the anchor. */
function renamedMoments(seed: number, calendar: Calendar): { at: number; isWon: boolean }[] {
  const rng = new Rng(seed, STREAM.deal, 0, 1);
  const spans: { fromMs: number; lengthMs: number }[] = [];
  for (let day = calendar.dayOf(calendar.renameMs); day <= calendar.anchorDay; day += 1) {
    const startMs = calendar.startOf(day);
    const fromMs = Math.max(calendar.renameMs, startMs + WORK_FROM_HOUR * MS_PER_HOUR);
    const toMs = Math.min(calendar.anchorMs, startMs + WORK_TO_HOUR * MS_PER_HOUR);
    // On days off a twelfth of the messages come.
    if (toMs > fromMs) spans.push({ fromMs, lengthMs: isWorkday(calendar, day) ? toMs - fromMs : (toMs - fromMs) / 12 });
  }
  const total = spans.reduce((sum, span) => sum + span.lengthMs, 0);
  return Array.from({ length: RENAMED_MESSAGES }, (_, nth) => {
    let left = ((nth + rng.next()) / RENAMED_MESSAGES) * total;
    const span = spans.find((each) => (left -= each.lengthMs) < 0) ?? spans[spans.length - 1]!;
    const share = 1 + left / span.lengthMs;
    const fullLengthMs = Math.min(calendar.anchorMs - span.fromMs, MS_PER_DAY * ((WORK_TO_HOUR - WORK_FROM_HOUR) / 24));
    const isWon = Math.floor(((nth + 1) * RENAMED_DEALS_WON) / RENAMED_MESSAGES) > Math.floor((nth * RENAMED_DEALS_WON) / RENAMED_MESSAGES);
    return { at: span.fromMs + Math.min(share, 0.999) * Math.min(span.lengthMs * 12, fullLengthMs) * 0.999, isWon };
  });
}
