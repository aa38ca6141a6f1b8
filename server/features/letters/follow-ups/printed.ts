import { formatLetterDate } from '../../../platform/views-dates.js';
import type { Situation } from './situation.js';

/** Pieces of letters. A letter is in English whatever language its writer reads the pages in. */

/** “item 3”, “items 3 and 5”; '' for none. */
export function printedItems(numbers: readonly number[]): string {
  if (numbers.length === 0) return '';
  return `${numbers.length === 1 ? 'item' : 'items'} ${joined(numbers.map(String))}`;
}

/** “a”, “a and b”, “a, b and c”. */
export function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** “November 24, 2026”; '' for no date. */
export function printedDate(date: string | null): string {
  return date === null ? '' : formatLetterDate(date);
}

const HOW: Readonly<Record<string, string>> = { email: 'by e-mail', portal: 'on your portal', post: 'by mail', fax: 'by fax', in_person: 'in person' };

/** How the request went, as part of a sentence; '' when that is not on record. */
export function printedHow(channel: string | null): string {
  return channel === null ? '' : (HOW[channel] ?? '');
}

/** What shows the receipt (letters.md 8). A presumed receipt is never printed as a fact. */
export function receiptSentence({ receipt }: Situation): string {
  if (!receipt || receipt.presumed) return '';
  const date = formatLetterDate(receipt.date);
  switch (receipt.basis) {
    case 'portal':
      return `Your portal shows the request received on ${date}.`;
    case 'automatic_reply':
      return `Your automatic reply is dated ${date}.`;
    case 'delivery_proof':
      return `The delivery record shows ${date}.`;
    case 'letter':
    case 'message':
      return `Your message shows the request received on ${date}.`;
    default:
      return `We count from ${date}, when the request reached you.`;
  }
}

interface ClockText {
  readonly since: string;
  readonly determination: string;
  readonly extension: string;
}

/**
 * The clock's words by the day of receipt (Gov. Code § 7922.535(a) and (b), Stats. 2025 ch. 34). AB 1821 (2026) would change the numbers for
 * receipts from 2027; its outcome is not known, so from then on no number is printed.
 */
const CLOCK: readonly ClockText[] = [
  { since: '0001-01-01', determination: 'The Act gives 10 days from receipt for the determination', extension: 'The Act lets a notice extend that time by no more than 14 days' },
  { since: '2027-01-01', determination: 'The Act sets a time, from receipt, for the determination', extension: 'The Act limits how far a notice may extend that time' },
];

/** The words for a request received on a day (today, while that is not known). */
export function clockText(situation: Situation): Pick<ClockText, 'determination' | 'extension'> {
  const date = situation.receipt?.date ?? situation.today;
  const row = CLOCK.filter((text) => text.since <= date).at(-1);
  if (!row) throw new Error(`No clock text for ${date}`);
  return { determination: row.determination, extension: row.extension };
}
