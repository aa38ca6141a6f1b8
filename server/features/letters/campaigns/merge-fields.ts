import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';

/** Merge fields every campaign has; others are its own columns. */
export const OWN_FIELDS = ['agency', 'short name', 'unit'] as const;

const FIELD = /\{\{\s*([^{}\n]{1,60}?)\s*\}\}/gu;
/** Braces that are no merge field: a field half typed would reach an agency as it stands. */
const STRAY = /\{\{|\}\}/u;

export interface MergeAgency {
  readonly name: string;
  readonly shortName: string;
  readonly unit: string;
}

/** “Unit ” and “unit” are one field. */
export const fieldName = (name: string): string => oneLine(name).toLowerCase();

/** Fields of a text that are none of those known, as they are written there, each once. */
function unknownIn(text: string, known: ReadonlySet<string>): string[] {
  const written = [...text.matchAll(FIELD)].map((found): [string, string] => [fieldName(found[1] ?? ''), oneLine(found[1] ?? '')]);
  return [...new Map(written.filter(([name]) => !known.has(name)).reverse()).values()].reverse();
}

/** Names of the merge fields in a text, as fields are known, each once. */
export function fieldsIn(text: string): string[] {
  return [...new Set([...text.matchAll(FIELD)].map((found) => fieldName(found[1] ?? '')))];
}

/** What one agency's letter prints for each field. */
export function valuesOf(agency: MergeAgency, values: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const own: [string, string][] = [['agency', agency.name], ['short name', agency.shortName], ['unit', agency.unit]];
  return new Map([...Object.entries(values).map(([name, value]): [string, string] => [fieldName(name), oneLine(value)]), ...own]);
}

/** The text with every merge field filled; values are plain words and are not read for fields again. */
export function merged(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(FIELD, (_, name: string) => values.get(fieldName(name)) ?? '');
}

/** Fields a text names that this agency has no value for. */
export function blanksIn(text: string, values: ReadonlyMap<string, string>): string[] {
  return fieldsIn(text).filter((name) => (values.get(name) ?? '') === '');
}

/** What is wrong with the merge fields of a text, in words; null when nothing is. */
export function mergeFault(text: string, columns: readonly string[]): string | null {
  const known = new Set([...OWN_FIELDS, ...columns.map(fieldName)]);
  const unknown = unknownIn(text, known).map((name) => `“${name}”`);
  if (unknown.length > 0) {
    return t.count(
      unknown.length, '{unknown} is no field of this campaign. There are: {fields}. A column of the table of agencies you paste becomes one: paste it with that heading first.',
      '{unknown} are no fields of this campaign. There are: {fields}. A column of the table of agencies you paste becomes one: paste it with those headings first.',
      { unknown: new Intl.ListFormat('en').format(unknown), fields: [...known].join(', ') },
    );
  }
  if (STRAY.test(text.replace(FIELD, ''))) return t('Braces stand alone here. A field is written with two on either side: {example}.', { example: '{{agency}}' });
  return null;
}
