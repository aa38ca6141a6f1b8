import type { z } from 'zod';
import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type KeptMessage, keepMessage } from './keep-message.js';
import type { pasteBody } from './messages.schemas.js';
import { withLineFeeds } from './sameness.js';

/**
 * Keeps a message that came in writing and was pasted: from a portal, an e-mail, a letter or a fax. The same words of the same day are one message,
 * however they came.
 * @throws as keepMessage
 */
export async function pasteMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: z.output<typeof pasteBody> & { readonly requestId: string }): Promise<KeptMessage> {
  const { requestId, channel, fromName, subject, sentOn } = input;
  return keepMessage(deps, actor, {
    requestId, channel, fromName, subject, sentOn, text: withLineFeeds(input.text), sentTime: input.sentTime ?? null, documentId: input.documentId ?? null,
  });
}
