import { z } from 'zod';
import { parseAddressRange } from '../security/outbound-guard.ts';

/** Every setting of the process, with why it exists; `.env.example` is generated from here. */
export const configSchema = z.object({
  PROCESS_ROLE: z.enum(['all', 'api', 'worker']).default('all').describe('Which half runs here: all, api (HTTP only) or worker (queues only).'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port of the web app and API. 0 takes a free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. 0.0.0.0 opens it to the network.'),
  PUBLIC_URL: z.url().optional().describe('Address that outsiders use, shown in snippets. Unset: taken from each request.'),
  KELVIN_DATA_DIR: z.string().default('.kelvin').describe('Folder of the embedded database, its secrets and nothing else.'),
  DATABASE_URL: z.url().optional().describe("Postgres, as the owner of the schema. Unset: the embedded server."),
  REDIS_URL: z.url().optional().describe('Redis for the queues. Unset: the queues live in Postgres.'),
  KELVIN_SECRET: z.string().min(32).optional().describe('Master secret, at least 32 characters. Required with DATABASE_URL; the embedded mode keeps one in the data folder.'),
  KELVIN_DEMO: z.enum(['on', 'off']).default('on').describe('Whether an empty embedded installation gets the demo workspace.'),
  KELVIN_WEB_DIR: z.string().optional().describe('Folder of the built web app. Unset: dist/apps/web beside the server.'),
  KELVIN_GEOIP_FILE: z.string().optional().describe('MaxMind City or Country file. Unset: geography comes from events, phone and time zone.'),
  INBOX_RETENTION_HOURS: z.coerce.number().int().positive().default(72).describe('How long raw deliveries are kept after they were drained.'),
  INBOX_QUEUE_BOUND: z.coerce.number().int().positive().default(5000).describe('Requests waiting for a commit above which the answer is 503 with Retry-After.'),
  INBOX_REQUESTS_PER_SECOND: z.coerce.number().int().positive().default(50_000).describe('Requests that one source may send to a process within a second; more are answered 429 with Retry-After.'),
  OUTBOUND_ALLOW: z.string().default('').refine((text) => listRanges(text).every((range) => parseAddressRange(range) !== null), 'Addresses or ranges such as 10.0.0.0/8, with commas.').transform(listRanges)
    .describe('Private addresses and ranges that outside models and other addresses typed in by users may lead to, with commas (10.0.0.0/8, 127.0.0.1). Everything else must be public and https.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least level that is logged.'),
});
export type Config = Readonly<z.infer<typeof configSchema>>;

function listRanges(text: string): string[] {
  return text.split(',').map((range) => range.trim()).filter((range) => range !== '');
}

/** Reads the environment once, at boot. The error names every bad variable and says what it should be. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = configSchema.safeParse(present);
  if (!parsed.success) throw new Error(`Some settings cannot be used.\n${z.prettifyError(parsed.error)}`);
  if (parsed.data.DATABASE_URL !== undefined && parsed.data.KELVIN_SECRET === undefined) {
    throw new Error('DATABASE_URL is set but KELVIN_SECRET is not. Set KELVIN_SECRET to at least 32 random characters and keep it: stored secrets are encrypted with it.');
  }
  return Object.freeze(parsed.data);
}
