/**
 * SQL for the id by which somebody of `customer c` is called when he has neither a name nor an e-mail; null for everybody else,
 * and then nothing is looked up. `$1` is the workspace.
 */
export const BEST_ID_SQL = `CASE WHEN c.name = '' AND c.email IS NULL THEN (
    SELECT i.value FROM profile known JOIN identifier i ON i.workspace_id = $1 AND i.profile_id = known.id
     WHERE known.workspace_id = $1 AND known.customer_id = c.id AND i.kind <> 'address'
     ORDER BY array_position(ARRAY['userId', 'email', 'phone', 'vendor', 'anonymousId'], i.kind), i.first_seen_at, i.value LIMIT 1) END`;
