import { comparePages, facetsOf, MOVE_WITHIN_MS, sectionOf } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';
import type { LastPages } from './count-pages.step.ts';

interface FacetCount {
  profile_id: string;
  kind: string;
  value: string;
  n: number;
  first: Date;
  last: Date;
}

/**
 * Counts devices, countries, channels, sections of the site and moves between them, and brings first and last
 * seen, the number of events and the last page of every profile up to date. A page that comes late counts as a section,
 * but not as a move: these counts are of all time and only shown; what scores may read are the daily ones.
 */
export async function countFacets(tx: Tx, events: readonly FlaggedEvent[], lastPages: LastPages): Promise<void> {
  const profiles = new Map<string, { id: string; n: number; first: Date; last: Date; section: string | null; section_at: Date | null }>();
  const facets = new Map<string, FacetCount>();
  const count = (profileId: string, kind: string, value: string, at: Date): void => {
    const key = `${profileId}/${kind}/${value}`;
    const facet = facets.get(key);
    if (!facet) return void facets.set(key, { profile_id: profileId, kind, value, n: 1, first: at, last: at });
    facet.n += 1;
    if (at < facet.first) facet.first = at;
    if (at > facet.last) facet.last = at;
  };
  const lastSections = new Map(lastPages);
  // No section is empty, so an empty one says that there is none.
  const dated = events.map((item) => ({ item, atMs: item.event.occurredAt.getTime(), section: sectionOf(item.event) ?? '' }));
  for (const { item, atMs, section } of dated.sort(comparePages)) {
    const at = item.event.occurredAt;
    let profile = profiles.get(item.profileId);
    if (!profile) profiles.set(item.profileId, (profile = { id: item.profileId, n: 0, first: at, last: at, section: null, section_at: null }));
    profile.n += 1;
    profile.last = at;
    if (item.noise !== null) continue;
    for (const facet of facetsOf(item.event)) count(item.profileId, facet.kind, facet.value, at);
    if (section === '') continue;
    count(item.profileId, 'section', section, at);
    const before = lastSections.get(item.profileId);
    if (before && before.section !== section && atMs - before.atMs <= MOVE_WITHIN_MS && atMs >= before.atMs) {
      count(item.profileId, 'move', `${before.section} > ${section}`, at);
    }
    lastSections.set(item.profileId, { section, atMs });
    profile.section = section;
    profile.section_at = at;
  }
  await tx.query(`
    UPDATE profile p SET first_seen_at = least(p.first_seen_at, s.first), last_seen_at = greatest(p.last_seen_at, s.last), event_count = p.event_count + s.n,
           last_section = CASE WHEN s.section_at > coalesce(p.last_section_at, '-infinity') OR s.section_at = p.last_section_at AND s.section COLLATE "C" > p.last_section THEN s.section ELSE p.last_section END,
           last_section_at = greatest(p.last_section_at, s.section_at)
      FROM json_to_recordset($2) AS s(id uuid, n int, first timestamptz, last timestamptz, section text, section_at timestamptz)
     WHERE p.workspace_id = $1 AND p.id = s.id`, [tx.workspaceId, JSON.stringify([...profiles.values()])]);
  if (facets.size === 0) return;
  await tx.query(`
    INSERT INTO profile_facet (workspace_id, profile_id, kind, value, n, first_at, last_at)
    SELECT $1, profile_id, kind, value, n, first, last FROM json_to_recordset($2) AS f(profile_id uuid, kind text, value text, n int, first timestamptz, last timestamptz)
     ORDER BY profile_id, kind COLLATE "C", value COLLATE "C"
    ON CONFLICT (workspace_id, profile_id, kind, value) DO UPDATE
       SET n = profile_facet.n + excluded.n, first_at = least(profile_facet.first_at, excluded.first_at), last_at = greatest(profile_facet.last_at, excluded.last_at)`,
  [tx.workspaceId, JSON.stringify([...facets.values()])]);
}
