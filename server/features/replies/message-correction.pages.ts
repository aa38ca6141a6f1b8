import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { recordContext } from '../deadlines/record.queries.js';
import { correctMessage } from './correct-message.js';
import type { MessageCorrectionValues, MessageCorrectionView } from './message-correction.view.js';
import { isSpoken } from './message-words.js';
import { typedMessage } from './messages.queries.js';
import { correctBody, messageParams } from './messages.schemas.js';

async function form(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, key: { requestId: string; messageId: string }, problem: Problem | null): Promise<PageResult> {
  const { groupId } = actor;
  const message = await typedMessage(deps.db, { groupId, ...key });
  const context = await recordContext(deps.db, { groupId, requestId: key.requestId }, deps.clock.now());
  const request = `/requests/${key.requestId}`;
  const fields = problem?.fields ?? {};
  const typed = (name: keyof MessageCorrectionValues, stored: string): string => (problem ? text(problem.values[name]) : stored);
  const model: MessageCorrectionView = {
    request: { href: request, label: context.number, title: context.title }, back: { href: `${request}/messages/${key.messageId}`, label: t('Message of {name}', { name: message.fromName }) },
    action: `${request}/messages/${key.messageId}/correction`, spoken: isSpoken(message.channel), today: context.today,
    message: problem?.message ?? null, problems: Object.entries(fields).map(([id, says]) => ({ id, says })),
    values: { fromName: typed('fromName', message.fromName), sentOn: typed('sentOn', message.sentOn), sentTime: typed('sentTime', message.sentTime ?? '') },
    errors: { fromName: fields['fromName'] ?? '', sentOn: fields['sentOn'] ?? '', sentTime: fields['sentTime'] ?? '' },
  };
  return { view: 'replies/correct', title: `${t('Correct who and when')} · ${context.number}`, nav: 'replies', model };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const messageCorrectionPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/messages/:messageId/correction', summary: 'The form that corrects who a message is from and when', access: 'replies.handle', params: messageParams,
    handle: ({ deps, actor, params }) => form(deps, actor, params, null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages/:messageId/correction', summary: 'Corrects who a message is from and when', access: 'replies.handle', params: messageParams, body: correctBody,
    handle: async ({ deps, actor, params, body }) => {
      const changed = await correctMessage(deps, actor, { ...body, ...params });
      return { redirect: `/requests/${params.requestId}/messages/${params.messageId}`, flash: changed ? t('Corrected. The timeline says from what to what.') : t('Nothing was changed.') };
    },
    again: ({ deps, actor, params }, problem) => form(deps, actor, params, problem),
  }),
];
