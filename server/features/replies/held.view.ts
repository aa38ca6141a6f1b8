import type { Link } from '../../platform/views-parts.view.js';
import { type LikelyView, likelyView, titleOf } from './inbox.view.js';
import type { MailRow } from './mail.queries.js';
import { type MailView, mailView } from './mail.view.js';
import type { MessageState } from './messages.schemas.js';
import { messageWords } from './message-pieces.js';
import type { WordsView } from './message.view.js';
import { readReply } from './reading/read-reply.js';
import { t } from '../../platform/words.js';

/** A mail on no request: in the pen, or set aside. */
export interface HeldView {
  readonly id: string;
  readonly title: string;
  readonly lede: string;
  readonly message: string | null;
  readonly subject: string;
  readonly mail: MailView;
  readonly words: readonly WordsView[];
  readonly likely: readonly LikelyView[];
  readonly state: MessageState;
  /** The message that came first, of a second copy. */
  readonly first: Link | null;
  readonly mayHandle: boolean;
}

export function heldView(mail: MailRow, told: { zone: string; mayHandle: boolean; problem: string | null }): HeldView {
  const { aside } = readReply({ text: mail.text, subject: mail.subject, sentOn: mail.sentOn, ours: [] });
  return {
    id: mail.id, title: titleOf(mail), lede: ledeOf(mail), message: told.problem, subject: mail.subject, mail: mailView(mail, told.zone), words: messageWords(mail.text, aside, []),
    likely: mail.ways.suggestions.flatMap(likelyView), state: mail.state, mayHandle: told.mayHandle,
    first: mail.duplicateOfId ? { href: `/replies/${mail.duplicateOfId}`, label: t('The message that came first') } : null,
  };
}

function ledeOf(mail: MailRow): string {
  switch (mail.state) {
    case 'held': return t('It waits in the holding pen. File it where it belongs, or set it aside.');
    case 'duplicate': return t('A second copy of a message that is here already. It is kept and waits for nobody.');
    default: return t('It was set aside. It is kept, and can still be filed.');
  }
}
