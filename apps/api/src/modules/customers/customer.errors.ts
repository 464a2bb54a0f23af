import { AppError } from '@kelvin/kernel';

export const createCustomerNotFoundError = () => new AppError('not-found', 'customer.not_found', 'There is no such customer in this workspace.');
export const createCustomerMergedError = () =>
  new AppError('conflict', 'customer.merged', 'This customer was joined with another one. Open the joined customer and change that one.');
