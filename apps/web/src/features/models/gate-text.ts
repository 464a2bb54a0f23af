import type { Gate } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import type { Formatter } from '../../shared/format/formatter.ts';

function valuesOf(values: Readonly<Record<string, number>>, format: Formatter): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number.isInteger(value) ? format.number(value) : format.figure(value)]));
}

/** Why a version was promoted or not, one sentence each, and that a test after others in vain asked for more. */
export function gateReasons(gate: Gate, t: TFunction, format: Formatter): string[] {
  const sentences = gate.reasons.map(({ code, values }) => t(`models:${code}`, { ...valuesOf(values, format), defaultValue: code }));
  const look = Math.max(1, ...gate.reasons.map(({ values }) => values['look'] ?? 1));
  return look === 1 ? sentences : [...sentences, t('models:gate.again', { n: format.number(look - 1) })];
}

/** Why automations had better not rely on a version, one sentence each. */
export function automationReasons(judged: Pick<Gate, 'automationReasons'>, t: TFunction, format: Formatter): string[] {
  return judged.automationReasons.map(({ code, values }) => t(`models:${code}`, { ...valuesOf(values, format), defaultValue: code }));
}
