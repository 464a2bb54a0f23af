/**
 * Settings of the embedded server: small enough for a laptop, and never trading away durability.
 *
 * `fsync` and `synchronous_commit` stay on because a 2xx answer promises that the delivery survives a power cut.
 * There is no replica, so the WAL is minimal. Its pages are not compressed: random keys compress badly, and with millions of
 * events stored that took longer than all the rest of a drain. Planning and parallelism are kept predictable (no JIT, no
 * parallel workers), since the queries are many and short.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'off',
  // A statement whose process was killed must not go on holding the drain lock.
  client_connection_check_interval: '500ms',
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '0',
  autovacuum_naptime: '20s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

/** For throw-away clusters of tests only: a crash may lose them, so nothing waits for the disk. */
export const THROW_AWAY_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Many databases at once, one per test file, each with pools for several roles.
  max_connections: '200',
};

/** Settings as `postgres` takes them on its command line, which wins over every file. */
export function toArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
