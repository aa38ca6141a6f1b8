/** What of a mail says where it belongs. Addresses in lower case, Message-IDs with their angle brackets. */
export interface MailToMatch {
  readonly envelopeTo: readonly string[];
  readonly deliveredTo: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly kind: 'reply' | 'bounce' | 'delay' | 'auto_reply';
  /** It is a mail of ours that came back. */
  readonly ours: boolean;
}

export type Place = 'envelope' | 'Delivered-To' | 'To' | 'Cc';

export interface TokenKey {
  readonly token: string;
  readonly place: Place;
}

export interface NumberKey {
  readonly number: string;
  readonly inSubject: boolean;
  /** The words it stands in. */
  readonly words: string;
}

export interface MatchKeys {
  readonly tokens: readonly TokenKey[];
  readonly messageIds: readonly string[];
  /** In capitals; the agency's or ours. */
  readonly numbers: readonly NumberKey[];
  readonly sender: string;
  /** Without “Re:” and the like; '' when it says too little. */
  readonly subject: string;
}

/** Of what is looked up of one mail: a forged header of ten thousand ids costs no more. */
const MOST_KEYS = 50;
/** Of a text. Numbers of a request stand at its beginning or in a quotation near it. */
const MOST_TEXT = 60_000;
/** As reply addresses are made: 13 letters and digits that can't be taken for one another. */
const TOKEN = /^[a-km-np-z2-9]{13}$/;

/** What to look up for a mail; pure. */
export function keysOf(mail: MailToMatch, replyDomain: string): MatchKeys {
  const named = [...numbersNamed(mail.subject, true), ...numbersNamed(mail.text.slice(0, MOST_TEXT), false)];
  return {
    tokens: tokensOf(mail, replyDomain),
    messageIds: first([...mail.inReplyTo, ...mail.references.toReversed(), ...(mail.messageId ? [mail.messageId] : [])], (one) => one),
    numbers: first(named, ({ number }) => number),
    sender: mail.from,
    subject: bareSubject(mail.subject),
  };
}

/** Each once, the first of them, at most so many as are looked up. */
function first<T>(all: readonly T[], nameOf: (one: T) => string): T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    if (found.size >= MOST_KEYS) break;
    if (!found.has(nameOf(one))) found.set(nameOf(one), one);
  }
  return [...found.values()];
}

function tokensOf(mail: MailToMatch, replyDomain: string): TokenKey[] {
  const places: readonly (readonly [Place, readonly string[]])[] = [['envelope', mail.envelopeTo], ['Delivered-To', mail.deliveredTo], ['To', mail.to], ['Cc', mail.cc]];
  const found = places.flatMap(([place, addresses]) => addresses.flatMap((address) => {
    const at = address.lastIndexOf('@');
    const [token = ''] = address.slice(0, at).toLowerCase().split('+');
    return address.slice(at + 1).toLowerCase() === replyDomain.toLowerCase() && TOKEN.test(token) ? [{ token, place }] : [];
  }));
  return first(found, ({ token, place }) => `${place} ${token}`);
}

/** Forms that nothing else has: ours (TD-2026-0001), GovQA, ICE, FBI, OIP, CBP, USCIS, and numbers with FOIA, PRA or CPRA in them. */
const BY_FORM = /(?<![\w-])(?:[A-Z]{2,8}-20\d{2}-\d{4,7}|[A-Z]{1,4}\d{6}-\d{6}|20\d{2}-IC(?:FO|AP|LI)-\d{4,6}|20\d{2}FOIA\d{2,6}|A-20\d{2}-\d{4,6}|CBP-[A-Z]{2,4}-20\d{2}-\d{4,7}|[A-Z]{3}20\d{8}|(?:\d{2,4}-)?(?:FOIA|FOIL|C?PRA|DPRA)-?\d{2,7}(?:-\d{2,7}){0,2})(?![\w-])/gi;
/** Forms that a day, a range of pages or a telephone number has too: read only beside words that say what they are. */
const BY_CONTEXT = /(?<![\w/.,:§$-])(?:\d{2}-\d{1,6}|\d{4}-\d{3,7}|\d{7}-\d{3}|\d{6,10}|[A-Z]{1,4}-?\d{2,4}-\d{2,7})(?![\w/-]|\.\d)/gi;
const SAYS_SO = /\b(?:requests?|reference|ref|tracking|control|case|file|confirmation|records?|portal|ticket|solicitud|referencia|C?PRA|FOIA|FOIPA)\b|#|\bn(?:o|r|umber)\b/i;
/** Straight before it, these say that it is something else. */
const SOMETHING_ELSE = /(?:\b(?:pages?|pp|bates|ages?|sections?|days?|hours?|dates?d?|from|between|phone|tel|fax|call|room|suite|badge|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?|\d,?|[(§$])[\s:]*$/i;
const AROUND = 60;

/** Numbers of requests in a text that stand among words that say so, each with those words. */
function numbersNamed(text: string, inSubject: boolean): NumberKey[] {
  const byForm = [...text.matchAll(BY_FORM)];
  const byContext = [...text.matchAll(BY_CONTEXT)].filter(({ index, 0: number }) => {
    const before = lineBefore(text, index);
    return !SOMETHING_ELSE.test(before) && (SAYS_SO.test(before) || SAYS_SO.test(lineAfter(text, index + number.length)));
  });
  return [...byForm, ...byContext].sort((a, b) => a.index - b.index)
    .map(({ index, 0: number }) => ({ number: number.toUpperCase(), inSubject, words: around(text, index, number.length) }));
}

const lineBefore = (text: string, at: number): string => text.slice(Math.max(0, at - AROUND), at).split('\n').at(-1) ?? '';
const lineAfter = (text: string, at: number): string => text.slice(at, at + AROUND).split('\n')[0] ?? '';
const around = (text: string, at: number, length: number): string => `${lineBefore(text, at)}${text.slice(at, at + length)}${lineAfter(text, at + length)}`.replace(/\s+/g, ' ').trim();

const PREFIX = /^\s*(?:(?:re|aw|fwd?|fw|rv|wg|automatic reply|auto(?:matic)?[- ]?response|out of office)\s*(?:\[\d+\])?\s*:|\[(?:external|ext|caution)[^\]]{0,40}\])\s*/i;

/** A subject as it was before anybody answered or forwarded it; '' when it is too short to tell one from another. */
export function bareSubject(subject: string): string {
  let bare = subject.slice(0, 1000).replace(/\s+/g, ' ').trim();
  for (let cut = 0; cut < 10 && PREFIX.test(bare); cut += 1) bare = bare.replace(PREFIX, '');
  return bare.length >= 12 ? bare : '';
}
