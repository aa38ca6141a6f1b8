import { t } from '../../platform/words.js';
import { sendingWords } from '../requests/request-words.js';
import { SPOKEN, type MessageChannel, type MessageKind } from './messages.schemas.js';

export const isSpoken = (channel: MessageChannel): boolean => (SPOKEN as readonly string[]).includes(channel);

/** “by e-mail”, “on the phone”. */
export const channelPhrase = (channel: MessageChannel): string => sendingWords(channel);

/** What a mail is, apart from what it says. */
export function kindWords(kind: MessageKind): string {
  switch (kind) {
    case 'bounce': return t('Our letter did not arrive');
    case 'delay': return t('Our letter is delayed');
    case 'auto_reply': return t('Out of office');
    case 'reply': return t('Reply');
  }
}
