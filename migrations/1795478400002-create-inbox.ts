import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** What arrived: raw deliveries, what is still to be drained, and what became of every item (the no-loss equation). */
export class CreateInbox1795478400002 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE delivery (
        workspace_id uuid NOT NULL,
        received_on date NOT NULL,
        id uuid NOT NULL,
        source_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        route text COLLATE "C" NOT NULL,
        import_id uuid,
        items int NOT NULL,
        headers jsonb,
        body bytea NOT NULL,
        PRIMARY KEY (workspace_id, received_on, id)
      ) PARTITION BY RANGE (received_on);
      CREATE TABLE delivery_pending (
        workspace_id uuid NOT NULL,
        is_import boolean NOT NULL,
        delivery_id uuid NOT NULL,
        received_on date NOT NULL,
        source_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        items int NOT NULL,
        bytes int NOT NULL,
        PRIMARY KEY (workspace_id, is_import, delivery_id)
      ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      -- unfinished: drains begun since the last one that ended well; after a crash the next one takes less.
      CREATE TABLE drain_lock (
        workspace_id uuid PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
        unfinished int NOT NULL DEFAULT 0
      );
      -- Items received, kept when a day of raw deliveries is dropped.
      CREATE TABLE intake_received (
        workspace_id uuid NOT NULL, source_id uuid NOT NULL, hour timestamptz NOT NULL, items bigint NOT NULL,
        PRIMARY KEY (workspace_id, source_id, hour)
      );
      -- What became of them, by the hour of receipt. One drain per workspace at a time, so the row is never contended.
      CREATE TABLE intake_outcome (
        workspace_id uuid NOT NULL, source_id uuid NOT NULL, hour timestamptz NOT NULL,
        processed bigint NOT NULL DEFAULT 0, rejected bigint NOT NULL DEFAULT 0, parked bigint NOT NULL DEFAULT 0,
        duplicates bigint NOT NULL DEFAULT 0, fanned_out bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (workspace_id, source_id, hour)
      );
      CREATE TABLE rejected_item (
        workspace_id uuid NOT NULL, delivery_id uuid NOT NULL, item_index int NOT NULL,
        source_id uuid NOT NULL, import_id uuid, line_number bigint,
        code text COLLATE "C" NOT NULL, field text, message text NOT NULL, raw text NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, delivery_id, item_index)
      );
      CREATE INDEX rejected_item_import ON rejected_item (workspace_id, import_id, line_number) WHERE import_id IS NOT NULL;
      CREATE INDEX rejected_item_at ON rejected_item (workspace_id, received_at);
      CREATE TABLE parked_item (
        workspace_id uuid NOT NULL, delivery_id uuid NOT NULL, item_index int NOT NULL,
        source_id uuid NOT NULL, import_id uuid, line_number bigint,
        code text COLLATE "C" NOT NULL, field text, message text NOT NULL, raw bytea NOT NULL,
        received_at timestamptz NOT NULL, parked_at timestamptz NOT NULL, resolved_at timestamptz,
        PRIMARY KEY (workspace_id, delivery_id, item_index)
      );
      CREATE INDEX parked_item_at ON parked_item (workspace_id, parked_at);
      ${['delivery', 'delivery_pending', 'drain_lock', 'intake_received', 'intake_outcome', 'rejected_item', 'parked_item'].map((table) => protectWorkspaceTable(table)).join('\n')}

      GRANT INSERT ON delivery, delivery_pending TO kelvin_ingest;
      CREATE POLICY ingest_insert ON delivery FOR INSERT TO kelvin_ingest WITH CHECK (true);
      CREATE POLICY ingest_insert ON delivery_pending FOR INSERT TO kelvin_ingest WITH CHECK (true);
      GRANT SELECT (workspace_id) ON delivery_pending TO kelvin_sweep;
      CREATE POLICY sweep_all ON delivery_pending FOR SELECT TO kelvin_sweep USING (true);

      -- Makes the partition of one day or month. Row-level security comes before the attach, so that
      -- no moment exists in which the partition can be read around its policy. Attaching an empty table
      -- takes a weaker lock than CREATE ... PARTITION OF, so writers are not stopped.
      CREATE FUNCTION ensure_partition(parent text, first date) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        DECLARE
          is_daily boolean := parent = 'delivery';
          lower date := CASE WHEN is_daily THEN first ELSE date_trunc('month', first)::date END;
          upper date := CASE WHEN is_daily THEN lower + 1 ELSE (lower + interval '1 month')::date END;
          child text := parent || '_' || to_char(lower, CASE WHEN is_daily THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
        BEGIN
          IF parent NOT IN ('delivery', 'event', 'score_history') THEN RAISE EXCEPTION 'no partitioned table %', parent; END IF;
          IF lower < date '1970-01-01' OR lower > date '2200-01-01' THEN RAISE EXCEPTION 'no partition for %', lower; END IF;
          IF to_regclass('public.' || child) IS NOT NULL THEN RETURN false; END IF;
          PERFORM pg_advisory_xact_lock(hashtext('ensure_partition:' || child));
          IF to_regclass('public.' || child) IS NOT NULL THEN RETURN false; END IF;
          EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', child, parent);
          EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', child);
          EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', child);
          EXECUTE format($policy$CREATE POLICY workspace_isolation ON public.%I TO kelvin_app
            USING (workspace_id = NULLIF(current_setting('app.workspace_id', true), '')::uuid)$policy$, child);
          EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', parent, child, lower, upper);
          RETURN true;
        END $$;
      -- Drops the days of raw deliveries before a date, after adding their item counts to intake_received.
      -- Hours are UTC whatever the session's zone, as those of intake_outcome are.
      -- A day with deliveries still to be drained stays.
      CREATE FUNCTION drop_deliveries_before(keep_from date) RETURNS int
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        DECLARE child regclass; lower date; dropped int := 0;
        BEGIN
          FOR child IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'public.delivery'::regclass LOOP
            lower := to_date(right(child::text, 8), 'YYYYMMDD');
            CONTINUE WHEN lower >= keep_from OR EXISTS (SELECT 1 FROM delivery_pending WHERE received_on = lower);
            EXECUTE format('INSERT INTO intake_received SELECT workspace_id, source_id, date_trunc(''hour'', received_at, ''UTC''), sum(items) FROM %s GROUP BY 1, 2, 3
              ON CONFLICT (workspace_id, source_id, hour) DO UPDATE SET items = intake_received.items + excluded.items', child);
            EXECUTE format('DROP TABLE %s', child);
            dropped := dropped + 1;
          END LOOP;
          RETURN dropped;
        END $$;
      REVOKE ALL ON FUNCTION ensure_partition(text, date), drop_deliveries_before(date) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ensure_partition(text, date) TO kelvin_app, kelvin_sweep, kelvin_ingest;
      GRANT EXECUTE ON FUNCTION drop_deliveries_before(date) TO kelvin_sweep;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      DROP FUNCTION drop_deliveries_before(date);
      DROP FUNCTION ensure_partition(text, date);
      DROP TABLE parked_item, rejected_item, intake_outcome, intake_received, drain_lock, delivery_pending, delivery`);
  }
}
