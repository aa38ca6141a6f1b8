import { formatLetterDate } from '../../../platform/views-dates.js';

/** An item as a ready-made list offers it: the person may change or drop it. */
export interface PackItem {
  readonly heading: string;
  readonly text: string;
  readonly whereToLook: string;
  readonly period: string;
  readonly format: string;
  readonly fields: string;
}

/** A ready-made list, with its windows counted from the day of writing (`YYYY-MM-DD`); the agency's slug where its units have names of their own. */
export type Pack = (today: string, agency?: string) => readonly PackItem[];

export const SHEET = 'CSV or XLSX, as exported';
export const MAIL = 'EML, MSG or PST with attachments; otherwise searchable PDF';

/** Policies and agreements: what is in force, and what was since then. */
export const sinceYear = (year: number): string => `from January 1, ${year} to the date of your search`;

/** One full month, the last before the day of writing: small enough to export whole. */
export function lastFullMonth(today: string): string {
  const firstOfThis = new Date(`${today.slice(0, 7)}-01T00:00:00.000Z`);
  const last = formatLetterDate(new Date(firstOfThis.getTime() - 86_400_000).toISOString().slice(0, 10)).replaceAll('\u00a0', ' ');
  return `${last.replace(/ \d.*$/, ' 1')} to ${last}`;
}

/** Two windows for rows of a log, each at most 62 days: the months reports spoke of, and the last full one. */
export const logWindows = (today: string): string => `May 1 to June 30, 2025, and ${lastFullMonth(today)}`;

/** The federal bodies whose access items ask about. */
export const FEDERAL_BODIES =
  'the Department of Homeland Security, ICE (including ERO and HSI), CBP, Border Patrol, USCIS, OBIM, the FBI, the DEA, the ATF, the U.S. Marshals, ' +
  'the U.S. Postal Inspection Service, any organization the vendor labels federal, and task-force accounts used by their officers';

/** Fills what an item leaves unsaid. */
export function packItem(item: Pick<PackItem, 'heading' | 'text' | 'period'> & Partial<PackItem>): PackItem {
  return { whereToLook: '', format: '', fields: '', ...item };
}
