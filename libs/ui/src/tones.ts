/** Meaning of a colour outside the temperatures. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'error';

/** Soft background with ink that keeps 4.5:1 on it, in both themes. */
export const TONE_CLASS: Readonly<Record<Tone, string>> = {
  neutral: 'bg-none-soft text-none-ink',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warm-soft text-warm-ink',
  error: 'bg-err-soft text-err',
};
