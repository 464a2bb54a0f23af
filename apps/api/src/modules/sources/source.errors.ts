import { AppError } from '@kelvin/kernel';

export const createSourceNotFoundError = () => new AppError('not-found', 'source.not_found', 'There is no such source in this workspace.');
export const createNoWebhookError = () => new AppError('not-found', 'source.not_a_webhook', 'There is no such webhook in this workspace.');
export const createNoKeyError = () => new AppError('conflict', 'source.no_key', 'This source has no key: files are imported by signed-in people.');
