import { sendingWords } from '../requests/request-words.js';
import { SPOKEN, type MessageChannel } from './messages.schemas.js';

export const isSpoken = (channel: MessageChannel): boolean => (SPOKEN as readonly string[]).includes(channel);

/** “by e-mail”, “on the phone”. */
export const channelPhrase = (channel: MessageChannel): string => sendingWords(channel);
