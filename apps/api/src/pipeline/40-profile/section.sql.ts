import { MAX_SECTION_LENGTH } from '@kelvin/profile';

/**
 * The section of a page or screen `e`, or null: in SQL what `sectionOf` of `@kelvin/profile` says. For events of these
 * two kinds only, which the caller sees to. A test sends odd pages through both.
 */
export const SECTION_SQL = `
  coalesce(
    CASE WHEN jsonb_typeof(e.properties -> 'section') = 'string' THEN nullif(left(e.properties ->> 'section', ${MAX_SECTION_LENGTH}), '') END,
    (SELECT CASE WHEN jsonb_typeof(said.path) = 'string' AND said.path #>> '{}' <> '' THEN left('/' || coalesce(substring(said.path #>> '{}' FROM '^/*([^/?#]+)'), ''), ${MAX_SECTION_LENGTH}) END
       FROM (SELECT coalesce(nullif(e.properties -> 'path', 'null'), nullif(e.context -> 'page' -> 'path', 'null'), nullif(e.properties -> 'name', 'null')) AS path) said))`;

/** Kinds of events that have a section. */
export const PAGE_KINDS_SQL = `('page', 'screen')`;
