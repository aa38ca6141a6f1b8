import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';

export const documentParams = z.object({ documentId: z.uuid() });

const blank = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);

export const DOCUMENT_SHOWS = ['all', 'mine', 'to-release', 'released'] as const;
export type DocumentShow = (typeof DOCUMENT_SHOWS)[number];

export const documentListQuery = z.object({
  show: blank(z.enum(DOCUMENT_SHOWS).default('all')),
  request: blank(z.uuid().optional()),
  after: blank(keyParam.optional()),
  before: blank(keyParam.optional()),
});
export type DocumentListQuery = z.output<typeof documentListQuery>;

export const apiDocumentListQuery = z.object({ after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

/** The upload form has files and its token; nothing else is asked. */
export const uploadFields = z.object({});

export const documentOut = z.object({
  id: z.uuid(),
  requestId: z.uuid(),
  n: z.number().int().meta({ description: 'Number within the request' }),
  originalName: z.string(),
  mediaType: z.string().meta({ description: 'Read from the bytes' }),
  size: z.number().int().meta({ description: 'Bytes' }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(['response', 'proof', 'letter']),
  uploadedById: z.uuid().nullable().optional().meta({ description: 'Null for what came by mail. Not told to volunteers' }),
  uploadedAt: z.iso.datetime(),
  releasedAt: z.iso.datetime().nullable().meta({ description: 'When it was released to volunteers; null when it is kept from them' }),
});
export type DocumentOut = z.input<typeof documentOut>;

export const documentListOut = z.object({ documents: z.array(documentOut), next: z.string().nullable() });

export const uploadOut = z.object({
  documents: z.array(
    z.object({
      id: z.uuid().nullable(), n: z.number().int().nullable(), originalName: z.string(), size: z.number().int(), sha256: z.string(),
      alreadyThere: z.boolean().meta({ description: 'The request had these very bytes; nothing was added. `id` and `n` are null when that document is not released to you.' }),
      duplicateOf: z.number().int().nullable().meta({ description: 'The number of the document that was already there, when you may know of it' }),
    }),
  ),
  refused: z.array(z.object({ originalName: z.string(), code: z.string(), message: z.string() })),
});
