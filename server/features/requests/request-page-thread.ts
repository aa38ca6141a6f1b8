import { formatDate } from '../../platform/views-dates.js';
import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { basisWords, factName, letterTrouble, sendingWords } from './request-words.js';
import type { ThreadEntry } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';

type Letter = RequestPageData['letters'][number];

const EXCERPT_LENGTH = 280;

/** Letters of a request as one thread, oldest first. Letters taken back never went and are left to the timeline. */
export function thread(data: RequestPageData): ThreadEntry[] {
  return data.letters.filter((letter) => letter.state !== 'recalled').map((letter) => entry(data, letter));
}

function entry(data: RequestPageData, letter: Letter): ThreadEntry {
  const sent = letter.state === 'sent';
  return {
    ours: true,
    who: sent ? t('We wrote to {agency}', { agency: data.agency.shortName }) : t('Letter to {agency}', { agency: data.agency.shortName }),
    at: letter.sentAt ? letter.sentAt.toISOString() : null,
    channel: channel(letter, sent),
    trouble: letterTrouble(letter.state),
    excerpt: excerpt(letter.bodyText),
    links: links(data, letter),
    facts: factsFrom(data, letter.id),
  };
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
function factsFrom(data: RequestPageData, letterId: string): string[] {
  return data.facts
    .filter((fact) => fact.stands && !fact.presumed && fact.letterId === letterId)
    .map((fact) => t('{fact} **{date}**, {basis}', { fact: factName(fact.type, fact.details), date: formatDate(fact.date), basis: basisWords(fact.basis) }));
}
