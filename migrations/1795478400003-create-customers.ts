import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Who the customers are and what they did: identities, events, daily counts. */
export class CreateCustomers1795478400003 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Dedup has its own narrow table, because a key of the partitioned event table must contain its date.
      -- message_key: first 16 bytes of the SHA-256 of the message id.
      CREATE TABLE event_key (
        workspace_id uuid NOT NULL, source_id uuid NOT NULL, message_key uuid NOT NULL,
        PRIMARY KEY (workspace_id, source_id, message_key)
      );
      CREATE TABLE event (
        workspace_id uuid NOT NULL,
        profile_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL,
        source_id uuid NOT NULL,
        message_key uuid NOT NULL,
        message_id text NOT NULL,
        event_type_id int NOT NULL,
        received_at timestamptz NOT NULL,
        processed_at timestamptz NOT NULL,
        delivery_id uuid NOT NULL,
        noise text COLLATE "C",
        amount float8,
        currency text COLLATE "C",
        order_id text COLLATE "C",
        properties jsonb NOT NULL,
        context jsonb NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, occurred_at, source_id, message_key)
      ) PARTITION BY RANGE (occurred_at);
      CREATE INDEX event_occurred ON event (workspace_id, occurred_at);
      CREATE INDEX event_received ON event USING brin (received_at) WITH (pages_per_range = 16, autosummarize = on);

      CREATE TABLE profile (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        customer_id uuid NOT NULL,
        kind text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        event_count bigint NOT NULL DEFAULT 0,
        last_section text,
        last_section_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      ) WITH (fillfactor = 80);
      CREATE INDEX profile_customer ON profile (workspace_id, customer_id);
      -- Owning kinds (userId, anonymousId, vendor) have one profile each; an e-mail or phone may stand on several.
      CREATE TABLE identifier (
        workspace_id uuid NOT NULL,
        kind text COLLATE "C" NOT NULL,
        value text COLLATE "C" NOT NULL,
        profile_id uuid NOT NULL,
        first_seen_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, kind, value, profile_id)
      );
      CREATE INDEX identifier_profile ON identifier (workspace_id, profile_id);
      -- Addresses and ids that must never join people: info@, test ids, family mailboxes, hubs of more than n customers.
      CREATE TABLE identifier_block (
        workspace_id uuid NOT NULL, kind text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
        reason text COLLATE "C" NOT NULL, blocked_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, kind, value)
      );
      CREATE TABLE merge_ledger (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        merged_at timestamptz NOT NULL,
        winner_id uuid NOT NULL,
        loser_id uuid NOT NULL,
        profile_ids uuid[] NOT NULL,
        reason jsonb NOT NULL,
        before jsonb NOT NULL,
        undone_at timestamptz,
        undone_by uuid,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX merge_ledger_winner ON merge_ledger (workspace_id, winner_id);
      CREATE INDEX merge_ledger_loser ON merge_ledger (workspace_id, loser_id);

      CREATE TABLE trait (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, name text COLLATE "C" NOT NULL,
        value jsonb NOT NULL, occurred_at timestamptz NOT NULL, source_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, name)
      );
      CREATE TABLE consent (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, channel text COLLATE "C" NOT NULL,
        is_granted boolean NOT NULL, occurred_at timestamptz NOT NULL, source_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, channel)
      );
      -- day: days since 1970-01-01 in the workspace's zone. total: money, or 0.
      CREATE TABLE profile_day (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, day int NOT NULL, metric_id int NOT NULL,
        n int NOT NULL, total float8 NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, day, metric_id)
      ) WITH (fillfactor = 90);
      CREATE INDEX profile_day_day ON profile_day (workspace_id, day);
      -- An order, and a refund (its id after ' refund '), counts once a day, however many lines it has.
      CREATE TABLE order_day (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, day int NOT NULL, order_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, day, order_id)
      );
      -- Devices, places, sections of the site and moves between them ('from > to').
      CREATE TABLE profile_facet (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, kind text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
        n bigint NOT NULL, first_at timestamptz NOT NULL, last_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, profile_id, kind, value)
      );

      CREATE TABLE customer (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        is_visitor boolean NOT NULL,
        merged_into uuid,
        name text NOT NULL DEFAULT '',
        email text COLLATE "C",
        phone text COLLATE "C",
        country text COLLATE "C",
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        -- Below: what the scorer last found, so that lists need no join.
        band text COLLATE "C" NOT NULL DEFAULT 'not_scored',
        band_since_day int,
        band_cause jsonb,
        hundredths int NOT NULL DEFAULT 0,
        change_30d int,
        main_reason jsonb,
        silence float8,
        is_gone boolean NOT NULL DEFAULT false,
        value_12m float8 NOT NULL DEFAULT 0,
        expected_value float8 NOT NULL DEFAULT 0,
        revenue_at_risk float8 NOT NULL DEFAULT 0,
        trend smallint[] NOT NULL DEFAULT '{}',
        scored_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      ) WITH (fillfactor = 80);
      CREATE INDEX customer_band ON customer (workspace_id, band, hundredths, id) WHERE merged_into IS NULL AND NOT is_visitor;
      CREATE INDEX customer_points ON customer (workspace_id, hundredths, id) WHERE merged_into IS NULL AND NOT is_visitor;
      CREATE INDEX customer_seen ON customer (workspace_id, last_seen_at, id) WHERE merged_into IS NULL AND NOT is_visitor;
      CREATE INDEX customer_value ON customer (workspace_id, value_12m, id) WHERE merged_into IS NULL AND NOT is_visitor;
      CREATE INDEX customer_risk ON customer (workspace_id, revenue_at_risk, id) WHERE merged_into IS NULL AND NOT is_visitor;
      -- Words of names, e-mails, phones and ids, folded to lower case, for search by prefix.
      CREATE TABLE customer_search (
        workspace_id uuid NOT NULL, token text COLLATE "C" NOT NULL, customer_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, token, customer_id)
      );
      CREATE INDEX customer_search_customer ON customer_search (workspace_id, customer_id);
      -- mark: fresh at every change; the scorer deletes only the mark it has seen.
      CREATE TABLE customer_stale (
        workspace_id uuid NOT NULL, customer_id uuid NOT NULL, mark uuid NOT NULL, cause text COLLATE "C" NOT NULL,
        marked_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, customer_id)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      GRANT SELECT (workspace_id) ON customer_stale TO kelvin_sweep;
      ${['event_key', 'event', 'profile', 'identifier', 'identifier_block', 'merge_ledger', 'trait', 'consent', 'profile_day', 'order_day', 'profile_facet', 'customer', 'customer_search', 'customer_stale'].map((table) => protectWorkspaceTable(table)).join('\n')}
      CREATE POLICY sweep_all ON customer_stale FOR SELECT TO kelvin_sweep USING (true);`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`DROP TABLE customer_stale, customer_search, customer, profile_facet, order_day, profile_day, consent, trait,
      merge_ledger, identifier_block, identifier, profile, event, event_key`);
  }
}
