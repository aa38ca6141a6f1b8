import { createHash } from 'node:crypto';
import { civilIn, fromCivil } from '../../platform/clock.js';
import { t } from '../../platform/words.js';
import type { MailToMatch } from './match-keys.js';
import { MOST_TEXT } from './messages.schemas.js';
import type { MailAddress, ParsedMail } from './parse-raw-mail.js';
import { contentHash } from './sameness.js';

/** As much of a header as a list and a page can hold. */
const MOST_NAME = 300;
const MOST_SUBJECT = 1000;
const MOST_ADDRESSES = 200;
/** The first mail is of 1971; what says less has its clock wrong. */
const FIRST_MAIL = Date.UTC(1971, 0, 1);

/** What of a mail says where it belongs; pure. */
export function mailToMatch(mail: ParsedMail, envelopeTo: readonly string[]): MailToMatch {
  const of = (addresses: readonly MailAddress[]) => addresses.slice(0, MOST_ADDRESSES).map(({ address }) => address.trim().toLowerCase());
  const lower = (addresses: readonly string[]) => addresses.slice(0, MOST_ADDRESSES).map((address) => address.trim().toLowerCase());
  return {
    envelopeTo: lower(envelopeTo), deliveredTo: lower(mail.deliveredTo), to: of(mail.to), cc: of(mail.cc), from: mail.from?.address.trim().toLowerCase() ?? '',
    subject: mail.subject, text: mail.text, messageId: mail.messageId, inReplyTo: [...mail.inReplyTo, ...mail.returned], references: mail.references, kind: mail.kind, ours: mail.ours,
  };
}

/**
 * A mail as a message keeps it; pure. A sender's clock may be wrong: a mail is never from after it arrived.
 * @param about the zone its day is counted in
 */
export function messageOf(mail: ParsedMail, about: { readonly arrivedAt: Date; readonly timeZone: string }) {
  const said = mail.date && mail.date.getTime() >= FIRST_MAIL && mail.date <= about.arrivedAt ? mail.date : about.arrivedAt;
  const { date: sentOn, time: sentTime } = civilIn(said, about.timeZone);
  const fromAddress = mail.from?.address.slice(0, MOST_NAME) ?? '';
  const fromName = (mail.from?.name.trim() || fromAddress || t('A sender without a name')).slice(0, MOST_NAME);
  const text = mail.text.slice(0, MOST_TEXT).toWellFormed();
  const addresses = (all: readonly MailAddress[]) => all.slice(0, MOST_ADDRESSES).map(({ name, address }) => ({ name, address }));
  return {
    kind: mail.kind, channel: 'email' as const, fromName, fromAddress, to: addresses(mail.to), cc: addresses(mail.cc), subject: mail.subject.slice(0, MOST_SUBJECT), text,
    html: mail.html && mail.html.length <= 4 * MOST_TEXT ? mail.html : '', messageIdHeader: mail.messageId, inReplyTo: mail.inReplyTo.slice(0, 50), references: mail.references.slice(-200),
    auth: { ...mail.auth }, failedRecipients: mail.failedRecipients.slice(0, MOST_ADDRESSES), permanent: mail.permanent, returned: mail.returned.slice(0, 50), sentOn: fromCivil(sentOn), sentTime,
    contentHash: hashWith({ channel: 'email', fromName, text, sentOn, sentTime }, mail.attachments.filter(({ inline }) => !inline).map(({ sha256 }) => sha256)),
  };
}

/** The words and the day, as of what is pasted; files that came with it make it another. */
function hashWith(words: Parameters<typeof contentHash>[0], files: readonly string[]): string {
  const bare = contentHash(words);
  return files.length === 0 ? bare : createHash('sha256').update(JSON.stringify([bare, ...[...files].sort()])).digest('hex');
}

/** For a second message of the same words and day on one request: its own name makes it another. */
export const hashApart = (hash: string, name: string): string => createHash('sha256').update(JSON.stringify([hash, name])).digest('hex');
