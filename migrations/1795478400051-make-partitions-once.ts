import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever waited for another to make the same partition looks into the catalogue itself: `to_regclass` answers from a cache
 * that remembers from before the wait that there was none.
 */
export class MakePartitionsOnce1795478400051 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(ensurePartition(`EXISTS (SELECT 1 FROM pg_class WHERE relname = child AND relnamespace = 'public'::regnamespace)`));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(ensurePartition(`to_regclass('public.' || child) IS NOT NULL`));
  }
}

/** The function, with how it looks whether the partition is there once nobody else can be making it. */
function ensurePartition(isThere: string): string {
  return `
    CREATE OR REPLACE FUNCTION ensure_partition(parent text, first date) RETURNS boolean
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
        IF ${isThere} THEN RETURN false; END IF;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', child, parent);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', child);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', child);
        EXECUTE format($policy$CREATE POLICY workspace_isolation ON public.%I TO kelvin_app
          USING (workspace_id = NULLIF(current_setting('app.workspace_id', true), '')::uuid)$policy$, child);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', parent, child, lower, upper);
        RETURN true;
      END $$;`;
}
