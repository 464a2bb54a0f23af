import type { CanonicalEvent } from '@kelvin/contracts';
import type { Meaning } from '@kelvin/kernel';
import { isProgram } from './programs.ts';

/** Why an event does not count: a program made it, or a tester. Reversible: the event itself is kept. */
export type Noise = 'bot' | 'test_account' | 'machine_click';

/** Nobody reads a mail and follows its link this soon after it was delivered; link scanners do. */
const MACHINE_CLICK_MS = 8_000;

const TEST_ADDRESS = /^(test|qa|autotest|e2e|dummy|fake)([+._-].*|\d*)@|[+._-](test|qa|autotest)\d*@|@(test|mailinator|localhost)(\.|$)|\.test$/i;

/**
 * Whether an event is noise, and why. `sentAtMs`: when the last e-mail before it was sent to this profile, if known.
 */
export function noiseOf(event: CanonicalEvent, meaning: Meaning | null, sentAtMs: number | null): Noise | null {
  const agent = event.context['userAgent'];
  if (typeof agent === 'string' && isProgram(agent)) return 'bot';
  if (event.context['isTest'] === true || event.properties['is_test'] === true || event.traits['is_test'] === true) return 'test_account';
  for (const identifier of event.identifiers) {
    if (identifier.kind === 'email' && TEST_ADDRESS.test(identifier.value)) return 'test_account';
  }
  if ((meaning === 'email_opened' || meaning === 'email_clicked') && sentAtMs !== null) {
    const sinceSentMs = event.occurredAt.getTime() - sentAtMs;
    if (sinceSentMs >= 0 && sinceSentMs < MACHINE_CLICK_MS) return 'machine_click';
  }
  return null;
}
