import { createHash } from 'node:crypto';
import { isSpoken } from './message-words.js';
import type { MessageChannel } from './messages.schemas.js';

/** Words as they are compared: a space more or a line broken elsewhere makes no other message. */
const singleSpaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Line ends as the reading counts them. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * What makes it the same message when it comes again, as hex SHA-256: the words and the day, however they came in writing. Two calls of one day
 * with the same words are two, when the time or the person is another.
 */
export function contentHash(message: { readonly channel: MessageChannel; readonly fromName: string; readonly text: string; readonly sentOn: string; readonly sentTime: string | null }): string {
  const { channel, fromName, text, sentOn, sentTime } = message;
  const sameness = isSpoken(channel) ? [channel, sentOn, sentTime ?? '', singleSpaced(fromName), singleSpaced(text)] : ['written', sentOn, singleSpaced(text)];
  return createHash('sha256').update(JSON.stringify(sameness)).digest('hex');
}
