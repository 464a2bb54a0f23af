-- Customers with daily rows of four hundred days, put straight into the tables: a few buy and look around every week, most
-- came some months ago. bench/rescore.ts replaces :workspace and :customers and runs the steps in order.

-- step: fill
SET work_mem = '256MB';
SELECT setseed(0.42);
INSERT INTO metric (workspace_id, id, key) SELECT :workspace, n, key FROM unnest(ARRAY['visit', 'view', 'cart', 'order', 'email_opened', 'ticket_opened']) WITH ORDINALITY AS m(key, n);
CREATE TEMP TABLE fill_customer AS
  SELECT n, md5('customer ' || n)::uuid AS id, floor(random() * 400)::int AS first_day_ago, 1 + floor(exp(random() * ln(120)))::int AS active_days FROM generate_series(1, :customers) AS n;
INSERT INTO customer (workspace_id, id, is_visitor, name, first_seen_at, last_seen_at)
  SELECT :workspace, id, false, 'Customer ' || n, :now::timestamptz - first_day_ago * interval '1 day', :now::timestamptz FROM fill_customer ORDER BY id;
INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at)
  SELECT :workspace, id, id, 'userId', 'customer-' || n, :now::timestamptz - first_day_ago * interval '1 day', :now::timestamptz FROM fill_customer ORDER BY id;
INSERT INTO identifier (workspace_id, kind, value, profile_id, first_seen_at)
  SELECT :workspace, 'userId', 'customer-' || n, id, :now::timestamptz FROM fill_customer ORDER BY 3;
-- Of every active day: a visit and a view, now and then a cart, an order, a mail, a ticket. Hashed, because a random number
-- in a join is drawn once for each metric and not for each day.
INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total)
  SELECT :workspace, c.id, (:now::date - date '1970-01-01') - a.ago, m.id, 1 + floor(random() * 4)::int, CASE WHEN m.key = 'order' THEN 20 + random() * 100 ELSE 0 END
    FROM fill_customer c
    CROSS JOIN LATERAL (SELECT DISTINCT floor(random() * (c.first_day_ago + 1))::int AS ago FROM generate_series(1, c.active_days)) a
    JOIN metric m ON m.workspace_id = :workspace AND (hashtextextended(c.id::text || m.key, a.ago) & 1023) / 1024.0 < CASE m.key WHEN 'visit' THEN 1 WHEN 'view' THEN 0.8 WHEN 'cart' THEN 0.2 WHEN 'order' THEN 0.12 WHEN 'email_opened' THEN 0.1 ELSE 0.02 END
   ORDER BY c.id, 3, m.id
  ON CONFLICT DO NOTHING;
VACUUM ANALYZE;
CHECKPOINT;

-- step: count
SELECT (SELECT count(*)::int FROM customer WHERE workspace_id = :workspace) AS customers, (SELECT count(*)::int FROM profile_day WHERE workspace_id = :workspace) AS days;

-- step: mark
INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at)
  SELECT workspace_id, id, gen_random_uuid(), 'definition', :now::timestamptz FROM customer WHERE workspace_id = :workspace AND merged_into IS NULL ORDER BY id
  ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark;
