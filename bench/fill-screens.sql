-- A large workspace as the screens meet it: customers with scores, reasons, search words, attributes and a weekly past,
-- and a year of events up to now, put straight into the tables. bench/fill-screens.ts replaces :workspace, :source,
-- :customers, :events, :months and :now, and runs the steps in order; `portion` once a month with :from and :until.
-- Every customer has a history row on the days that Overview compares with, one in ten on the other weeks.

-- step: begin
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
SELECT setseed(0.42);
INSERT INTO metric (workspace_id, id, key) SELECT :workspace, n, key FROM unnest(ARRAY['visit', 'view', 'cart', 'order', 'email_opened']) WITH ORDINALITY AS m(key, n);
INSERT INTO event_type (workspace_id, id, kind, name, meaning, guessed_meaning, guess_confidence, event_count, first_seen_at, last_seen_at)
  SELECT :workspace, n, 'track', name, meaning, meaning, 0.9, :events / 5, :now::timestamptz - interval '365 days', :now::timestamptz
    FROM unnest(ARRAY['Page Visited', 'Product Viewed', 'Product Added', 'Order Completed', 'Email Opened'], ARRAY['visit', 'view', 'cart', 'order', 'email_opened']) WITH ORDINALITY AS t(name, meaning, n);
CREATE TEMP TABLE fill_person AS
  SELECT n, overlay(overlay(md5('customer ' || n) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid AS id,
         md5('profile ' || n)::uuid AS profile_id, random() AS luck, random() AS warmth,
         (ARRAY['Anna', 'Boris', 'Clara', 'David', 'Elena', 'Felix', 'Greta', 'Hugo', 'Irina', 'Jonas', 'Анна', 'Борис', 'Виктор', 'Галина', 'Дарья', 'Елена', 'Жанна', 'Игорь', 'Мария', 'Сергей'])[1 + n % 20] AS first_name,
         (ARRAY['Novak', 'Smith', 'Keller', 'Moreau', 'Rossi', 'Иванова', 'Петров', 'Соколов', 'Кузнецов', 'Морозова'])[1 + n / 20 % 10] || substr(md5('name ' || n), 1, 2) AS last_name
    FROM generate_series(1, :customers) AS n;
CREATE UNIQUE INDEX ON fill_person (n);
ANALYZE fill_person;

-- step: partition
SELECT ensure_partition('event', :from::date);
SELECT ensure_partition('score_history', :from::date);

-- step: portion
-- In the order they came in, as the drain would have written them.
WITH drawn AS MATERIALIZED (
  -- Zipf with exponent 1: the logarithm of the rank is even.
  SELECT floor(exp(random() * ln(:customers + 1)))::int AS n, 1 + floor(random() * 5)::int AS type, random() AS luck,
         date_trunc('milliseconds', :from::timestamptz + random() * (:until::timestamptz - :from::timestamptz)) AS at, 'fill-' || :number || '-' || i AS message_id
    FROM generate_series(1, (:events * extract(epoch FROM :until::timestamptz - :from::timestamptz) / extract(epoch FROM interval '365 days'))::int) AS i)
INSERT INTO event (workspace_id, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, processed_at, delivery_id, amount, currency, order_id, properties, context)
SELECT :workspace, p.profile_id, d.at, :source, md5(d.message_id)::uuid, d.message_id, d.type, d.at, d.at, '00000000-0000-7000-8000-000000000000',
       CASE WHEN d.type = 4 THEN round((20 + 100 * d.luck)::numeric, 2) END, CASE WHEN d.type = 4 THEN 'EUR' END, CASE WHEN d.type = 4 THEN d.message_id END,
       '{"product_id": "sku-1", "category": "shoes", "variant": "blue, size 42", "coupon": "SUMMER-2026", "position": 3}',
       '{"locale": "en-GB", "timezone": "Europe/London", "page": {"path": "/shop/shoes/blue", "referrer": "https://www.example.com/search", "title": "Shoes in blue"}}'
  FROM drawn d JOIN fill_person p ON p.n = d.n ORDER BY d.at;

-- step: people
CREATE TEMP TABLE fill_seen AS
  SELECT p.n, p.id, p.profile_id, p.luck, p.first_name || ' ' || p.last_name AS name, p.first_name, p.last_name, 'user' || p.n || '@example.com' AS email,
         coalesce(e.events, 0) AS events, coalesce(e.first, :now::timestamptz - interval '300 days') AS first, coalesce(e.last, :now::timestamptz - interval '300 days') AS last, coalesce(e.value, 0) AS value,
         CASE WHEN p.warmth < .15 THEN 'hot' WHEN p.warmth < .45 THEN 'warm' WHEN p.warmth < .55 THEN 'at_risk' WHEN p.warmth < .98 THEN 'cold' ELSE 'not_scored' END AS band,
         CASE WHEN p.warmth < .15 THEN 7000 + p.luck * 2500 WHEN p.warmth < .45 THEN 4000 + p.luck * 2999 WHEN p.warmth < .55 THEN 1500 + p.luck * 4500 WHEN p.warmth < .98 THEN p.luck * 3999 ELSE 0 END::int AS hundredths
    FROM fill_person p LEFT JOIN (SELECT profile_id, count(*) AS events, min(occurred_at) AS first, max(occurred_at) AS last, sum(amount) AS value FROM event WHERE workspace_id = :workspace GROUP BY 1) e USING (profile_id);
CREATE UNIQUE INDEX ON fill_seen (n);
ANALYZE fill_seen;
INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at, event_count)
  SELECT :workspace, profile_id, id, 'userId', 'user-' || n, first, last, events FROM fill_seen ORDER BY profile_id;
INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at, event_count)
  SELECT :workspace, md5('browser ' || n)::uuid, id, 'anonymousId', 'browser-' || n, first, first, 0 FROM fill_seen WHERE n % 3 = 0 ORDER BY 2;
