import { encodeKey } from '../../platform/keyset.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { requestParams } from '../requests/requests.schemas.js';
import { confirmSuggestion } from './confirm-suggestion.js';
import { correctMessage } from './correct-message.js';
import { dismissSuggestion } from './dismiss-suggestion.js';
import { finishReading } from './finish-reading.js';
import { logCall } from './log-call.js';
import { type DecidedSuggestion, readMessage } from './message-reading.queries.js';
import { messageKey, pageOfMessages } from './messages.queries.js';
import {
  type MessageChannel, apiMessagesQuery, callBody, confirmBody, confirmedOut, correctBody, correctedOut, doneOut, keptOut, keyBody, messageOut, messageParams, messagesOut, pasteBody,
} from './messages.schemas.js';
import { pasteMessage } from './paste-message.js';

const tag = 'Replies';

interface Row {
  readonly id: string;
  readonly channel: string;
  readonly fromName: string;
  readonly subject: string;
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly documentId: string | null;
  readonly createdById: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
}

function rowOut({ id, channel, fromName, subject, sentOn, sentTime, documentId, createdById, createdAt, doneAt }: Row) {
  return { id, channel: channel as MessageChannel, fromName, subject, sentOn, sentTime, documentId, createdById, createdAt: createdAt.toISOString(), readAt: doneAt?.toISOString() ?? null };
}

function suggestionOf({ suggestion, state, fact }: DecidedSuggestion) {
  const { key, type, date, details, sentence, span, moves, agencyNumber, missing } = suggestion;
  return { key, type, date, details: { ...details }, sentence, ...span, moves, agencyNumber, missing: [...missing], state, factId: fact?.id ?? null };
}

export const messagesApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/requests/:requestId/messages', tag, summary: 'Messages of a request without their words, latest first', access: 'replies.read', params: requestParams, query: apiMessagesQuery, response: messagesOut,
    handle: async ({ deps, actor, params, query }) => {
      const { rows, hasNext } = await pageOfMessages(deps.db, { groupId: actor.groupId, ...params }, query);
      const last = rows.at(-1);
      return { messages: rows.map(rowOut), next: hasNext && last ? encodeKey(messageKey(last)) : null };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/messages', tag, summary: 'Keep a message that came in writing. It moves nothing.', access: 'replies.handle', params: requestParams, body: pasteBody, response: keptOut,
    handle: ({ deps, actor, params, body }) => pasteMessage(deps, actor, { ...body, ...params }),
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/calls', tag, summary: 'Keep what was said in a call or a meeting. It moves nothing.', access: 'replies.handle', params: requestParams, body: callBody, response: keptOut,
    handle: ({ deps, actor, params, body }) => logCall(deps, actor, { ...body, ...params }),
  }),
  api({
    method: 'get', path: '/api/v1/requests/:requestId/messages/:messageId', tag, summary: 'A message with its words and the facts it suggests', access: 'replies.read', params: messageParams, response: messageOut,
    handle: async ({ deps, actor, params }) => {
      const { message, reading, suggestions } = await readMessage(deps.db, { groupId: actor.groupId, ...params });
      return {
        ...rowOut(message), text: message.text, kinds: reading.kinds.map((one) => one.kind), suggestions: suggestions.map(suggestionOf),
        notUnderstood: reading.unread.map(({ text, start, end }) => ({ text, start, end })),
      };
    },
  }),
  api({
    method: 'patch', path: '/api/v1/requests/:requestId/messages/:messageId', tag, summary: 'Correct who a pasted or logged message is from, and when', access: 'replies.handle', params: messageParams, body: correctBody, response: correctedOut,
    handle: async ({ deps, actor, params, body }) => ({ messageId: params.messageId, changed: await correctMessage(deps, actor, { ...body, ...params }) }),
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/messages/:messageId/confirm', tag, summary: 'Record a suggested fact, as read or corrected', status: 201, access: 'facts.record', params: messageParams, body: confirmBody, response: confirmedOut,
    handle: ({ deps, actor, params, body }) => confirmSuggestion(deps, actor, { ...params, ...body }),
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/messages/:messageId/dismiss', tag, summary: 'Dismiss a suggested fact', access: 'replies.handle', params: messageParams, body: keyBody, response: doneOut,
    handle: async ({ deps, actor, params, body }) => {
      await dismissSuggestion(deps, actor, { ...params, ...body });
      return { messageId: params.messageId };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/messages/:messageId/read', tag, summary: 'Say that a message was read through', access: 'replies.handle', params: messageParams, response: doneOut,
    handle: async ({ deps, actor, params }) => {
      await finishReading(deps, actor, params);
      return { messageId: params.messageId };
    },
  }),
];
