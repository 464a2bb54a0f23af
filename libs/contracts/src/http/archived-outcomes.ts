import { z } from 'zod';
import { outcomeDefinitionSchema } from '../conditions/outcome.ts';

/** An outcome that is predicted no longer. POST /api/w/:workspace/outcomes/:id/restore brings it back, with its models and their history. */
export const archivedOutcomeSchema = z.object({
  id: z.uuid(), definition: outcomeDefinitionSchema, archivedAt: z.iso.datetime(),
  /** Model versions that were kept. */
  versions: z.int(),
});

/** GET /api/w/:workspace/outcomes/archived : put away last first. */
export const archivedOutcomeListSchema = z.object({ items: z.array(archivedOutcomeSchema) });
export type ArchivedOutcomeList = z.infer<typeof archivedOutcomeListSchema>;
