import { parking, type Problem } from './outcome.ts';

const MAX_SHOWN = 40;

/** The parking of an event whose amount is there and cannot be read: counted without it, it would be a sale of nothing. */
export function unreadAmount(field: string, value: unknown): Problem {
  return parking('invalid_amount', field, field === 'products'
    ? 'The amount cannot be read: a price or quantity among the products is no number.'
    : `The amount cannot be read: "${field}" is no number but ${shown(value)}.`);
}

function shown(value: unknown): string {
  const text = (typeof value === 'number' ? 'out of all bounds' : JSON.stringify(value) ?? 'nothing');
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}
