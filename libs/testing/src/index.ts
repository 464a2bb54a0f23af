export { startTestApp, type TestAnswer, type TestApp, type TestMember } from './test-app.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { startTestCluster } from './test-cluster.ts';
export { startRedisForTests, type TestRedis } from './test-redis.ts';
export { assertUsesIndex } from './uses-index.ts';
export { aTrack, startTestPath, type TestPath } from './test-path.ts';
