import { writeFileSync } from 'node:fs';
import { renderEnvExample } from './env-example/render-env-example.ts';

// `npm run env-example`: writes .env.example from the config schema.
writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample());
