import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** The items of a body that is a list of several; null where the body itself is the item. The same as the connectors see it. */
export function listOf(route: string, parsed: unknown): readonly unknown[] | null {
  if (route !== 'v1/batch' && route !== 'posthog') return (route === 'hook' || route === 'hook/form') && Array.isArray(parsed) ? (parsed as unknown[]) : null;
  if (Array.isArray(parsed)) return parsed as unknown[];
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { batch, data } = parsed as { batch?: unknown; data?: unknown };
  const list = batch ?? (route === 'posthog' ? data : undefined);
  return Array.isArray(list) ? (list as unknown[]) : null;
}

/** Stands for an element of a list that cannot be written; the delivery's own text has it for as long as deliveries are kept. */
const UNWRITABLE = JSON.stringify('This item is nested deeper than can be written. The text of its whole delivery is kept for some days.');

/**
 * One item of a delivery as text, to be shown, mended or played again. `part` is the item itself where a mapping took it out
 * of its body; else it is found by its index.
 */
export function rawOf(delivery: ClaimedDelivery, parsed: unknown, index: number, part?: unknown): string {
  if (delivery.importId !== null) {
    const record = (parsed as [number, string, string[] | string][]).find(([lineNumber]) => lineNumber === index);
    return typeof record?.[2] === 'string' ? record[2] : JSON.stringify(record?.[2] ?? null);
  }
  const list = listOf(delivery.route, parsed);
  try {
    return JSON.stringify(part ?? (list === null ? parsed : list[index])) ?? 'null';
  } catch {
    // Nested deeper than the stack: parsing goes round by round, writing does not. Of a list its whole text would be read as all items again.
    return list === null && part === undefined ? delivery.body.toString('utf8') : UNWRITABLE;
  }
}
