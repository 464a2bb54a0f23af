export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { startRedisForTests, type TestRedis } from './test-redis.ts';
