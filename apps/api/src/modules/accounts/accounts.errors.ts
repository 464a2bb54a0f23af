import { AppError } from '@kelvin/kernel';

export const createEmailTakenError = () =>
  new AppError('conflict', 'account.email_taken', 'There is an account with this e-mail address already. Sign in instead.', { fields: { email: 'Already has an account' } });

/** One answer for an unknown address and for a wrong password, so that neither can be told apart. */
export const createWrongPasswordError = () =>
  new AppError('unauthenticated', 'account.wrong_password', 'E-mail address or password is not right.');

export const createTooManyAttemptsError = (retryAfterSeconds: number) =>
  new AppError('too-many', 'account.too_many_attempts', `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`, { retryAfterSeconds });
