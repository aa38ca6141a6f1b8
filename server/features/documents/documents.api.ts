import { z } from 'zod';
import type { Actor } from '../../platform/http/actor.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { roleMay } from '../accounts/permissions.js';
import { requestParams } from '../requests/requests.schemas.js';
import { documentFor, documentKey, pageOfDocuments, requestToUploadTo } from './documents.queries.js';
import { type DocumentOut, apiDocumentListQuery, documentListOut, documentOut, documentParams, uploadOut } from './documents.schemas.js';
import { releaseDocument } from './release-document.js';
import { sendFile } from './send-file.js';
import { takeUploads } from './take-uploads.js';
import { withholdDocument } from './withhold-document.js';

interface Row {
  readonly id: string;
  readonly requestId: string;
  readonly n: number;
  readonly originalName: string;
  readonly mediaType: string;
  readonly size: bigint;
  readonly sha256: string;
  readonly kind: string;
  readonly uploadedById: string | null;
  readonly uploadedAt: Date;
  readonly releasedAt: Date | null;
}

/** Who put it in is a person, and people are not for volunteers. */
function toOut(row: Row, actor: Actor): DocumentOut {
  return {
    id: row.id, requestId: row.requestId, n: row.n, originalName: row.originalName, mediaType: row.mediaType, size: Number(row.size), sha256: row.sha256,
    kind: row.kind as DocumentOut['kind'], ...(roleMay(actor.role, 'people.see') ? { uploadedById: row.uploadedById } : {}), uploadedAt: row.uploadedAt.toISOString(), releasedAt: row.releasedAt?.toISOString() ?? null,
  };
}

const changed = z.object({ changed: z.boolean() });

export const documentApi: RouteDefinition[] = [
  api({
    method: 'post', path: '/api/v1/requests/:requestId/documents', summary: 'Add documents to a request, several at once', tag: 'Documents', access: 'documents.upload',
    params: requestParams, upload: true, status: 201, response: uploadOut,
    handle: async (call) => {
      const { deps, actor, params } = call;
      await requestToUploadTo(deps.db, actor, params.requestId);
      const { taken, refused } = await takeUploads(deps, actor, call, { requestId: params.requestId, source: actor.via === 'token' ? 'api' : 'upload' });
      return {
        documents: taken.map(({ document, originalName, size, sha256, alreadyThere }) => ({
          id: document?.id ?? null, n: document?.n ?? null, originalName, size, sha256, alreadyThere, duplicateOf: alreadyThere ? (document?.n ?? null) : null,
        })),
        refused: refused.map(({ originalName, error }) => ({ originalName, code: error.code, message: error.message })),
      };
    },
  }),
  api({
    method: 'get', path: '/api/v1/requests/:requestId/documents', summary: 'Documents of a request, newest first', tag: 'Documents', access: 'documents.see',
    params: requestParams, query: apiDocumentListQuery, response: documentListOut,
    handle: async ({ deps, actor, params, query }) => {
      await requestToUploadTo(deps.db, actor, params.requestId);
      const page = await pageOfDocuments(deps.db, actor, { filter: { show: 'all', requestId: params.requestId }, ask: query });
      const last = page.rows.at(-1);
      return { documents: page.rows.map((row) => toOut(row, actor)), next: last && page.hasNext ? encodeKey(documentKey(last)) : null };
    },
  }),
  api({
    method: 'get', path: '/api/v1/documents/:documentId', summary: 'One document', tag: 'Documents', access: 'documents.see', params: documentParams, response: documentOut,
    handle: async ({ deps, actor, params }) => toOut((await documentFor(deps.db, actor, params.documentId)).document, actor),
  }),
  api({
    method: 'get', path: '/api/v1/documents/:documentId/file', summary: 'A document’s original bytes, with ranges', tag: 'Documents', access: 'documents.see', params: documentParams,
    handle: async ({ deps, actor, params, req, res }) => {
      const { document } = await documentFor(deps.db, actor, params.documentId);
      await sendFile(deps.files, { ...document, size: Number(document.size) }, req, res);
      return undefined;
    },
  }),
  api({
    method: 'post', path: '/api/v1/documents/:documentId/release', summary: 'Release a document to volunteers', tag: 'Documents', access: 'documents.release',
    params: documentParams, response: changed,
    handle: async ({ deps, actor, params }) => ({ changed: (await releaseDocument(deps, actor, params.documentId)).changed }),
  }),
  api({
    method: 'post', path: '/api/v1/documents/:documentId/withhold', summary: 'Keep a document from volunteers', tag: 'Documents', access: 'documents.release',
    params: documentParams, response: changed,
    handle: async ({ deps, actor, params }) => ({ changed: (await withholdDocument(deps, actor, params.documentId)).changed }),
  }),
];
