import type { Context } from '../../context.js';
import { readableSize } from '../../platform/files.errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { requestToUploadTo } from '../documents/documents.queries.js';
import { MOST_MAIL_BYTES } from './keep-raw-mail.js';
import { mailUploadSummary, takeMailUploads } from './take-mail-uploads.js';
import { uploadQuery } from './upload.schemas.js';

async function uploadForm(deps: Context, actor: Actor, requestId: string | null, problem?: Problem): Promise<PageResult> {
  const request = requestId ? await requestToUploadTo(deps.db, actor, requestId) : null;
  const error = problem?.fields['files'] ?? problem?.message ?? null;
  const model = {
    request: request && { href: `/requests/${request.id}`, label: request.number, title: request.title },
    action: request ? `/replies/upload?request=${request.id}` : '/replies/upload', cancel: request ? `/requests/${request.id}` : '/replies', limit: readableSize(MOST_MAIL_BYTES),
    error, message: problem?.message ?? null, problems: error ? [{ id: 'files', says: error }] : [],
  };
  return { view: 'replies/upload', title: t('Upload mail'), nav: 'replies', model };
}

export const uploadPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/replies/upload', summary: 'The form to upload mail', access: 'replies.handle', query: uploadQuery,
    handle: ({ deps, actor, query }) => uploadForm(deps, actor, query.request),
  }),
  page({
    method: 'post', path: '/replies/upload', summary: 'Keeps uploaded mail, several files at once', access: 'replies.handle', query: uploadQuery, upload: true,
    handle: async (call) => {
      const mail = await takeMailUploads(call.deps, call.actor, call, { requestId: call.query.request });
      return { redirect: mail.requestId ? `/requests/${mail.requestId}` : '/replies', flash: mailUploadSummary(mail) };
    },
    again: ({ deps, actor, query }, problem) => uploadForm(deps, actor, query.request, problem),
  }),
];
