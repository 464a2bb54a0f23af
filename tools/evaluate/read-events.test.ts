import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMapSchema } from '@kelvin/contracts';
import { dayFromIso } from '@kelvin/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readOutcome } from './outcome-argument.ts';
import { readEventFile } from './read-events.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kelvin-read-events-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

it('the hours of a file are kept as those of the product: of activity, in the zone of the map, and none of a date', async () => {
  const path = join(dir, 'events.csv');
  writeFileSync(path, ['who;at;what', 'ann;2025-01-05T04:30:00Z;Product Viewed', 'ann;2025-01-05T20:00:00Z;Product Viewed', 'ann;2025-01-05T20:00:00Z;Order Refunded', 'ann;2025-01-06T21:00:00Z;Product Viewed', ''].join('\n'));
  const map = importMapSchema.parse({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'at', format: 'iso', zone: 'Europe/Moscow' }, event: { column: 'what' } });
  const { customers: [ann], metrics } = await readEventFile(path, map, readOutcome('view'));
  const rows = Array.from(ann!.rows.days, (day, at) => [day, metrics.nameOf(ann!.rows.metrics[at]!), ann!.rows.parts[at]]);
  // The last view is a midnight in Moscow.
  expect(rows).toEqual([[dayFromIso('2025-01-05'), 'view', 2 | 8], [dayFromIso('2025-01-05'), 'refund', 0], [dayFromIso('2025-01-07'), 'view', 0]]);
});
