import type { z } from 'zod';
import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type KeptMessage, keepMessage } from './keep-message.js';
import type { callBody } from './messages.schemas.js';
import { withLineFeeds } from './sameness.js';

/**
 * Keeps what was said on the phone or in a meeting, as a person wrote it down. Two calls of one day with the same words are two, when the time or
 * the person is another.
 * @throws as keepMessage
 */
export async function logCall(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: z.output<typeof callBody> & { readonly requestId: string }): Promise<KeptMessage> {
  const { requestId, channel, fromName, sentOn } = input;
  const sentTime = input.sentTime ?? null;
  return keepMessage(deps, actor, {
    requestId, channel, fromName, subject: '', sentOn, sentTime, text: withLineFeeds(input.text), documentId: null,
  });
}
