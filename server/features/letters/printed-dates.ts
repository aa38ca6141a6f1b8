import { isCivilDate } from '../statutes/civil-date.js';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const NAME = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DATES: readonly { readonly pattern: RegExp; readonly read: (found: readonly string[]) => readonly [string, string, string] }[] = [
  { pattern: new RegExp(String.raw`\b${NAME}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi'), read: ([, month = '', day = '', year = '']) => [year, month, day] },
  { pattern: new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+${NAME},?\s+(\d{4})\b`, 'gi'), read: ([, day = '', month = '', year = '']) => [year, month, day] },
  { pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g, read: ([, year = '', month = '', day = '']) => [year, month, day] },
  { pattern: /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g, read: ([, month = '', day = '', year = '']) => [year, month, day] },
];

export interface PrintedDate {
  /** As it stands in the text. */
  readonly words: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** Whole dates in an English text, as Americans write them or as ISO does. A month and a year are none. */
export function datesIn(text: string): PrintedDate[] {
  const plain = text.replace(/[\s\u00a0]+/g, ' ');
  return DATES.flatMap(({ pattern, read }) => [...plain.matchAll(pattern)].flatMap((found) => {
    const [year, month, day] = read(found);
    const number = /^\d+$/.test(month) ? Number(month) : MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3))) + 1;
    const date = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCivilDate(date) ? [{ words: found[0], date }] : [];
  }));
}
