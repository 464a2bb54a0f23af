import { z } from 'zod';

/** The id of a row in a path: `@Param('id', { schema: idSchema })`. */
export const idSchema = z.uuid();
