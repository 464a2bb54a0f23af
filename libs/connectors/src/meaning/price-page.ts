import type { JsonObject } from '../json.ts';

/** Name of the event type for views of a price page. */
export const PRICE_PAGE_NAME = 'page: prices';

// Cyrillic paths arrive percent-encoded as often as not; the two encodings are of «цены» and «тариф».
const PRICE_WORDS = /(?:^|[^\p{L}])(?:pricing|prices?|price-?list|plans|tarif\w*|ceny|stoimost|prajs|цен[аы]|тариф\p{L}*|прайс\p{L}*|стоимость)(?:$|[^\p{L}])|%d1%86%d0%b5%d0%bd%d1%8b|%d1%82%d0%b0%d1%80%d0%b8%d1%84/iu;

/** True when the path, or else the page's name, says that it shows prices or tariffs. */
export function isPricePage(properties: JsonObject): boolean {
  const { path, name } = properties;
  return (typeof path === 'string' && PRICE_WORDS.test(path)) || (typeof name === 'string' && PRICE_WORDS.test(name));
}
