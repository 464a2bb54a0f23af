import { externalModelSettingsSchema, type ExternalModelSettings } from '@kelvin/contracts';

/** The form of an outside model as it is typed. */
export type ExternalDraft = { name: string; url: string; secret: string; seconds: string };
export const EMPTY_EXTERNAL: ExternalDraft = { name: '', url: '', secret: '', seconds: '10' };
export type ExternalErrors = Partial<Record<keyof ExternalModelSettings, true>>;

/** The settings that a draft stands for, or which of its fields are wrong. */
export function readExternalDraft({ seconds, ...typed }: ExternalDraft): { settings: ExternalModelSettings } | { errors: ExternalErrors } {
  const parsed = externalModelSettingsSchema.safeParse({ ...typed, url: typed.url.trim(), secret: typed.secret.trim(), timeoutMs: Math.round(Number(seconds.replace(',', '.')) * 1000) });
  return parsed.success ? { settings: parsed.data } : { errors: Object.fromEntries(parsed.error.issues.map(({ path }) => [String(path[0]), true])) };
}

/** A fresh signing secret: 24 random bytes. */
export function makeSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))}`;
}
