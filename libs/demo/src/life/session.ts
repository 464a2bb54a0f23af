import { MS_PER_MINUTE } from '@kelvin/kernel';
import { FEATURES, type Course } from '../world/catalogue.ts';
import type { Step } from './beat.ts';
import { buy } from './money.ts';
import type { Pen } from './pen.ts';
import { chooseCourse, currentCourse, momentOf, type Scene, type Steps } from './scene.ts';
import type { LifeState } from './state.ts';

/** How long the way out stays in mind. */
const PATH_DAYS = 120;
/** Chance that a learner rates the course after a lesson. */
const REVIEWS = 0.06;
/** Chance that a learner looks for the next course after a lesson. */
const CHOOSES_NEXT = 0.42;
const IDENTIFY_AGAIN_DAYS = 150;

function stepsFrom(scene: Scene, startMs: number): Steps {
  let at = startMs;
  return {
    next: () => {
      const now = at;
      at += (0.3 + scene.rng.exponential() * 2.2) * MS_PER_MINUTE;
      return now;
    },
  };
}

/** A visit of a known customer: study or browse, sometimes buy, sometimes look for help or the way out. */
export function visit(scene: Scene): void {
  const { state, rng, day } = scene;
  const { person } = state;
  const device = chooseDevice(scene);
  const steps = stepsFrom(scene, momentOf(scene, person, rng.chance(0.7) ? person.rhythm.usualHour : rng.between(8, 22)));
  state.visits += 1;
  state.lastVisitDay = day;
  introduce(scene, device, steps);
  const studies = (state.isSubscribed || state.courses.length > 0) && rng.chance(0.8);
  if (studies) study(scene, device, steps);
  else browse(scene, device, steps);
  lookAround(scene, device, steps);
  // Testers fill the till again and again.
  if (person.role === 'test') for (let nth = 0; nth < 3; nth += 1) buy(scene, device, steps);
  if (state.orderReadiness >= state.orderThreshold && state.coolingFrom === null) buy(scene, device, steps);
}

function chooseDevice({ state, rng }: Scene): number {
  const { devices } = state.person;
  if (devices.length === 1) return 0;
  const app = devices.findIndex((device) => device.platform === 'app');
  return app > 0 && rng.chance(0.55) ? app : devices.length > 2 && rng.chance(0.3) ? 2 : 0;
}

/** Says who this is on a new device and every few months, as clients do at sign-in. */
function introduce({ state, rng, pen, day }: Scene, device: number, steps: Steps): void {
  const isNewDevice = (state.devicesSeen & (1 << device)) === 0;
  if (isNewDevice || state.lastIdentifyDay === null || day - state.lastIdentifyDay >= IDENTIFY_AGAIN_DAYS) {
    pen.today(steps.next(), { kind: 'identify', device });
    state.lastIdentifyDay = day;
    state.devicesSeen |= 1 << device;
    if (isNewDevice) pen.today(steps.next(), { kind: 'signed_in', device });
    openSecondAccount(state, pen, steps);
  } else if (rng.chance(0.03)) pen.today(steps.next(), { kind: 'signed_in', device });
}

/** Some make one account on the site and another in the app, on the same day. */
function openSecondAccount(state: LifeState, pen: Pen, steps: Steps): void {
  if (state.person.secondUserId === null) return;
  const app = state.person.devices.findIndex((device) => device.platform === 'app');
  for (const device of [0, app]) {
    if ((state.devicesSeen & (1 << device)) !== 0) continue;
    pen.today(steps.next(), { kind: 'identify', device });
    state.devicesSeen |= 1 << device;
  }
}

function study(scene: Scene, device: number, steps: Steps): void {
  const { state, rng, pen } = scene;
  const course = currentCourse(state);
  // Most lessons are opened from a reminder, past the front page.
  if (rng.chance(0.8)) steps.next();
  else if (state.person.devices[device]!.platform === 'app') pen.today(steps.next(), { kind: 'app_opened', device });
  else pen.today(steps.next(), { kind: 'page', device, path: `/lessons/${course.slug}`, isAnonymous: false, isLanding: false });
  state.lessons += 1;
  const feature = rng.chance(0.7) ? 'lesson' : rng.pick(FEATURES);
  pen.today(steps.next(), { kind: 'key_action', device, feature, course, lesson: 1 + (state.lessons % course.lessons) });
  if (rng.chance(REVIEWS)) pen.today(steps.next(), { kind: 'reviewed', stars: starsOf(scene), course, text: null });
  if (rng.chance(state.person.rhythm.shares)) share(scene, device, steps, course);
  if (rng.chance(CHOOSES_NEXT)) chooseNext(scene, device, steps);
}

