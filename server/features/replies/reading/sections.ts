/** A section of law named in a text. */
export interface CitedSection {
  /** As the field writes it: 'Gov. Code 7923.600', 'Penal Code 832.7(b)', '5 U.S.C. 552(b)(6)'. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const SECTION = String.raw`(?:§§?|sections?|secs?\.?|subsection|secci(?:ón|ones))?`;
/** A scan loses dots: “832 7(b)” is 832.7(b), since nothing else is written so. */
const NUMBER = String.raw`(\d{2,5}(?:\.\d+| \d{1,3}(?=\([a-z]\)))*(?:\s?\(\w{1,3}\))*)`;
const SUBDIVISION = String.raw`(?:\s*,?\s*(?:subdivisions?|subds?\.?|subsection|paragraph|par\.)\s*((?:\(\w{1,3}\)\s?)+))?`;

const CODES: readonly (readonly [string, string])[] = [
  ['Gov. Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?(?:Gov(?:ernment|'t|’t|\.)?)\s*\.?\s*Code\.?|CGC|GC|C[óo]digo\s+de\s+Gobierno)`],
  ['Penal Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?Pen(?:al|\.)?\s*Code|P\.?C\.)`],
  ['Evid. Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?Evid(?:ence|\.)?\s*Code)`],
  ['Civ. Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?Civ(?:il|\.)?\s*Code)`],
  ['Veh. Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?Veh(?:icle|\.)?\s*Code)`],
  ['Welf. & Inst. Code', String.raw`(?:Welf(?:are|\.)?\s*(?:and|&)\s*Inst(?:itutions|\.)?\s*Code|W\s?&\s?I)`],
  ['Educ. Code', String.raw`(?:(?:Cal(?:ifornia|\.)?\s+)?Ed(?:uc(?:ation|\.)?|\.)?\s*Code)`],
  ['Health & Saf. Code', String.raw`(?:Health\s*(?:and|&)\s*Saf(?:ety|\.)?\s*Code)`],
  ['Labor Code', String.raw`(?:Lab(?:or|\.)?\s*Code)`],
  ['Code Civ. Proc.', String.raw`(?:Code\s+(?:of\s+)?Civ(?:il|\.)?\s*Proc(?:edure|\.)?)`],
];
const IN_CODE = CODES.map(([name, code]) => ({ name, pattern: new RegExp(String.raw`\b${code}\s*,?\s*${SECTION}\s*${NUMBER}${SUBDIVISION}`, 'gi') }));
/** “section 1040 of the Evidence Code”, and in Spanish. */
const OF_CODE = [...CODES, ['Gov. Code', 'Código\\s+de\\s+Gobierno'] as const, ['Evid. Code', 'Código\\s+de\\s+Evidencia'] as const, ['Penal Code', 'Código\\s+Penal'] as const].map(([name, code]) => ({
  name, pattern: new RegExp(String.raw`(?:§§?|\bsections?|\bsecci(?:ón|ones))\s*${NUMBER}${SUBDIVISION},?\s+(?:of|del?)\s+(?:the\s+)?${code}`, 'gi'),
}));
/** A section of the Public Records Act itself, whose numbers no other law has. */
const OF_THE_ACT = /(?:§§?|\bsections?)\s*(79[23]\d\.\d{3}(?:\s?\(\w{1,3}\))*)/gi;
const FEDERAL = /\b(\d{1,2})\s*U\.?\s?S\.?\s?C\.?\s*(?:§§?|sections?)?\s*(\d{2,5}[a-z]?(?:\s?\(\w{1,3}\))*)/gi;
/** “Exemption 6”, “Exemptions (b)(7)(C)”; a list goes on after it. */
const EXEMPTION = /\b(?:FOIA\s+)?exemptions?\s+\(?b?\)?\(?([1-9])\)?(?:\s?\(([A-F])\))?/gi;
const MORE_EXEMPTIONS = /^(?:\s*,?\s*(?:and|or|&)\s*|\s*,\s*)\(?b?\)?\s?\(?([1-9])\)?(?:\s?\(([A-F])\))?(?!\w|\.\d)/i;
const B_CODE = /(?<![\w(])\(b\)\s?\(([1-9])\)(?:\s?\(([A-F])\))?/gi;
const OTHER_STATE = /\b(\d{2})\s+O\.?\s?S\.?\s*§?\s*(\d+[A-Z]?(?:\.\d+)*)/g;
/** “… and 7927.705”: the second of two sections of one code. */
const AND_MORE = /^\s*(?:,|,?\s*(?:and|or|&|y))\s*(?:§§?|sections?\s+)?\s*((?:\d{3,5}(?:\.\d+)+|(?!(?:19|20)\d\d)\d{3,4})(?:\s?\(\w{1,3}\))*)(?!\w|-\d|,\d)/i;
/** A sentence that names more names nothing any more. */
const MOST_SECTIONS = 100;

/** Every section of law a stretch of words names, in order, each once. */
export function sectionsIn(text: string): CitedSection[] {
  const all: CitedSection[] = [];
  const add = (name: string, start: number, end: number) => {
    if (all.length < MOST_SECTIONS && !all.some((one) => start < one.end && end > one.start)) all.push({ name, start, end });
  };
  for (const { name, pattern } of [...IN_CODE, ...OF_CODE, { name: 'Gov. Code', pattern: OF_THE_ACT }]) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      add(`${name} ${tidy(match[1])}${tidy(match[2])}`, match.index, end);
      following(text, end, AND_MORE, (next, at) => add(`${name} ${tidy(next[1])}`, at, at + next[0].length));
    }
  }
  for (const match of text.matchAll(FEDERAL)) add(`${match[1]} U.S.C. ${tidy(match[2])}`, match.index, match.index + match[0].length);
  for (const pattern of [EXEMPTION, B_CODE]) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      add(exemptionName(match[1], match[2]), match.index, end);
      following(text, end, MORE_EXEMPTIONS, (next, at) => add(exemptionName(next[1], next[2]), at, at + next[0].length));
    }
  }
  for (const match of text.matchAll(OTHER_STATE)) add(`${match[1]} O.S. ${match[2]}`, match.index, match.index + match[0].length);
  return onceEach(all.sort((a, b) => a.start - b.start));
}

/** Goes on after `from` for as long as a list does. */
function following(text: string, from: number, pattern: RegExp, found: (match: RegExpExecArray, at: number) => void): void {
  let at = from;
  for (let next = pattern.exec(text.slice(at, at + 60)); next !== null; next = pattern.exec(text.slice(at, at + 60))) {
    found(next, at);
    at += next[0].length;
  }
}

const exemptionName = (number: string | undefined, letter: string | undefined): string => `5 U.S.C. 552(b)(${number ?? ''})${letter ? `(${letter.toUpperCase()})` : ''}`;

function tidy(part: string | undefined): string {
  return (part ?? '').replace(/(\d) (\d)/g, '$1.$2').replace(/\s+/g, '');
}

function onceEach(all: readonly CitedSection[]): CitedSection[] {
  return all.filter((one, index) => all.findIndex((other) => other.name === one.name) === index);
}
