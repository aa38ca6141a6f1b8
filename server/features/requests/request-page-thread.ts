import { civilIn } from '../../platform/clock.js';
import { masked } from '../../platform/masked-text.js';
import { formatClockTime, formatDate } from '../../platform/views-dates.js';
import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { basisWords, factName, letterTrouble, sendingWords } from './request-words.js';
import type { ThreadEntry } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';

type Letter = RequestPageData['letters'][number];
type Message = RequestPageData['messages'][number];

const EXCERPT_LENGTH = 280;
/** Documents a line of the thread names; the message names them all. */
const MOST_FILES = 5;

/**
 * Letters and messages of a request as one thread, oldest first; of one day, what has a time by it, then ours, then theirs. Letters taken back never
 * went and are left to the timeline.
 */
export function thread(data: RequestPageData): ThreadEntry[] {
  const letters = data.letters.filter((letter) => letter.state !== 'recalled').map((letter) => ({ at: whenOf(data, letter), entry: letterEntry(data, letter) }));
  const messages = data.messages.map((message) => ({ at: `${message.sentOn} ${message.sentTime ?? '99'}`, entry: messageEntry(data, message) }));
  return [...letters, ...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ entry }) => entry);
}

/** How many messages came before those of the thread, and where they are; null when it shows all. */
export function earlierMessages(data: RequestPageData): (Link & { readonly count: number }) | null {
  const count = (data.messages[0]?.total ?? 0) - data.messages.length;
  return count > 0 ? { count, href: `/replies?show=all&request=${data.request.id}`, label: t('See all messages') } : null;
}

/** When a letter stands in the thread: the day it went, else the day it was approved. A day without a time comes first. */
function whenOf(data: RequestPageData, letter: Letter): string {
  if (!letter.sentAt && letter.sentOn) return letter.sentOn;
  const { date, time } = civilIn(letter.sentAt ?? letter.frozenAt, data.agency.timeZone);
  return `${date} ${time}`;
}

function letterEntry(data: RequestPageData, letter: Letter): ThreadEntry {
  const sent = letter.state === 'sent';
  return {
    ours: true,
    who: sent ? t('We wrote to {agency}', { agency: data.agency.shortName }) : t('Letter to {agency}', { agency: data.agency.shortName }),
    at: letter.sentAt ? letter.sentAt.toISOString() : null,
    channel: channel(letter, sent),
    trouble: letterTrouble(letter.state),
    excerpt: excerpt(letter.bodyText),
    links: links(data, letter),
    facts: factsFrom(data, (fact) => fact.letterId === letter.id),
  };
}

function messageEntry(data: RequestPageData, message: Message): ThreadEntry {
  const way = sendingWords(message.channel);
  const day = formatDate(message.sentOn);
  const sources = [...new Set([message.documentId, ...message.fileIds])].flatMap((id) => data.documents.find((one) => one.id === id) ?? []);
  const open = { href: `/requests/${data.request.id}/messages/${message.id}`, label: message.unread ? t('Read it') : t('Open the message') };
  const heirs = new Set(message.factIds.map((id) => standingHeir(data, id)));
  return {
    ours: false,
    who: message.fromName,
    at: null,
    channel: message.sentTime ? t('{way}, {date}, {time}', { way, date: day, time: formatClockTime(message.sentTime) }) : t('{way}, {date}', { way, date: day }),
    trouble: message.kind === 'bounce' ? { tone: 'problem', words: t('A letter of ours did not arrive') } : message.unread ? { tone: 'waiting', words: t('Nobody has read it through') } : null,
    excerpt: excerpt(masked(message.begins)),
    links: [open, ...sources.slice(0, MOST_FILES).map((one) => ({ href: `/documents/${one.id}`, label: t('Document {n}', { n: one.n }) }))],
    facts: factsFrom(data, (fact) => heirs.has(fact.id)),
  };
}

/** The fact that stands where this one was recorded: itself, or what it was corrected to; null when it was taken back. */
function standingHeir(data: RequestPageData, factId: string): string | null {
  let fact = data.facts.find((one) => one.id === factId);
  for (let steps = 0; fact && !fact.stands && steps <= data.facts.length; steps += 1) {
    const next = fact.supersededById;
    fact = data.facts.find((one) => one.id === next);
  }
  return fact?.id ?? null;
}

function channel(letter: Letter, sent: boolean): string {
  const way = sendingWords(letter.channel);
  if (!sent) return t('to go {way}', { way });
  return letter.sentAt || !letter.sentOn ? way : t('{way}, {date}', { way, date: formatDate(letter.sentOn) });
}

/** The first paragraph of sentences: past the letterhead, the address and the salutation. Cut between words. */
function excerpt(bodyText: string): string {
  const paragraphs = bodyText.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim());
  const long = paragraphs.find((part) => part.length >= 80 && /[.:?!]$/.test(part)) ?? paragraphs.find(Boolean) ?? '';
  if (long.length <= EXCERPT_LENGTH) return long;
  return `${long.slice(0, long.lastIndexOf(' ', EXCERPT_LENGTH))} …`;
}

function links(data: RequestPageData, letter: Letter): Link[] {
  const asSent = { href: `/letters/${letter.id}`, label: letter.state === 'sent' ? t('Letter as sent') : t('Open the letter') };
  const proof = data.documents.find((one) => one.id === letter.proofDocumentId);
  return proof ? [asSent, { href: `/documents/${proof.id}`, label: t('Proof, document {n}', { n: proof.n }) }] : [asSent];
}

/** Confirmed ones only: a presumed receipt is nobody's word and stands with the clocks. */
function factsFrom(data: RequestPageData, from: (fact: RequestPageData['facts'][number]) => boolean): string[] {
  return data.facts
    .filter((fact) => fact.stands && !fact.presumed && from(fact))
    .map((fact) => t('{fact} **{date}**, {basis}', { fact: factName(fact.type, fact.details), date: formatDate(fact.date), basis: basisWords(fact.basis) }));
}