/** Shows a certificate around, mostly in two places. */
function share({ rng, pen }: Scene, device: number, steps: Steps, course: Course): void {
  const places = 1 + (rng.chance(0.75) ? 1 : 0) + (rng.chance(0.3) ? 1 : 0);
  for (let nth = 0; nth < places; nth += 1) pen.today(steps.next(), { kind: 'shared', device, course, network: nth });
}

/** Compares courses and prices and leaves one or two in the cart, to think about them. */
function chooseNext(scene: Scene, device: number, steps: Steps): void {
  const { rng, pen } = scene;
  viewCourses(scene, device, steps, 1);
  if (rng.chance(0.7)) page(scene, device, steps, '/pricing');
  const wishes = rng.chance(0.8) ? 2 : 1;
  for (let nth = 0; nth < wishes; nth += 1) pen.today(steps.next(), { kind: 'carted', device, course: chooseCourse(rng) });
}

/** Stars by goodwill: mostly four and five, as everywhere. */
function starsOf({ rng, state }: Scene): Step {
  const value = 2.6 + 2.6 * state.person.rhythm.goodwill + 0.8 * rng.normal();
  return Math.min(5, Math.max(1, Math.round(value))) as Step;
}

function browse(scene: Scene, device: number, steps: Steps): void {
  const { rng, pen } = scene;
  const isWeb = scene.state.person.devices[device]!.platform === 'web';
  // Half come straight to a course from a search or a letter.
  if (rng.chance(0.5)) steps.next();
  else if (isWeb) pen.today(steps.next(), { kind: 'page', device, path: rng.chance(0.5) ? '/courses' : '/', isAnonymous: false, isLanding: true });
  else pen.today(steps.next(), { kind: 'app_opened', device });
  viewCourses(scene, device, steps, 1);
  if (rng.chance(0.12)) page(scene, device, steps, '/pricing');
  if (rng.chance(0.05)) pen.today(steps.next(), { kind: 'carted', device, course: chooseCourse(rng) });
}

function viewCourses({ rng, pen }: Scene, device: number, steps: Steps, count: number): void {
  for (let nth = 0; nth < count; nth += 1) pen.today(steps.next(), { kind: 'viewed', device, course: chooseCourse(rng) });
}

function page({ pen }: Scene, device: number, steps: Steps, path: string): void {
  pen.today(steps.next(), { kind: 'page', device, path, isAnonymous: false, isLanding: false });
}

/**
 * Account, Help and Cancel. Only the order Cancel → Help says something about leaving: either page alone, or
 * Help before Cancel, is as common and means nothing, so a count of pages cannot find it.
 */
function lookAround(scene: Scene, device: number, steps: Steps): void {
  const { rng, state, day } = scene;
  const roll = rng.next();
  if (roll < 0.02) page(scene, device, steps, '/account');
  else if (roll < 0.05) page(scene, device, steps, '/help');
  else if (roll < 0.07) page(scene, device, steps, '/cancel');
  else if (roll < 0.095) {
    page(scene, device, steps, '/help');
    page(scene, device, steps, '/cancel');
  } else if (roll < 0.12) {
    page(scene, device, steps, '/cancel');
    page(scene, device, steps, '/help');
    state.pathUntil = day + PATH_DAYS;
    state.pathDays.push(day);
  }
}

/** Looking around before anybody knows who it is. */
export function anonymousVisit(scene: Scene): void {
  const { rng, pen, state } = scene;
  const steps = stepsFrom(scene, momentOf(scene, state.person, rng.between(9, 22)));
  pen.today(steps.next(), { kind: 'page', device: 0, path: rng.chance(0.5) ? '/' : '/courses', isAnonymous: true, isLanding: true });
  if (rng.chance(0.4)) pen.today(steps.next(), { kind: 'page', device: 0, path: rng.chance(0.3) ? '/pricing' : `/courses/${chooseCourse(rng).slug}`, isAnonymous: true, isLanding: false });
}

/** The first day: a page or two as a stranger, then an account. */
export function signUp(scene: Scene): void {
  const { rng, pen, state, day } = scene;
  const steps = stepsFrom(scene, momentOf(scene, state.person, rng.between(9, 21)));
  pen.today(steps.next(), { kind: 'page', device: 0, path: '/', isAnonymous: true, isLanding: true });
  if (rng.chance(0.5)) pen.today(steps.next(), { kind: 'page', device: 0, path: `/courses/${chooseCourse(rng).slug}`, isAnonymous: true, isLanding: false });
  pen.today(steps.next(), { kind: 'identify', device: 0 });
  pen.today(steps.next(), { kind: 'signed_up', device: 0 });
  state.devicesSeen |= 1;
  state.lastIdentifyDay = day;
  state.lastVisitDay = day;
  state.visits += 1;
  openSecondAccount(state, pen, steps);
  if (rng.chance(0.5)) viewCourses(scene, 0, steps, 1 + rng.int(2));
  if (rng.chance(0.3)) buy(scene, 0, steps);
}
