import type { Step, TextPlan, Topic } from '../life/beat.ts';
import type { Rng } from '../world/rng.ts';

type Weights = readonly { readonly topic: Topic; readonly weight: number }[];

const COMPLAINTS: Weights = [
  { topic: 'payment', weight: 5 }, { topic: 'price', weight: 4 }, { topic: 'quality', weight: 5 }, { topic: 'defects', weight: 6 }, { topic: 'account', weight: 5 },
  { topic: 'app', weight: 6 }, { topic: 'service', weight: 5 }, { topic: 'returns', weight: 3 }, { topic: 'staff', weight: 3 }, { topic: 'feature_request', weight: 2 }, { topic: 'other', weight: 2 },
];
const QUESTIONS: Weights = [
  { topic: 'payment', weight: 6 }, { topic: 'price', weight: 6 }, { topic: 'quality', weight: 6 }, { topic: 'defects', weight: 2 }, { topic: 'account', weight: 6 },
  { topic: 'app', weight: 4 }, { topic: 'service', weight: 2 }, { topic: 'returns', weight: 3 }, { topic: 'staff', weight: 3 }, { topic: 'feature_request', weight: 6 }, { topic: 'other', weight: 4 },
];
const PRAISE: Weights = [
  { topic: 'quality', weight: 8 }, { topic: 'staff', weight: 6 }, { topic: 'app', weight: 4 }, { topic: 'service', weight: 6 },
  { topic: 'price', weight: 3 }, { topic: 'other', weight: 5 }, { topic: 'feature_request', weight: 1 },
];

/** What somebody of this goodwill (0–1) writes: the kinder, the higher the step. */
export function planText(rng: Rng, goodwill: number): TextPlan {
  const step = Math.min(5, Math.max(1, Math.round(0.8 + 3.9 * goodwill + 1.05 * rng.normal()))) as Step;
  const topics = step <= 2 ? COMPLAINTS : step === 3 ? QUESTIONS : PRAISE;
  return { step, topic: rng.weighted(topics).topic, nth: rng.int(0x7fffffff) };
}

/** What somebody writes who was charged twice: unhappy or very unhappy, whatever his goodwill. */
export function planChargedTwice(rng: Rng): TextPlan {
  return { step: rng.chance(0.6) ? 1 : 2, topic: 'charged_twice', nth: rng.int(0x7fffffff) };
}

