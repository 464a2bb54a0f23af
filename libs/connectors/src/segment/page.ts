import { isObject, textOrNull, type JsonObject } from '../json.ts';
import { isPricePage, PRICE_PAGE_NAME } from '../meaning/price-page.ts';

const PAGE_KEYS = ['path', 'url', 'title', 'referrer', 'search'] as const;

/**
 * Properties of a page or screen view: the client's own, completed from `context.page`, plus `name`, `category` and the
 * `section` of the site (category, else the first part of the path; a screen's section is its name).
 */
export function viewProperties(kind: 'page' | 'screen', item: JsonObject, own: JsonObject, context: JsonObject): JsonObject {
  const properties: JsonObject = { ...own };
  const page = context['page'];
  if (kind === 'page' && isObject(page)) {
    for (const key of PAGE_KEYS) if (properties[key] === undefined && typeof page[key] === 'string') properties[key] = page[key];
  }
  const name = textOrNull(item['name']) ?? textOrNull(item['event']);
  const category = textOrNull(item['category']);
  if (name !== null) properties['name'] ??= name;
  if (category !== null) properties['category'] ??= category;
  const path = textOrNull(properties['path']) ?? pathOf(properties['url']);
  if (path !== null) properties['path'] = path;
  const section = textOrNull(properties['section']) ?? textOrNull(properties['category']) ?? sectionOf(path) ?? name;
  if (section !== null) properties['section'] = section.slice(0, 120);
  return properties;
}

/** Price pages are an event type of their own, so that they can mean more than a visit. */
export function viewName(kind: 'page' | 'screen', properties: JsonObject): string {
  return kind === 'page' && isPricePage(properties) ? PRICE_PAGE_NAME : kind;
}

function pathOf(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  const match = /^(?:https?:)?\/\/[^/?#]*([^?#]*)/i.exec(url);
  return match ? match[1] || '/' : null;
}

/** First part of a path: `/catalog/tea?x` is `catalog`, `/` is `home`. */
function sectionOf(path: string | null): string | null {
  if (path === null) return null;
  const match = /^\/*([^/?#]*)/.exec(path);
  return match?.[1] ? match[1] : 'home';
}