INSERT INTO identifier (workspace_id, kind, value, profile_id, first_seen_at)
  SELECT :workspace, k.kind, CASE k.kind WHEN 'email' THEN email ELSE 'user-' || n END, profile_id, first FROM fill_seen, unnest(ARRAY['email', 'userId']) AS k(kind) ORDER BY 2, 3;
INSERT INTO trait (workspace_id, profile_id, name, value, occurred_at, source_id)
  SELECT :workspace, profile_id, t.name, to_jsonb(CASE t.name WHEN 'email' THEN email WHEN 'name' THEN s.name ELSE 'pro' END), first, :source FROM fill_seen s, unnest(ARRAY['email', 'name', 'plan']) AS t(name) ORDER BY 2, 3;
INSERT INTO consent (workspace_id, profile_id, channel, is_granted, occurred_at, source_id) SELECT :workspace, profile_id, 'email', n % 5 > 0, first, :source FROM fill_seen ORDER BY 2;
INSERT INTO profile_facet (workspace_id, profile_id, kind, value, n, first_at, last_at)
  SELECT :workspace, profile_id, f.kind, f.value, 1 + events / 3, first, last FROM fill_seen, (VALUES ('section', 'shop'), ('section', 'blog'), ('device', 'Chrome on Windows'), ('country', 'GB')) AS f(kind, value) ORDER BY 2, 3, 4;
INSERT INTO customer (workspace_id, id, is_visitor, name, email, country, first_seen_at, last_seen_at, band, band_since_day, band_cause, hundredths, change_30d, main_reason, silence, is_gone,
                      value_12m, expected_value, revenue_at_risk, trend, scored_at, chance_buys, chance_leaves)
  SELECT :workspace, id, false, name, email, 'GB', first, last, band, (:now::date - date '1970-01-01') - 20,
         CASE WHEN band = 'at_risk' THEN jsonb_build_array(jsonb_build_object('code', (ARRAY['risk.silence', 'risk.falling', 'risk.payment'])[1 + n % 3], 'hundredths', NULL, 'facts', jsonb_build_object('days', 16, 'usualGapDays', 4, 'silence', 4)))
              ELSE jsonb_build_array(jsonb_build_object('code', 'band.score', 'hundredths', NULL, 'facts', jsonb_build_object('points', hundredths / 100))) END,
         hundredths, (luck * 4000)::int - 2000, '{"code": "presence.faded", "hundredths": -1249, "facts": {"days": 16, "usualGapDays": 4}}', luck * 5, false,
         value, value * .9, CASE WHEN band = 'at_risk' THEN value * .9 ELSE 0 END, array_fill((hundredths / 100)::smallint, ARRAY[12]), :now::timestamptz,
         CASE WHEN band <> 'not_scored' THEN luck * luck END, CASE WHEN band <> 'not_scored' THEN (1 - luck) * (1 - luck) END
    FROM fill_seen ORDER BY id;
-- Chances by a curve over the rule score: a model would need to be trained first, and the list reads the same columns.
INSERT INTO outcome (workspace_id, id, definition, rule_curve, created_at)
  SELECT :workspace, id, jsonb_build_object('name', name, 'role', role, 'horizonDays', days, 'condition', condition::jsonb), '{"intercept": 0, "slope": 0, "positives": 500, "negatives": 500}', :now::timestamptz
    FROM (VALUES (md5('buys')::uuid, 'Buys within 30 days', 'buys', 30, '{"kind": "event_count", "filter": {"event": {"by": "meaning", "meaning": "order"}, "where": []}, "atLeast": 1}'),
                 (md5('leaves')::uuid, 'No activity within 90 days', 'leaves', 90, '{"kind": "inactivity", "filter": null}')) AS o(id, name, role, days, condition);
-- One visitor for ten customers.
INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at) SELECT :workspace, md5('visitor ' || n)::uuid, true, first, last FROM fill_seen WHERE n % 10 = 0 ORDER BY 2;
INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at, event_count)
  SELECT :workspace, md5('visitor ' || n)::uuid, md5('visitor ' || n)::uuid, 'anonymousId', 'visitor-' || n, first, last, 1 FROM fill_seen WHERE n % 10 = 0 ORDER BY 2;
