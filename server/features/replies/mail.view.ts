import { readableSize } from '../../platform/files.errors.js';
import { formatClockTime, formatDate, formatInstant } from '../../platform/views-dates.js';
import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { MailFile, MailName, MailRow, ReportedAuth } from './mail.queries.js';
import { channelPhrase } from './message-words.js';

export interface AboutRow {
  readonly label: string;
  readonly value: string;
  readonly href: string | null;
}

/** How a mail came, and what came with it. */
export interface MailView {
  readonly about: readonly AboutRow[];
  readonly files: readonly (Link & { readonly size: string })[];
  /** The mail byte for byte; null when no bytes were kept. */
  readonly raw: string | null;
  /** As its sender laid it out; null when it has no HTML. */
  readonly html: string | null;
  /** What a report of a mail server means; '' for other mail. */
  readonly warning: string;
}

/** Pure. Instants are shown in `zone`. */
export function mailView(mail: MailRow, zone: string): MailView {
  const at = `/replies/${mail.id}`;
  return {
    about: aboutRows(mail, zone), warning: warningOf(mail),
    files: mail.files.map((file) => ({ ...fileLink(file, at), size: readableSize(file.size) })),
    raw: mail.raw ? `${at}/raw` : null, html: mail.html === '' ? null : `${at}/html`,
  };
}

/** A document where it is one; else what the mail brought, as a download. */
function fileLink(file: MailFile, at: string): Link {
  return { href: file.documentId ? `/documents/${file.documentId}` : `${at}/attachments/${file.n}`, label: file.name };
}

function aboutRows(mail: MailRow, zone: string): AboutRow[] {
  const row = (label: string, value: string): AboutRow[] => (value === '' ? [] : [{ label, value: plain(value), href: null }]);
  const sent = mail.sentTime ? t('{date}, {time}, {way}', { date: formatDate(mail.sentOn), time: formatClockTime(mail.sentTime), way: channelPhrase(mail.channel) }) : t('{date}, {way}', { date: formatDate(mail.sentOn), way: channelPhrase(mail.channel) });
  return [
    ...row(t('From'), named({ name: mail.fromName, address: mail.fromAddress })),
    ...row(t('To'), listed(mail.to)), ...row(t('Copy to'), listed(mail.cc)),
    ...row(t('Sent'), sent),
    ...(mail.raw ? row(t('Came in'), t('{when}, {how}', { when: formatInstant(mail.raw.arrivedAt, zone, { year: true }), how: doorWords(mail.raw) })) : []),
    ...row(mail.state === 'held' ? t('Why it waits') : t('Why it is here'), mail.ways.why.join(' ')),
    ...row(t('Did not reach'), mail.failedRecipients.join(', ')),
    ...(mail.raw ? row(t('Sender checked'), authWords(mail.auth)) : []),
  ];
}

/** What a mail says never becomes markup. */
const plain = (text: string): string => text.replaceAll('**', '* *');

const named = ({ name, address }: MailName): string => (name !== '' && address !== '' && name !== address ? t('{name} <{address}>', { name, address }) : name || address);
const MOST_NAMES = 10;

function listed(people: readonly MailName[]): string {
  const shown = people.slice(0, MOST_NAMES).map(named).join(', ');
  return people.length > MOST_NAMES ? t('{shown} and {n} more', { shown, n: people.length - MOST_NAMES }) : shown;
}

function doorWords(raw: NonNullable<MailRow['raw']>): string {
  if (raw.door === 'upload') return raw.uploadedBy ? t('uploaded by {name}', { name: raw.uploadedBy }) : t('uploaded');
  return raw.door === 'imap' ? t('fetched from the mailbox') : t('delivered here by mail');
}

/** Reported, never decisive: whoever sends a mail can write such a line into it. */
function authWords(auth: ReportedAuth): string {
  const said = ([['SPF', auth.spf], ['DKIM', auth.dkim], ['DMARC', auth.dmarc]] as const).flatMap(([name, result]) => (result === null ? [] : [t('{name}: {result}', { name, result: resultWords(result) })]));
  if (said.length === 0) return t('No mail server reported on it. That decides nothing.');
  return t('{results}, as {by} reported. That decides nothing: anybody can write it.', { results: said.join(', '), by: auth.by ?? t('a mail server') });
}

function resultWords(result: string): string {
  switch (result) {
    case 'pass': return t('the domain vouches for it');
    case 'fail': return t('the domain denies it');
    case 'softfail': return t('the domain doubts it');
    case 'none': case 'neutral': return t('the domain says nothing');
    default: return t('no result ({result})', { result });
  }
}

function warningOf(mail: MailRow): string {
  if (mail.kind === 'bounce') return t('A mail server says that a letter of ours did not arrive. Check the address, and send it another way.');
  if (mail.kind === 'delay') return t('A mail server says that it is still trying to deliver a letter of ours. Nothing is lost yet.');
  if (mail.kind === 'auto_reply') return t('A note that nobody is there. It answers nothing and confirms no receipt.');
  return '';
}
