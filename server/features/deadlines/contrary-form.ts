import type { FactDetails } from './fact-types.js';

type Contrary = NonNullable<FactDetails['determination']['items'][number]['basis']>[number];

/** What contradicts “none found”, one a line: “what it shows | the document | its date”. Pieces that are missing are refused by their schema. */
export function contraryFrom(typed: string): Record<string, unknown>[] {
  return typed.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => {
    const [fact = '', document = '', date = ''] = line.split('|').map((piece) => piece.trim());
    return { fact, document, ...(date === '' ? {} : { date }) };
  });
}

/** The same, for correcting it. */
export function contraryTyped(basis: readonly Contrary[]): string {
  const piece = (words: string) => words.replace(/[|\r\n]+/g, '/');
  return basis.map(({ fact, document, date }) => [piece(fact), piece(document), ...(date ? [date] : [])].join(' | ')).join('\n');
}
