import { formatDate, formatInstant } from '../../platform/views-dates.js';
import type { Link, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { queuedSays } from './approved-words.js';
import { channelWords } from './channels.js';
import { type LetterBlock, letterBlocks } from './letter-blocks.js';
import { letterStateWord } from './letter-state-words.js';
import type { LetterDetail } from './letters.queries.js';
import { portalSummary } from './portal-summary.js';

export interface LetterView {
  readonly id: string;
  readonly subject: string;
  readonly request: Link;
  readonly agency: string;
  readonly state: StateWord;
  /** What happened to it and what to do; may hold `**strong**`. */
  readonly says: string;
  /** The mail server's own words; '' when none. */
  readonly trouble: string;
  /** That the way it goes, or went, is refused or not the one they designated. */
  readonly warnings: readonly string[];
  readonly blocks: readonly LetterBlock[];
  readonly text: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
  readonly mayDeliver: boolean;
  readonly maySendAgain: boolean;
  /** The address is known to bounce: sending it there again takes a tick. */
  readonly bounces: boolean;
  readonly mayRecall: boolean;
  /** It is about to leave: taking it back is what to do here, if anything. */
  readonly takeBackFirst: boolean;
  readonly mustDecide: boolean;
  readonly print: string;
  /** For the box of a portal that does not take the whole letter; null where that is not asked. */
  readonly portal: { readonly says: string; readonly text: string } | null;
  /** The letter as files; none where its words are not here. */
  readonly files: readonly Link[];
}

export function letterView(letter: LetterDetail, around: { zone: string; now: Date; bounces: boolean; mailLeaves: boolean; maySend: boolean; warnings: readonly string[] }): LetterView {
  const waits = letter.state === 'not_sent' || letter.state === 'refused';
  return {
    id: letter.id, subject: letter.subject, request: { href: `/requests/${letter.request.id}`, label: letter.request.number }, agency: letter.agency,
    state: letterStateWord(letter.state), says: saysOf(letter, around), trouble: letter.state === 'sent' ? '' : letter.lastError,
    warnings: letter.state === 'recalled' ? [] : around.warnings, blocks: letterBlocks(letter.bodyHtml), text: letter.bodyText, rows: rowsOf(letter, around.zone),
    mayDeliver: around.maySend && waits, maySendAgain: around.maySend && waits && around.mailLeaves && letter.channel === 'email',
    mayRecall: around.maySend && (waits || letter.state === 'queued'), mustDecide: around.maySend && letter.state === 'uncertain',
    takeBackFirst: letter.state === 'queued', bounces: around.bounces,
    print: `/letters/${letter.id}/print`, files: letterFiles(letter), portal: portalOf(letter),
  };
}

/** Federal portals ask for the request in a box of their own: its size differs, and was not read. */
function portalOf(letter: LetterDetail): LetterView['portal'] {
  if (letter.statute !== 'FOIA' || letter.followUp || letter.channel !== 'portal' || letter.state !== 'not_sent') return null;
  const text = portalSummary(letter);
  return { text, says: t('If the portal’s box takes the whole letter, paste it there. If not, paste this paragraph ({n} characters) and attach the letter as PDF. Keep the receipt the portal shows: it proves the day.', { n: text.length }) };
}

/** A letter as files to carry or keep; none of one whose words were never entered. */
export function letterFiles({ id, bodyHtml }: Pick<LetterDetail, 'id' | 'bodyHtml'>): Link[] {
  if (bodyHtml === '') return [];
  return [{ href: `/letters/${id}/letter.pdf`, label: t('PDF') }, { href: `/letters/${id}/letter.docx`, label: t('Word') }, { href: `/letters/${id}/letter.txt`, label: t('Text') }];
}

function saysOf(letter: LetterDetail, around: { zone: string; now: Date }): string {
  const how = channelWords(letter.channel);
  if (letter.followUp) return followUpSays(letter, around) ?? restSays(letter, how);
  switch (letter.state) {
    case 'not_sent':
      return t('**Nothing has left.** It is meant to go {how}. Copy, print or download it, deliver it, and record that here. No clock runs until then.', { how });
    case 'queued':
      return letter.nextAttemptAt ? t('{says} No clock runs until it has gone.', { says: queuedSays(letter, around) }) : queuedSays(letter, around);
    case 'sending':
    case 'sent':
    case 'refused':
    case 'uncertain':
      return restSays(letter, how);
    case 'recalled':
      return t('It was taken back before it left. The request is a draft again; its next letter is another one.');
  }
}

/** What is said of a letter that starts no clock; null where it is said as of every letter. */
function followUpSays(letter: LetterDetail, around: { zone: string; now: Date }): string | null {
  switch (letter.state) {
    case 'not_sent':
      return t('**Nothing has left.** It is meant to go {how}. Copy, print or download it, deliver it with a copy of the request, and record that here.', { how: channelWords(letter.channel) });
    case 'queued':
      return queuedSays(letter, around);
    case 'recalled':
      return t('It was taken back before it left. Its draft is kept; what is sent from it is another letter.');
    default:
      return null;
  }
}

function restSays(letter: LetterDetail, how: string): string {
  switch (letter.state) {
    case 'sent':
      return letter.sentOn ? t('It went {how} on {date}.', { how, date: formatDate(letter.sentOn) }) : t('It went {how}.', { how });
    case 'refused':
      return t('**The mail server refused it for good; nothing went out.** Check the address: take the letter back to change it, or deliver it another way and record that.');
    case 'uncertain':
      return t('**The connection broke after it was handed over, so it may have gone.** Look in the mail server’s log or ask the agency, then say here what you found. It is not sent again by itself.');
    default:
      return t('A worker is handing it to the mail server. Reload the page in a moment.');
  }
}

function rowsOf(letter: LetterDetail, zone: string): LetterView['rows'] {
  const rows: [string, string, string | null][] = [
    [t('Request'), letter.request.number, `/requests/${letter.request.id}`],
    [t('Agency'), letter.agency, null],
    [t('How'), channelWords(letter.channel), null],
    [t('To'), letter.toAddress, null],
    [t('Replies to'), letter.replyAddress, null],
    [letter.byItself ? t('Written by Tenday') : t('Approved'), `${formatInstant(letter.frozenAt, zone, { year: true })}${letter.createdBy ? `, ${letter.byItself ? t('on the standing order of {name}', { name: letter.createdBy }) : letter.createdBy}` : ''}`, null],
    [t('Went on'), letter.sentOn ? formatDate(letter.sentOn) : '', null],
    [t('Recorded by'), letter.deliveredBy ?? '', null],
    [t('Proof'), letter.proofDocumentId ? t('Open the proof') : '', letter.proofDocumentId ? `/documents/${letter.proofDocumentId}` : null],
    [t('Mail server said'), letter.serverReply, null],
    [t('Message-ID'), letter.fromAddress === '' ? '' : letter.messageId, null],
    [t('SHA-256 of its words'), letter.contentHash, null],
  ];
  return rows.filter(([, value]) => value !== '').map(([label, value, href]) => ({ label, value, href }));
}