INSERT INTO customer_search (workspace_id, token, customer_id)
  SELECT DISTINCT :workspace, token COLLATE "C", id FROM fill_seen, unnest(ARRAY[lower(first_name), lower(last_name), email, 'user' || n, 'example', 'com', 'user-' || n]) AS t(token) ORDER BY 2, 3;
INSERT INTO score (workspace_id, customer_id, hundredths, as_of_day, ledger, state, chances, cause, scored_at)
  SELECT :workspace, id, hundredths, :now::date - date '1970-01-01',
         jsonb_build_array(jsonb_build_object('code', 'presence.earned', 'group', 'presence', 'kind', 'earned', 'hundredths', hundredths + 1500, 'facts', '{"events": 120, "days": 16}'::jsonb),
           jsonb_build_object('code', 'presence.faded', 'group', 'presence', 'kind', 'faded', 'hundredths', -1500, 'facts', '{"days": 16, "usualGapDays": 4}'::jsonb)),
         '{"band": {"band": "warm", "sinceDay": 20500}, "activity": {"daysSinceLast": 16, "usualGapDays": 4, "silence": 4}}',
         jsonb_build_array(jsonb_build_object('o', md5('buys')::uuid, 'c', luck * luck, 's', 'rules'), jsonb_build_object('o', md5('leaves')::uuid, 'c', (1 - luck) * (1 - luck), 's', 'rules')), 'event', :now::timestamptz
    FROM fill_seen WHERE band <> 'not_scored' ORDER BY id;

-- step: past
INSERT INTO score_history (workspace_id, customer_id, on_day, hundredths, band, cause)
  SELECT :workspace, s.id, :now::date - 7 * w, least(10000, greatest(0, s.hundredths + (w % 9) * 300 - 1200)),
         CASE WHEN s.n % 9 = w % 9 THEN (ARRAY['hot', 'warm', 'cold', 'at_risk'])[1 + (s.n + w) % 4] ELSE s.band END, 'backfill'
    FROM fill_seen s JOIN generate_series(1, 52) AS w ON w IN (1, 5, 13, 52) OR s.n % 10 = w % 10 WHERE s.band <> 'not_scored' ORDER BY w / 4, s.id, w;
INSERT INTO band_day (workspace_id, on_day, band, customers, value)
  SELECT h.workspace_id, h.on_day, h.band, CASE WHEN (:now::date - h.on_day) / 7 IN (1, 5, 13, 52) THEN count(*) ELSE 10 * count(*) END, sum(c.expected_value)
    FROM score_history h JOIN customer c ON c.workspace_id = h.workspace_id AND c.id = h.customer_id WHERE h.workspace_id = :workspace GROUP BY 1, 2, 3;
INSERT INTO score_change (workspace_id, id, customer_id, at, before_hundredths, after_hundredths, before_band, after_band, cause)
  SELECT :workspace, gen_random_uuid(), id, :now::timestamptz - days * interval '1 day' - luck * interval '20 hours', greatest(0, hundredths - 300), hundredths, band, band, 'event'
    FROM fill_seen CROSS JOIN generate_series(1, 61, 30) AS days WHERE band <> 'not_scored' ORDER BY 4;

-- step: days
INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total)
  SELECT workspace_id, profile_id, (occurred_at AT TIME ZONE 'UTC')::date - date '1970-01-01', event_type_id, count(*), coalesce(sum(amount), 0)
    FROM event WHERE workspace_id = :workspace GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4;
SELECT ensure_partition('delivery', d::date) FROM generate_series(:now::date - 1, :now::date, interval '1 day') AS d;
INSERT INTO delivery (workspace_id, received_on, id, source_id, received_at, route, items, body)
  SELECT :workspace, (received_at AT TIME ZONE 'UTC')::date, overlay(message_key::text PLACING lpad(to_hex((extract(epoch FROM received_at) * 1000)::bigint >> 16), 8, '0') || '-' || lpad(to_hex((extract(epoch FROM received_at) * 1000)::bigint & 65535), 4, '0') || '-7' FROM 1 FOR 15)::uuid,
         :source, received_at, 'v1/track', 1, '{}'
    FROM event WHERE workspace_id = :workspace AND occurred_at > :now::timestamptz - interval '1 day' AND (received_at AT TIME ZONE 'UTC')::date <= :now::date;
VACUUM ANALYZE;
CHECKPOINT;

-- step: count
SELECT (SELECT count(*)::int FROM customer WHERE workspace_id = :workspace AND NOT is_visitor) AS customers, (SELECT count(*)::int FROM event WHERE workspace_id = :workspace) AS events,
       (SELECT count(*)::int FROM score_history WHERE workspace_id = :workspace) AS past;

-- step: sample
SELECT id FROM fill_seen WHERE n <= 5 OR n % (:customers / 95) = 0 ORDER BY n LIMIT 100;
