import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '@kelvin/kernel';
import { momentOf, type Scene } from '../life/scene.ts';
import { campaignOf, mailingOf } from './campaigns.ts';

const NEWSLETTER_STOPS_AFTER_DAYS = 60;
const PROGRESS_STOPS_AFTER_DAYS = 30;
const MISSED_AFTER_DAYS = 75;
/** Chance that somebody who clicked also writes back. */
const REPLIES = 0.12;
/** How much of the usual interest is left in somebody who has gone. */
const INTEREST_WHEN_GONE = 0.06;

/** The letters a person gets on this day, with what he and his mail server do with them. */
export function letters(scene: Scene): void {
  const { state, day } = scene;
  const { person } = state;
  if (day === person.joinDay) send(scene, 'welcome', momentOf(scene, person, 21));
  if (!state.takesMail || state.lastVisitDay === null) return;
  const quietDays = day - state.lastVisitDay;
  if (quietDays === MISSED_AFTER_DAYS) send(scene, 'we-miss-you', momentOf(scene, person, 11));
  const mailing = mailingOf(day - scene.calendar.anchorDay);
  if (mailing === null) return;
  const isProgress = mailing === 'progress';
  if (isProgress && (person.rhythm.archetype === 'casual' || person.rhythm.archetype === 'taster')) return;
  if (quietDays > (isProgress ? PROGRESS_STOPS_AFTER_DAYS : NEWSLETTER_STOPS_AFTER_DAYS)) return;
  send(scene, mailing, scene.calendar.startOf(day) + 10 * MS_PER_HOUR + scene.rng.int(50) * MS_PER_MINUTE);
}

function send(scene: Scene, kind: string, atMs: number): void {
  const { pen, rng, state } = scene;
  const { person } = state;
  const campaign = `${kind}-${scene.day}`;
  pen.today(atMs, { kind: 'mail_sent', campaign, isMachine: false });
  const hasScanner = person.company?.hasScanner === true;
  if (hasScanner) scan(scene, campaign, atMs);
  // Behind a scanner only the forty real clickers read their mail, and click every time they open.
  if (hasScanner && person.role !== 'real-clicker') return;
  read(scene, campaign, atMs, hasScanner);
  if (rng.chance(0.0015)) {
    pen.later(atMs + rng.between(1, 30) * MS_PER_HOUR, { kind: rng.chance(0.1) ? 'spam_complaint' : 'unsubscribed', campaign, isMachine: false });
    state.takesMail = false;
  }
}

function read(scene: Scene, campaign: string, sentMs: number, isRealClicker: boolean): void {
  const { pen, rng, state } = scene;
  const { rhythm } = state.person;
  const { appeal, links } = campaignOf(campaign);
  const interest = appeal * (state.leftDay === null ? 1 : INTEREST_WHEN_GONE);
  if (!rng.chance(Math.min(0.97, rhythm.opens * interest))) return;
  const openedMs = sentMs + Math.min(rng.logNormal(3.2, 1) * MS_PER_HOUR, 2 * MS_PER_DAY);
  pen.later(openedMs, { kind: 'mail_opened', campaign, isMachine: false });
  if (!isRealClicker && !rng.chance(rhythm.clicks)) return;
  const clickedMs = openedMs + rng.between(0.2, 4) * MS_PER_MINUTE;
  pen.later(clickedMs, { kind: 'mail_clicked', campaign, link: links[0]!, isMachine: false });
  if (rng.chance(REPLIES)) pen.later(clickedMs + rng.between(5, 300) * MS_PER_MINUTE, { kind: 'mail_replied', campaign, isMachine: false });
  if (rng.chance(0.85)) pen.later(clickedMs + rng.between(0.5, 6) * MS_PER_MINUTE, { kind: 'mail_clicked', campaign, link: rng.pick(links.slice(1)), isMachine: false });
}

/** A mail gateway that opens the letter and follows every link within seconds of delivery. */
function scan({ pen, rng }: Scene, campaign: string, sentMs: number): void {
  let at = sentMs + rng.between(0.5, 2) * 1000;
  pen.later(at, { kind: 'mail_opened', campaign, isMachine: true });
  for (const link of campaignOf(campaign).links) {
    at += rng.between(0.2, 1.5) * 1000;
    pen.later(at, { kind: 'mail_clicked', campaign, link, isMachine: true });
  }
}
