import { encodeKey } from '../../platform/keyset.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { copyMessage } from './copy-message.js';
import { inboxMessageOut, inboxOut } from './inbox.schemas.js';
import { type InboxRow, inboxKey, pageOfInbox } from './inbox.queries.js';
import { mailOf } from './mail.queries.js';
import { mergeMessages } from './merge-messages.js';
import { apiInboxQuery, apiMergeBody, apiMoveBody, apiReasonBody, doneOut, inboxParams } from './messages.schemas.js';
import { moveMessage } from './move-message.js';
import { setAsideMessage } from './set-aside-message.js';
import { splitMessage } from './split-message.js';
import { takeUpMessage } from './take-up-message.js';

const tag = 'Replies';
const shared = { tag, access: 'replies.handle', params: inboxParams } as const;

function rowOut(row: Pick<InboxRow, 'id' | 'state' | 'kind' | 'channel' | 'fromName' | 'fromAddress' | 'subject' | 'sentOn' | 'sentTime' | 'createdAt' | 'request' | 'heldWhy' | 'ways'>) {
  const { id, state, kind, channel, fromName, fromAddress, subject, sentOn, sentTime, heldWhy } = row;
  return {
    id, state, kind, channel, fromName, fromAddress, subject, sentOn, sentTime, createdAt: row.createdAt.toISOString(), requestId: row.request?.id ?? null, heldWhy, why: [...row.ways.why],
    suggestions: row.ways.suggestions.map(({ requestId, says }) => ({ requestId, says })),
  };
}

export const inboxApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/replies', tag, summary: 'Messages of the group without their words, latest come first', access: 'replies.read', query: apiInboxQuery, response: inboxOut,
    handle: async ({ deps, actor, query }) => {
      const { rows, hasNext } = await pageOfInbox(deps.db, actor.groupId, { show: query.show, requestId: query.requestId, ask: { limit: query.limit, after: query.after } });
      const last = rows.at(-1);
      return { messages: rows.map(rowOut), next: hasNext && last ? encodeKey(inboxKey(last)) : null };
    },
  }),
  api({
    method: 'get', path: '/api/v1/replies/:messageId', tag, summary: 'A message, wherever it stands: how it came, why it is there, and what came with it', access: 'replies.read', params: inboxParams, response: inboxMessageOut,
    handle: async ({ deps, actor, params }) => {
      const mail = await mailOf(deps.db, actor.groupId, params.messageId);
      return {
        ...rowOut(mail), text: mail.text, to: mail.to.map((one) => ({ ...one })), cc: mail.cc.map((one) => ({ ...one })), auth: { ...mail.auth }, failedRecipients: [...mail.failedRecipients], duplicateOfId: mail.duplicateOfId,
        attachments: mail.files.map(({ n, name, mediaType, size, sha256, documentId }) => ({ n, name, mediaType, size, sha256, documentId })),
        raw: mail.raw && { door: mail.raw.door, sha256: mail.raw.sha256, size: mail.raw.size, arrivedAt: mail.raw.arrivedAt.toISOString() },
      };
    },
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/move', summary: 'File a message on a request, or move it there. It moves no date.', body: apiMoveBody, response: doneOut,
    handle: async ({ deps, actor, params, body }) => {
      await moveMessage(deps, actor, { ...params, ...body });
      return params;
    },
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/copy', summary: 'File a message on a second request as well; answers with the message there', status: 201, body: apiMoveBody.pick({ requestId: true }), response: doneOut,
    handle: ({ deps, actor, params, body }) => copyMessage(deps, actor, { ...params, ...body }),
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/merge', summary: 'Say that a message is another one once more', body: apiMergeBody, response: doneOut,
    handle: async ({ deps, actor, params, body }) => {
      await mergeMessages(deps, actor, { ...params, ...body });
      return params;
    },
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/split', summary: 'Say that a second copy is a message of its own', body: apiReasonBody, response: doneOut,
    handle: async ({ deps, actor, params, body }) => {
      await splitMessage(deps, actor, { ...params, ...body });
      return params;
    },
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/set-aside', summary: 'Set a held message aside', body: apiReasonBody, response: doneOut,
    handle: async ({ deps, actor, params, body }) => {
      await setAsideMessage(deps, actor, { ...params, ...body });
      return params;
    },
  }),
  api({
    ...shared, method: 'post', path: '/api/v1/replies/:messageId/take-up', summary: 'Bring a message that was set aside back into the pen', response: doneOut,
    handle: async ({ deps, actor, params }) => {
      await takeUpMessage(deps, actor, params);
      return params;
    },
  }),
];
