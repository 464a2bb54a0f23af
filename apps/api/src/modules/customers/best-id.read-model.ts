/**
 * SQL for the id by which somebody of `customer c` is called when he has neither a name nor an e-mail; null for everybody else,
 * and then nothing is looked up. A vendor id is told without its account: in SQL
 * what `ownPartOf` of `@kelvin/contracts` says. `$1` is the workspace.
 */
export const BEST_ID_SQL = `CASE WHEN c.name = '' AND c.email IS NULL THEN (
    SELECT CASE WHEN i.kind = 'vendor' THEN substr(i.value, strpos(i.value, ':') + 1) ELSE i.value END FROM profile known JOIN identifier i ON i.workspace_id = $1 AND i.profile_id = known.id
     WHERE known.workspace_id = $1 AND known.customer_id = c.id AND i.kind <> 'address'
     ORDER BY array_position(ARRAY['userId', 'email', 'phone', 'vendor', 'anonymousId'], i.kind), i.first_seen_at, i.value LIMIT 1) END`;
