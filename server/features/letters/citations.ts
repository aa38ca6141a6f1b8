import { CITATION_SOURCES, type CitationVerdict } from './citation-table.js';

export type { CitationVerdict } from './citation-table.js';

/** Each citation of the table with how far it was read. */
export const CITATIONS: ReadonlyMap<string, CitationVerdict> = new Map(CITATION_SOURCES.flatMap(({ verdict, citations }) => citations.map((citation) => [citation, verdict] as const)));

const CASES = [...CITATIONS.keys()].filter((citation) => citation.includes(' v. '));

const SECTION = String.raw`\d+[a-z]?(?:\.\d+)*(?:\([a-z0-9]+\))*`;
const CODE = String.raw`(?:Gov\.|Civ\.|Pen\.|Veh\.|Evid\.|L\.A\. Admin\.) Code|Code Civ\. Proc\.|Cal\. Const\., art\. [IVX]+,|\d+ (?:U\.S\.C\.|C\.F\.R\.)`;
/** After a doubled sign every number of the list is a section. */
const CITED = new RegExp(String.raw`(${CODE}),? (?:§§ ?(${SECTION}(?:(?:, | and |, and )${SECTION})*)|§ ?(${SECTION}))`, 'gi');
const REPORTED = /\b\d{1,3} (?:Cal\.(?:App\.)?(?:\dth|\dd)?|F\.\dd|F\.\dth|U\.S\.|P\.\dd) \d{1,4}\b/g;
const SIGNS = /§§?/g;

/**
 * What a text cites, as the table writes it: `Gov. Code § 7922.535(a)`, `5 U.S.C. § 552(a)(8)(A)`, a case with its title. A sign whose code is
 * not named comes out as `§ …`, and a case that is not in the table as its page, so that neither slips through.
 */
export function citationsIn(text: string): string[] {
  const plain = text.replace(/[\s\u00a0]+/g, ' ');
  const named = [...plain.matchAll(CITED)];
  const sections = named.flatMap(([, code = '', many, one]) => (one === undefined ? (many ?? '').split(/,? and |, /) : [one]).map((section) => `${asWritten(code)} § ${section}`));
  const cases = [...plain.matchAll(REPORTED)].map(([page]) => CASES.find((known) => known.endsWith(page) || known.includes(`${page} (`)) ?? page);
  const unnamed = (plain.match(SIGNS)?.length ?? 0) - named.length;
  return [...new Set([...sections, ...cases]), ...(unnamed > 0 ? ['§ …'] : [])];
}

/** A code's name in the table's letter case. */
function asWritten(code: string): string {
  const known = [...CITATIONS.keys()].find((citation) => citation.toLowerCase().startsWith(`${code.toLowerCase()} §`));
  return known?.slice(0, known.indexOf(' §')) ?? code;
}

/** How far a citation was read; what the table does not know is unverified. */
export function verdictOf(citation: string): CitationVerdict {
  return CITATIONS.get(citation) ?? 'unverified';
}

/** Whether a letter of a group may say it: it was read, or a lawyer of the group answers for what of it was not. */
export function mayCite(citation: string, approved: ReadonlySet<string>): boolean {
  const verdict = verdictOf(citation);
  return verdict === 'confirmed' || (verdict === 'partly' && approved.has(citation));
}
