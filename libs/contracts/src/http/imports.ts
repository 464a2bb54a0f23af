import { z } from 'zod';
import { failureSchema } from './common.ts';

/** POST /api/w/:workspace/imports starts one; PUT …/:id/file streams the bytes; POST …/:id/start runs it with its map. */
export const createImportSchema = z.object({ fileName: z.string().trim().min(1).max(255), sourceId: z.uuid().optional(), sourceName: z.string().trim().min(1).max(80).optional() });
export type CreateImport = z.infer<typeof createImportSchema>;
/**
 * `map` is an ImportMap; parsed by its own schema, so that the errors name the field. `asOf`: as at which day to score the workspace
 * from then on. `now` ends a fixed date; left out, the workspace stays as it is.
 */
export const startImportSchema = z.object({ map: z.unknown(), asOf: z.enum(['last_day', 'now']).optional() });
export type StartImport = z.infer<typeof startImportSchema>;

export const importSchema = z.object({
  id: z.uuid(), sourceId: z.uuid(), sourceName: z.string(), jobId: z.uuid().nullable(), fileName: z.string(), bytes: z.number(),
  status: z.enum(['uploading', 'mapping', 'queued', 'reading', 'draining', 'done', 'cancelled', 'failed']),
  map: z.unknown().nullable(),
  lines: z.number(), processed: z.number(), rejected: z.number(), parked: z.number(), duplicates: z.number(), pending: z.number(),
  firstAt: z.iso.datetime().nullable(), lastAt: z.iso.datetime().nullable(),
  /** Set when the data ends long ago: the instant the workspace should be scored as at. */
  proposedAsOf: z.iso.datetime().nullable(),
  error: failureSchema.nullable(),
  createdAt: z.iso.datetime(), finishedAt: z.iso.datetime().nullable(),
});
export type Import = z.infer<typeof importSchema>;
/** POST …/imports/:id/preview : with this map. */
export const previewImportSchema = z.object({ map: z.unknown() });
export type PreviewImport = z.infer<typeof previewImportSchema>;
/** GET …/imports/:id/preview : what the file looks like, the guessed map, and what the first rows become with a map. */
export type ImportPreview = {
  format: { kind: 'csv' | 'ndjson' | 'whitespace'; delimiter: string | null; isGzip: boolean };
  header: string[]; rows: string[][]; map: unknown; confidence: number;
  questions: { field: string; code: string; choices: string[] }[];
  sample: { lineNumber: number; status: 'ok' | 'rejected' | 'parked'; reason: string | null; event: Record<string, unknown> | null }[];
};
