import type { Context } from '../../context.js';
import { readableSize } from '../../platform/files.errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { requestParams } from '../requests/requests.schemas.js';
import { documentListView, documentView } from './document-pages.view.js';
import { countDocuments, documentFor, pageOfDocuments, requestToUploadTo } from './documents.queries.js';
import { documentListQuery, documentParams } from './documents.schemas.js';
import { releaseDocument } from './release-document.js';
import { sendFile } from './send-file.js';
import { takeUploads, uploadSummary } from './take-uploads.js';
import { withholdDocument } from './withhold-document.js';

const ROWS = 50;

async function uploadForm(deps: Context, actor: Actor, requestId: string, problem?: Problem): Promise<PageResult> {
  const request = await requestToUploadTo(deps.db, actor, requestId);
  const error = problem?.fields['files'] ?? problem?.message ?? null;
  const model = {
    request: { href: `/requests/${request.id}`, label: request.number, title: request.title },
    action: `/requests/${request.id}/documents`,
    scriptAction: `/api/v1/requests/${request.id}/documents`,
    limit: readableSize(deps.config.maxUploadBytes), limitBytes: deps.config.maxUploadBytes,
    error, message: problem?.message ?? null, problems: error ? [{ id: 'files', says: error }] : [],
  };
  return { view: 'documents/new', title: t('Add documents to {number}', { number: request.number }), nav: 'documents', scripts: ['scripts/upload.js'], model };
}

export const documentPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/documents/new', summary: 'The form to add documents', access: 'documents.upload', params: requestParams,
    handle: ({ deps, actor, params }) => uploadForm(deps, actor, params.requestId),
  }),
  page({
    method: 'post', path: '/requests/:requestId/documents', summary: 'Takes documents, several at once', access: 'documents.upload', params: requestParams, upload: true,
    handle: async (call) => {
      const { deps, actor, params } = call;
      await requestToUploadTo(deps.db, actor, params.requestId);
      const uploads = await takeUploads(deps, actor, call, { requestId: params.requestId, source: 'upload' });
      return { redirect: `/requests/${params.requestId}#documents`, flash: uploadSummary(uploads) };
    },
    again: ({ deps, actor, params }, problem) => uploadForm(deps, actor, params.requestId, problem),
  }),
  page({
    method: 'get', path: '/documents', summary: 'The group’s documents', access: 'documents.see', query: documentListQuery,
    handle: async ({ deps, actor, query }) => {
      const request = query.request ? await requestToUploadTo(deps.db, actor, query.request) : null;
      const filter = { show: query.show, requestId: query.request };
      const [rows, toRelease] = await Promise.all([
        pageOfDocuments(deps.db, actor, { filter, ask: { limit: ROWS, after: query.after, before: query.before } }),
        roleMay(actor.role, 'documents.release') ? countDocuments(deps.db, actor, { show: 'to-release', requestId: query.request }) : 0,
      ]);
      return { view: 'documents/list', title: t('Documents'), nav: 'documents', model: documentListView({ page: rows, query, request, toRelease }, actor) };
    },
  }),
  page({
    method: 'get', path: '/documents/:documentId', summary: 'A document: facts and custody', access: 'documents.see', params: documentParams,
    handle: async ({ deps, actor, params }) => {
      const model = documentView(await documentFor(deps.db, actor, params.documentId), actor);
      return { view: 'documents/show', title: model.name, nav: 'documents', model };
    },
  }),
  page({
    method: 'get', path: '/documents/:documentId/file', summary: 'A document’s original bytes', access: 'documents.see', params: documentParams,
    handle: async ({ deps, actor, params, req, res }) => {
      const { document } = await documentFor(deps.db, actor, params.documentId);
      await sendFile(deps.files, { ...document, size: Number(document.size) }, req, res);
      return { answered: true };
    },
  }),
  page({
    method: 'post', path: '/documents/:documentId/release', summary: 'Releases a document to volunteers', access: 'documents.release', params: documentParams,
    handle: async ({ deps, actor, params }) => {
      await releaseDocument(deps, actor, params.documentId);
      return { redirect: `/documents/${params.documentId}`, flash: t('Released: volunteers of the group can read it.') };
    },
  }),
  page({
    method: 'post', path: '/documents/:documentId/withhold', summary: 'Keeps a document from volunteers', access: 'documents.release', params: documentParams,
    handle: async ({ deps, actor, params }) => {
      await withholdDocument(deps, actor, params.documentId);
      return { redirect: `/documents/${params.documentId}`, flash: t('Kept from volunteers, but for the one who put it in.') };
    },
  }),
];
