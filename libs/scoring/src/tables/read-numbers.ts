const LONGEST_NUMBER = 40;
const PLAIN = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/i;
/** A sign and one of money before, one of money or of a share after. */
const EDGES = /^([+-]?)\s*\p{Sc}?\s*(.*?)\s*(?:%|\p{Sc}|руб\.?)?$/u;
const BLANKS_BETWEEN_THOUSANDS = /^[+-]?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?$/;
const COMMAS_BETWEEN_THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINTS_BETWEEN_THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i;
/** Points that cannot be decimal: two of them, or a comma after one. */
const SURELY_THOUSANDS = /\..*[.,]/;

/**
 * Numbers of a column's cells as people write them: with signs of money, `%`, and marks between thousands. NaN for a cell
 * that is none, infinite for `inf` and for what is too large for a number.
 *
 * What a comma means is decided for the column: it stands between thousands where every number with a comma can be read so
 * (`1,250`, not `1,25` or `0,125`), and is decimal otherwise. Points are decimal unless one of them cannot be (`1.234,50`).
 */
export function readNumbers(texts: readonly string[]): Float64Array {
  const bare = texts.map(bareNumber);
  const withComma = bare.filter((text) => COMMAS_BETWEEN_THOUSANDS.test(text) || DECIMAL_COMMA.test(text));
  const isCommaGrouping = withComma.length > 0 && withComma.every((text) => COMMAS_BETWEEN_THOUSANDS.test(text));
  const withPoint = isCommaGrouping ? [] : bare.filter((text) => text.includes('.') && (POINTS_BETWEEN_THOUSANDS.test(text) || PLAIN.test(text)));
  const isPointGrouping = withPoint.some((text) => SURELY_THOUSANDS.test(text)) && withPoint.every((text) => POINTS_BETWEEN_THOUSANDS.test(text));
  return Float64Array.from(bare, (text) => {
    if (isCommaGrouping) return plainNumber(COMMAS_BETWEEN_THOUSANDS.test(text) ? text.replaceAll(',', '') : text);
    return plainNumber((isPointGrouping ? text.replaceAll('.', '') : text).replace(',', '.'));
  });
}

/** The cell without what may stand around a number; empty when it cannot be one. */
function bareNumber(text: string): string {
  if (text.length > LONGEST_NUMBER) return '';
  const [, sign = '', rest = ''] = EDGES.exec(text.replace('\u2212', '-')) ?? [];
  const bare = sign + rest;
  if (!/\s/.test(bare)) return bare;
  return BLANKS_BETWEEN_THOUSANDS.test(bare) ? bare.replace(/\s/g, '') : '';
}

function plainNumber(text: string): number {
  if (PLAIN.test(text)) return Number(text);
  return INFINITE.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : NaN;
}
