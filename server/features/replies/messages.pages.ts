import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { requestParams } from '../requests/requests.schemas.js';
import { confirmSuggestion } from './confirm-suggestion.js';
import { dismissSuggestion } from './dismiss-suggestion.js';
import { finishReading } from './finish-reading.js';
import { logCall } from './log-call.js';
import { messageForm } from './message-form.js';
import { messagePage } from './message-page.js';
import { callBody, keyBody, messageParams, pasteBody } from './messages.schemas.js';
import { pasteMessage } from './paste-message.js';

async function show(deps: Context, actor: Actor, key: { requestId: string; messageId: string }, problem: string | null = null): Promise<PageResult> {
  const model = await messagePage(deps, actor, key, problem);
  return { view: 'replies/message', title: `${model.title} · ${model.request.label}`, nav: 'requests', model };
}

const keptSays = (already: boolean): string => (already ? t('This message was kept before. Nothing was added; here it is.') : t('Kept. Nothing has moved: facts are recorded below.'));
const at = ({ requestId, messageId }: { requestId: string; messageId: string }): string => `/requests/${requestId}/messages/${messageId}`;

export const messagePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/messages/new', summary: 'The form for a message that came in writing', access: 'replies.handle', params: requestParams,
    handle: ({ deps, actor, params }) => messageForm(deps, actor, { ...params, spoken: false }, null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages', summary: 'Keeps a pasted message', access: 'replies.handle', params: requestParams, body: pasteBody,
    handle: async ({ deps, actor, params, body }) => {
      const { messageId, already } = await pasteMessage(deps, actor, { ...body, ...params });
      return { redirect: at({ ...params, messageId }), flash: keptSays(already) };
    },
    again: ({ deps, actor, params }, problem) => messageForm(deps, actor, { ...params, spoken: false }, problem),
  }),
  page({
    method: 'get', path: '/requests/:requestId/calls/new', summary: 'The form for a call or a meeting', access: 'replies.handle', params: requestParams,
    handle: ({ deps, actor, params }) => messageForm(deps, actor, { ...params, spoken: true }, null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/calls', summary: 'Keeps what was said in a call or a meeting', access: 'replies.handle', params: requestParams, body: callBody,
    handle: async ({ deps, actor, params, body }) => {
      const { messageId, already } = await logCall(deps, actor, { ...body, ...params });
      return { redirect: at({ ...params, messageId }), flash: keptSays(already) };
    },
    again: ({ deps, actor, params }, problem) => messageForm(deps, actor, { ...params, spoken: true }, problem),
  }),
  page({
    method: 'get', path: '/requests/:requestId/messages/:messageId', summary: 'A message and what was read from it', access: 'replies.read', params: messageParams,
    handle: ({ deps, actor, params }) => show(deps, actor, params),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages/:messageId/confirm', summary: 'Records a suggested fact as it was read', access: 'facts.record', params: messageParams, body: keyBody,
    handle: async ({ deps, actor, params, body }) => {
      const { moved } = await confirmSuggestion(deps, actor, { ...params, ...body });
      return { redirect: at(params), flash: t.count(moved, 'Recorded. {n} date changed.', 'Recorded. {n} dates changed.') };
    },
    again: ({ deps, actor, params }, problem) => show(deps, actor, params, problem.message),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages/:messageId/dismiss', summary: 'Dismisses a suggested fact', access: 'replies.handle', params: messageParams, body: keyBody,
    handle: async ({ deps, actor, params, body }) => {
      await dismissSuggestion(deps, actor, { ...params, ...body });
      return { redirect: at(params), flash: t('Dismissed. Nothing has moved.') };
    },
    again: ({ deps, actor, params }, problem) => show(deps, actor, params, problem.message),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages/:messageId/read', summary: 'Says that a message was read through', access: 'replies.handle', params: messageParams,
    handle: async ({ deps, actor, params }) => {
      await finishReading(deps, actor, params);
      return { redirect: `/requests/${params.requestId}`, flash: t('Read through. It no longer waits for anybody.') };
    },
    again: ({ deps, actor, params }, problem) => show(deps, actor, params, problem.message),
  }),
];
