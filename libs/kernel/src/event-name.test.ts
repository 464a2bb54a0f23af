import { describe, expect, it } from 'vitest';
import { normaliseEventName } from './event-name.ts';

describe('normaliseEventName', () => {
  it.each(['orderCompleted', 'order_completed', 'Order  Completed!', 'ORDER.COMPLETED', 'order completed'])('brings “%s” together with its other spellings', (name) => expect(normaliseEventName(name)).toBe('order completed'));
  it('takes ё for е', () => expect(normaliseEventName('Платёж-Получен')).toBe('платеж получен'));
});
