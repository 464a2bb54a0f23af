import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { startRedisForTests } from './test-redis.ts';

describe('startRedisForTests', () => {
  it('gives a server that answers, or null where there is none', async () => {
    const redis = await startRedisForTests();
    if (redis === null) return;
    const client = new Redis(redis.url);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await redis.stop();
  });
});
