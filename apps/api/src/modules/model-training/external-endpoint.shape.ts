import { externalModelSettingsSchema, type ExternalModelSettings } from '@kelvin/contracts';
import { z } from 'zod';
import { seal, unseal } from '../../platform/security/sealed.ts';

/** Where an outside model is asked, as it is stored: its secret sealed for the one outcome that it speaks of. */
export const externalEndpointSchema = z.object({
  name: z.string(), url: z.string(), timeoutMs: z.int(),
  sealedSecret: z.string(),
});
export type ExternalEndpoint = z.infer<typeof externalEndpointSchema>;

const purposeOf = (outcomeId: string): string => `external model of ${outcomeId}`;

export function sealEndpoint(outcomeId: string, { name, url, timeoutMs, secret }: ExternalModelSettings, masterSecret: string): ExternalEndpoint {
  return { name, url, timeoutMs, sealedSecret: seal(secret, purposeOf(outcomeId), masterSecret) };
}

/** @throws AppError `security.cannot_unseal` when it was sealed for another outcome, or with another master secret. */
export function openEndpoint(outcomeId: string, { name, url, timeoutMs, sealedSecret }: ExternalEndpoint, masterSecret: string): ExternalModelSettings {
  return externalModelSettingsSchema.parse({ name, url, timeoutMs, secret: unseal(sealedSecret, purposeOf(outcomeId), masterSecret) });
}

/** What people are told of an address: paths and queries may hold keys. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
