import type { Actor } from '../../platform/http/actor.js';
import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { copyMessage } from './copy-message.js';
import { heldPage, movePage } from './held-page.js';
import { mergeMessages } from './merge-messages.js';
import { inboxParams, mergeBody, moveBody, moveQuery } from './messages.schemas.js';
import { moveMessage } from './move-message.js';
import { setAsideMessage } from './set-aside-message.js';
import { splitMessage } from './split-message.js';
import { takeUpMessage } from './take-up-message.js';

const PEN = '/replies?show=held';
const itself = (messageId: string): string => `/replies/${messageId}`;

/** Acts on one message by its buttons: what is refused is told on the message's own page. */
function act(path: string, summary: string, run: (deps: Parameters<typeof moveMessage>[0], actor: Actor, messageId: string) => Promise<{ redirect: string; flash: string }>): RouteDefinition {
  return page({
    method: 'post', path: `/replies/:messageId/${path}`, summary, access: 'replies.handle', params: inboxParams,
    handle: ({ deps, actor, params }) => run(deps, actor, params.messageId),
    again: ({ deps, actor, params }, problem) => heldPage(deps, actor, params.messageId, problem.message),
  });
}

export const heldPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/replies/:messageId', summary: 'A message, wherever it stands', access: 'replies.read', params: inboxParams,
    handle: ({ deps, actor, params }) => heldPage(deps, actor, params.messageId, null),
  }),
  page({
    method: 'get', path: '/replies/:messageId/move', summary: 'The page to choose a request for a message', access: 'replies.handle', params: inboxParams, query: moveQuery,
    handle: ({ deps, actor, params, query }) => movePage(deps, actor, { ...params, ...query }, null),
  }),
  page({
    method: 'post', path: '/replies/:messageId/move', summary: 'Files a message on a request, or moves it there', access: 'replies.handle', params: inboxParams, body: moveBody,
    handle: async ({ deps, actor, params, body }) => {
      const { from } = await moveMessage(deps, actor, { ...params, requestId: body.requestId });
      const there = `/requests/${body.requestId}/messages/${params.messageId}`;
      return { redirect: body.back === 'pen' ? PEN : there, flash: from === null ? t('Filed. It moves no date until somebody records what it says.') : t('Moved. Both timelines say so; facts recorded from it stay where they are.') };
    },
    again: ({ deps, actor, params }, problem) => movePage(deps, actor, { ...params, find: '' }, problem.message),
  }),
  page({
    method: 'post', path: '/replies/:messageId/copy', summary: 'Files a message on a second request as well', access: 'replies.handle', params: inboxParams, body: moveBody,
    handle: async ({ deps, actor, params, body }) => {
      const { messageId } = await copyMessage(deps, actor, { ...params, requestId: body.requestId });
      return { redirect: `/requests/${body.requestId}/messages/${messageId}`, flash: t('Filed here as well. It is read and decided by itself.') };
    },
    again: ({ deps, actor, params }, problem) => movePage(deps, actor, { ...params, find: '' }, problem.message),
  }),
  page({
    method: 'post', path: '/replies/:messageId/merge', summary: 'Says that a message is another one once more', access: 'replies.handle', params: inboxParams, body: mergeBody,
    handle: async ({ deps, actor, params, body }) => {
      await mergeMessages(deps, actor, { ...params, intoId: body.intoId });
      return { redirect: itself(body.intoId), flash: t('They are one message now. The second copy is kept among those set aside, and can be taken apart again.') };
    },
    again: ({ deps, actor, params }, problem) => movePage(deps, actor, { ...params, find: '' }, problem.message),
  }),
  act('set-aside', 'Sets a held message aside', async (deps, actor, messageId) => {
    await setAsideMessage(deps, actor, { messageId });
    return { redirect: PEN, flash: t('Set aside. It is kept, and can be taken up again.') };
  }),
  act('take-up', 'Brings a message that was set aside back into the pen', async (deps, actor, messageId) => {
    await takeUpMessage(deps, actor, { messageId });
    return { redirect: itself(messageId), flash: t('Back in the holding pen.') };
  }),
  act('split', 'Says that a second copy is a message of its own', async (deps, actor, messageId) => {
    await splitMessage(deps, actor, { messageId });
    return { redirect: itself(messageId), flash: t('It is a message of its own now, and waits in the holding pen.') };
  }),
];
