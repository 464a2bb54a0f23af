/** The parts of a sample's event that the table shows. */
export type SampleEvent = { name: string; who: string; occurredAt: string | null; amount: number | null; currency: string | null; more: string };

function entries(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, one]) => `${name}: ${typeof one === 'object' ? JSON.stringify(one) : String(one)}`);
}

/** Reads a canonical event as it comes over the wire, without trusting its shape. */
export function toSampleEvent(event: Readonly<Record<string, unknown>>): SampleEvent {
  const identifiers = Array.isArray(event['identifiers']) ? (event['identifiers'] as { value?: unknown }[]) : [];
  const text = (name: string) => (typeof event[name] === 'string' ? (event[name] as string) : null);
  const orderId = text('orderId');
  return {
    name: text('name') ?? '', who: identifiers.map(({ value }) => String(value)).join(', '), occurredAt: text('occurredAt'),
    amount: typeof event['amount'] === 'number' ? event['amount'] : null, currency: text('currency'),
    more: [...(orderId ? [`#${orderId}`] : []), ...entries(event['properties']), ...entries(event['traits'])].join(' · '),
  };
}
