import type { FieldValues, Resolver } from 'react-hook-form';

/** A check whose code (the contract's schema, and zod with it) is fetched at the first submit, not with the page. */
export function lazyResolver<Form extends FieldValues>(load: () => Promise<Resolver<Form>>): Resolver<Form> {
  return async (values, context, options) => (await load())(values, context, options);
}
