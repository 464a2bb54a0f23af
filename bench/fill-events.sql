-- Five million events of the last year, put straight into the tables as the drain would have left them: events with their
-- keys, daily counts, orders, profiles' first and last moments, types' counts and both sides of the no-loss equation.
-- Left out: raw deliveries (kept for three days only) and the history of scores. bench/fill-events.ts replaces
-- :workspace, :source, :events and :months, and runs the steps in order; `portion` once a month with :month.

-- step: begin
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
CREATE TEMP TABLE fill_profile AS
  SELECT substring(key FROM 6)::int AS rank, id, customer_id FROM profile WHERE workspace_id = :workspace AND kind = 'userId' AND key ~ '^user-[0-9]+$';
CREATE UNIQUE INDEX ON fill_profile (rank);
CREATE TEMP TABLE fill_type AS
  SELECT row_number() OVER (ORDER BY t.id) - 1 AS n, t.id, t.meaning, m.id AS metric_id
    FROM event_type t JOIN metric m ON m.workspace_id = :workspace AND m.key = coalesce(t.meaning, 'other')
   WHERE t.workspace_id = :workspace AND t.kind = 'track' ORDER BY t.id LIMIT 5;
ANALYZE fill_profile;
ANALYZE fill_type;
SELECT setseed(0.42);

-- step: partition
SELECT ensure_partition('event', :month::date);

-- step: portion
WITH drawn AS MATERIALIZED (
  -- Zipf with exponent 1: the logarithm of the rank is even.
  SELECT floor(exp(random() * ln((SELECT count(*) FROM fill_profile) + 1)))::int - 1 AS rank, floor(random() * 5)::int AS type,
         :month::timestamptz + random() * (:month::timestamptz + interval '1 month' - :month::timestamptz) AS at, 'fill-' || :number || '-' || n AS message_id
    FROM generate_series(1, :events / :months) AS n)
INSERT INTO event (workspace_id, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, processed_at, delivery_id, amount, currency, order_id, properties, context)
SELECT :workspace, p.id, d.at, :source, encode(substring(sha256(convert_to(d.message_id, 'UTF8')) FOR 16), 'hex')::uuid, d.message_id, t.id, d.at, d.at,
       '00000000-0000-7000-8000-000000000000', CASE WHEN t.meaning = 'order' THEN 50 END, CASE WHEN t.meaning = 'order' THEN 'EUR' END,
       CASE WHEN t.meaning = 'order' THEN d.message_id END,
       '{"product_id": "sku-1", "category": "shoes", "variant": "blue, size 42", "coupon": "SUMMER-2026", "position": 3}',
       '{"locale": "en-GB", "timezone": "Europe/London", "page": {"path": "/shop/shoes/blue", "referrer": "https://www.example.com/search", "title": "Shoes in blue"}}'
  FROM drawn d JOIN fill_profile p ON p.rank = d.rank JOIN fill_type t ON t.n = d.type
 ORDER BY p.id, d.at;

-- step: finish
INSERT INTO event_key (workspace_id, key)
  SELECT workspace_id, encode(substring(sha256(convert_to(source_id::text || message_key::text, 'UTF8')) FOR 16), 'hex')::uuid AS key
    FROM event WHERE workspace_id = :workspace AND message_id LIKE 'fill-%' ORDER BY 2;
INSERT INTO order_day (workspace_id, profile_id, day, order_id)
  SELECT workspace_id, profile_id, (occurred_at AT TIME ZONE 'UTC')::date - date '1970-01-01', order_id FROM event
   WHERE workspace_id = :workspace AND message_id LIKE 'fill-%' AND order_id IS NOT NULL ORDER BY 2, 3, 4;
INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total, parts)
  SELECT e.workspace_id, e.profile_id, (e.occurred_at AT TIME ZONE 'UTC')::date - date '1970-01-01', t.metric_id, count(*), coalesce(sum(e.amount), 0),
         bit_or((1 << (extract(hour FROM e.occurred_at AT TIME ZONE 'UTC')::int / 6))::int2)
    FROM event e JOIN fill_type t ON t.id = e.event_type_id WHERE e.workspace_id = :workspace AND e.message_id LIKE 'fill-%'
   GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4;
UPDATE profile p SET first_seen_at = least(p.first_seen_at, s.first), event_count = p.event_count + s.n
  FROM (SELECT profile_id, count(*) AS n, min(occurred_at) AS first FROM event WHERE workspace_id = :workspace AND message_id LIKE 'fill-%' GROUP BY profile_id) s
 WHERE p.workspace_id = :workspace AND p.id = s.profile_id;
UPDATE customer c SET first_seen_at = least(c.first_seen_at, p.first_seen_at) FROM profile p WHERE c.workspace_id = :workspace AND p.workspace_id = :workspace AND p.customer_id = c.id;
UPDATE event_type t SET event_count = t.event_count + s.n, first_seen_at = least(t.first_seen_at, s.first)
  FROM (SELECT event_type_id, count(*) AS n, min(occurred_at) AS first FROM event WHERE workspace_id = :workspace AND message_id LIKE 'fill-%' GROUP BY 1) s
 WHERE t.workspace_id = :workspace AND t.id = s.event_type_id;
INSERT INTO intake_received (workspace_id, source_id, hour, items)
  SELECT :workspace, :source, date_trunc('hour', received_at, 'UTC'), count(*) FROM event WHERE workspace_id = :workspace AND message_id LIKE 'fill-%' GROUP BY 3;
INSERT INTO intake_outcome (workspace_id, source_id, hour, processed) SELECT workspace_id, source_id, hour, items FROM intake_received WHERE workspace_id = :workspace;
DELETE FROM workspace_stats WHERE workspace_id = :workspace;
INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at)
  SELECT workspace_id, id, gen_random_uuid(), 'definition', last_seen_at FROM customer WHERE workspace_id = :workspace AND merged_into IS NULL ORDER BY id
  ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark;
VACUUM ANALYZE;
CHECKPOINT;
