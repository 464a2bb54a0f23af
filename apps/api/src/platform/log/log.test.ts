import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLog('info', { write: (line) => void lines.push(line) }).error({ err: error, stack: error }, 'Something failed');
  return lines.join('');
}

describe('errors in the log', () => {
  it('say what happened and where', () => {
    const line = JSON.parse(logged(new Error('The disk is full'))) as { err: string; stack: string };
    expect(line.err).toBe('The disk is full');
    expect(line.stack).toMatch(/^\s+at .*log\.test\.ts/);
  });

  it.each([
    ['straight from the driver', Object.assign(new Error('invalid input syntax for type json: "anna@mail.example"'), { code: '22P02' })],
    ['wrapped', Object.assign(new Error('duplicate key "anna@mail.example"'), { driverError: { code: '23505' } })],
  ])('quote nothing that somebody sent: %s', (_case, error) => {
    const line = logged(error);
    expect(line).toMatch(/Postgres refused a value \(2\w+\)/);
    expect(line).toMatch(/at .*log\.test\.ts/);
    expect(line).not.toContain('anna@mail.example');
  });

  it('keep the sentence of a database that fails otherwise', () => {
    expect(logged(Object.assign(new Error('the database system is shutting down'), { code: '57P03' }))).toContain('shutting down');
  });
});
