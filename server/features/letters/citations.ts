/**
 * Every section a letter template of ours may print, and how far its text was read (2026-11-24). A letter prints only what is
 * `confirmed`: the words were read at the source, or in a copy of it. The rest is written without a citation.
 */
export type CitationVerdict = 'confirmed' | 'partly' | 'unverified';

const GOV = (sections: readonly string[], verdict: CitationVerdict) => sections.map((section) => [`Gov. Code § ${section}`, verdict] as const);
const CIV = (sections: readonly string[], verdict: CitationVerdict) => sections.map((section) => [`Civ. Code § ${section}`, verdict] as const);

export const CITATIONS: ReadonlyMap<string, CitationVerdict> = new Map<string, CitationVerdict>([
  // leginfo text as of 2026-05-31
  ...GOV(['7922.535(a)', '7922.535(b)', '7922.525(a)', '7922.525(b)', '7922.530(a)', '7922.540(a)', '7922.540(b)', '7922.545', '7922.600', '7922.000', '7921.300'], 'confirmed'),
  ...CIV(['1798.90.51', '1798.90.52', '1798.90.53', '1798.90.55(a)', '1798.90.55(b)'], 'confirmed'),
  // chaptered SB 54 (2017); findlaw, current to 2025-01-01
  ...GOV(['7284.6(c)', '7283(d)'], 'confirmed'),
  // first lines only
  ...GOV(['7922.575', '7922.580', '7922.605', '7283.1(c)'], 'partly'),
  // words not found, or never looked for
  ...GOV(['7922.570', '7922.700', '7923.005', '12532.5'], 'unverified'),
]);

const CITED = /(Gov\.|Civ\.|Pen\.|Veh\.|Evid\.)\s+Code\s+§§?\s*(\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)/gi;
const SIGNS = /§§?/g;

/** Sections printed in a text, as `Gov. Code § 7922.535(a)`; a sign whose code is not named comes out as `§ …` so that it can't slip through. */
export function citationsIn(text: string): string[] {
  const plain = text.replace(/[\s\u00a0]+/g, ' ');
  const named = [...plain.matchAll(CITED)];
  const found = named.map(([, code, section]) => `${code} Code § ${section}`);
  const unnamed = (plain.match(SIGNS)?.length ?? 0) - named.length;
  return [...new Set(found), ...(unnamed > 0 ? ['§ …'] : [])];
}

/** How far a citation was read; what the table does not know is unverified. */
export function verdictOf(citation: string): CitationVerdict {
  return CITATIONS.get(citation) ?? 'unverified';
}
