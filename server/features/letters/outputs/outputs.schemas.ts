import { z } from 'zod';
import { SMALLEST_BOX } from '../portal-parts.js';

export const partsQuery = z.object({ limit: z.coerce.number().int().min(SMALLEST_BOX).max(1_000_000).optional().meta({ description: 'Characters the box takes; what the directory knows of the agency’s portal when absent' }) });
export const partsOut = z.object({ limit: z.number().nullable(), parts: z.array(z.string()) });
