import { MS_PER_HOUR, MS_PER_MINUTE, type DayNumber } from '@kelvin/kernel';
import { planChargedTwice, planText } from '../texts/plan-text.ts';
import type { Calendar } from '../world/calendar.ts';
import { dailyQuota } from '../world/quota.ts';
import { Rng, STREAM } from '../world/rng.ts';
import type { TextPlan } from './beat.ts';
import type { Pen } from './pen.ts';
import { currentCourse, momentOf } from './scene.ts';
import type { LifeState } from './state.ts';

const TEXT_COUNT = 1_800;
/** Complaints of being charged twice, a day; in the last three weeks three times as many. */
const CHARGED_TWICE_A_DAY = 3 / 7;
const CHARGED_TWICE_SURGE = 3;
const SURGE_DAYS = 21;
/** Texts a day after the demo was made. */
const TEXTS_A_DAY = 6.5;
const CHARGED_TWICE_DAYS = 60;
const UPSET_DAYS = 30;
/** Sequence numbers within a person's day that belong to what he writes. */
const VOICE_SEQ = 10_000;

/** Decides who writes what: an exact number of texts over the year, written by people who were there that day. */
export class Voices {
  private readonly texts: ReadonlyMap<DayNumber, number>;
  private readonly chargedTwice: ReadonlyMap<DayNumber, number>;

  constructor(private readonly seed: number, private readonly calendar: Calendar) {
    const { firstDay, anchorDay } = calendar;
    // The anchor's own day is only begun, so the exact numbers end the day before.
    const lastDay = anchorDay - 1;
    const surgeFrom = lastDay - SURGE_DAYS + 1;
    const doubled = (surgeFrom - firstDay) * CHARGED_TWICE_A_DAY + SURGE_DAYS * CHARGED_TWICE_A_DAY * CHARGED_TWICE_SURGE;
    this.chargedTwice = dailyQuota(firstDay, lastDay, Math.round(doubled), (day) => (day >= surgeFrom ? CHARGED_TWICE_SURGE : 1));
    this.texts = dailyQuota(firstDay, lastDay, TEXT_COUNT - Math.round(doubled), (day) => calendar.activity(day) * (1 + (day - firstDay) / (lastDay - firstDay)));
  }

  /** Lets some of the day's visitors write. */
  speak(day: DayNumber, visitors: readonly LifeState[], pen: Pen): void {
    if (visitors.length === 0) return;
    const rng = new Rng(this.seed, STREAM.text, day);
    const isAfter = day > this.calendar.anchorDay;
    const texts = this.texts.get(day) ?? (isAfter ? rng.poisson(TEXTS_A_DAY) : 0);
    const doubled = this.chargedTwice.get(day) ?? (isAfter ? rng.poisson(CHARGED_TWICE_A_DAY * CHARGED_TWICE_SURGE) : 0);
    const payers = visitors.filter((state) => state.isSubscribed);
    for (let nth = 0; nth < texts + doubled; nth += 1) {
      const isDoubled = nth >= texts;
      const state = rng.pick(isDoubled && payers.length > 0 ? payers : visitors);
      pen.begin(state.person, day, VOICE_SEQ + nth * 10);
      this.write(rng, day, state, pen, isDoubled ? planChargedTwice(rng) : planText(rng, state.person.rhythm.goodwill));
    }
  }

  private write(rng: Rng, day: DayNumber, state: LifeState, pen: Pen, text: TextPlan): void {
    const { person } = state;
    const at = momentOf({ calendar: this.calendar, rng, day }, person, person.rhythm.usualHour);
    const isUnhappy = text.step <= 2;
    if (text.topic === 'charged_twice') state.chargedTwiceUntil = day + CHARGED_TWICE_DAYS;
    else if (isUnhappy) state.upsetUntil = day + UPSET_DAYS;
    if (text.step !== 3 && text.topic !== 'charged_twice' && rng.chance(0.3)) {
      pen.today(at, { kind: 'reviewed', stars: text.step, course: currentCourse(state), text });
      return;
    }
    const hasTicket = rng.chance(isUnhappy ? 0.9 : text.step === 3 ? 0.45 : 0.05);
    const ticket = hasTicket ? `T-${day}-${person.index}` : null;
    pen.today(at, { kind: 'message', text, via: rng.pick(['chat', 'chat', 'telegram', 'whatsapp', 'email']), ticket });
    if (ticket === null) return;
    pen.today(at + 2 * MS_PER_MINUTE, { kind: 'ticket_opened', ticket, topic: text.topic });
    // Most are answered within a day, some after several, and one in sixteen is forgotten.
    if (rng.chance(0.06)) return;
    const hours = rng.chance(0.1) ? rng.between(60, 200) : Math.min(rng.logNormal(9, 0.9), 60);
    pen.later(Math.max(at + 20 * MS_PER_MINUTE, at + hours * MS_PER_HOUR), { kind: 'ticket_closed', ticket, topic: text.topic });
  }
}

