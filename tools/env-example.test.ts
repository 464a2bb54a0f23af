import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderEnvExample } from './env-example/render-env-example.ts';

it('.env.example says what the config schema says (npm run env-example renews it)', () => {
  expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
});
