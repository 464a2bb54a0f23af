-- The anchor: how fast this machine's PostgreSQL takes 500,000 event rows in by COPY. Every ratio of the benchmarks is
-- divided by it, so it is never changed together with the code. bench/anchor.ts runs the steps in order; only the
-- step named `timed` is measured, three times, each after a new `empty`. The file lies in the server's own folder,
-- so that no client is measured.

-- step: settings
SELECT name, current_setting(name) AS value
  FROM unnest(ARRAY['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'wal_compression', 'shared_buffers',
                    'max_wal_size', 'checkpoint_timeout', 'maintenance_work_mem', 'jit']) AS name;

-- step: prepare
CREATE TABLE anchor_event (
  workspace_id uuid NOT NULL,
  source_id uuid NOT NULL,
  message_id text NOT NULL,
  profile_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  name text NOT NULL,
  properties jsonb NOT NULL,
  PRIMARY KEY (workspace_id, source_id, message_id)
);
CREATE INDEX anchor_event_profile ON anchor_event (workspace_id, profile_id, occurred_at);
CREATE INDEX anchor_event_occurred ON anchor_event (workspace_id, occurred_at);
-- 10,000 profiles, message ids in random order, 300 bytes of properties, half a year of instants.
SELECT setseed(0.42);
DO $$ BEGIN
  EXECUTE format('COPY (%s) TO %L', $query$
    SELECT '00000000-0000-4000-8000-000000000001'::uuid, '00000000-0000-4000-8000-000000000002'::uuid, md5(random()::text || n),
           md5('profile ' || floor(random() * 10000))::uuid, timestamptz '2026-01-01' + random() * interval '180 days',
           'event ' || floor(random() * 5), jsonb_build_object('n', n, 'text', rpad(md5(n::text), 300 - 17 - length(n::text), md5((n + 1)::text)))
      FROM generate_series(1, 500000) AS n $query$, current_setting('data_directory') || '/anchor.copy');
END $$;

-- step: empty
TRUNCATE anchor_event;
CHECKPOINT;

-- step: timed
COPY anchor_event FROM 'anchor.copy';

-- step: clean
DROP TABLE anchor_event;
COPY (SELECT WHERE false) TO PROGRAM 'rm -f anchor.copy';
