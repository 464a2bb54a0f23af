import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

describe('coalesce', () => {
  it('keeps the newest state of each job', () => {
    const job = (id: string, done: number) => ({ kind: 'job', payload: { id, done } });
    expect(coalesce([job('a', 1), job('b', 1), job('a', 2)])).toEqual([
      { event: 'job', data: { id: 'a', done: 2 } }, { event: 'job', data: { id: 'b', done: 1 } },
    ]);
  });

  it('adds up what was received and scored, naming each customer once', () => {
    expect(coalesce([
      { kind: 'events', payload: { received: 3 } }, { kind: 'scores', payload: { customerIds: ['x', 'y'], customers: 2 } },
      { kind: 'events', payload: { received: 4 } }, { kind: 'scores', payload: { customerIds: ['y'], customers: 1 } },
    ])).toEqual([{ event: 'events', data: { received: 7 } }, { event: 'scores', data: { customerIds: ['x', 'y'], customers: 3 } }]);
  });

  it('names at most two hundred customers', () => {
    const [message] = coalesce([{ kind: 'scores', payload: { customerIds: Array.from({ length: 500 }, (_, n) => `c${n}`), customers: 500 } }]);
    expect(message).toMatchObject({ data: { customers: 500, customerIds: { length: 200 } } });
  });

  it.each(['workspace', 'sources', 'models', 'notifications'] as const)('says once that %s changed, and nothing of kinds it does not know', (kind) => {
    expect(coalesce([{ kind, payload: {} }, { kind, payload: {} }, { kind: 'later', payload: {} }])).toEqual([{ event: kind, data: {} }]);
  });
});
