/**
 * Every section a letter template of ours may print, and how far its text was read (2026-11-24). A letter prints only what is
 * `confirmed`: the words were read at the source, or in a copy of it. The rest is written without a citation.
 */
export type CitationVerdict = 'confirmed' | 'partly' | 'unverified';

const GOV = (sections: readonly string[], verdict: CitationVerdict) => sections.map((section) => [`Gov. Code § ${section}`, verdict] as const);
const CIV = (sections: readonly string[], verdict: CitationVerdict) => sections.map((section) => [`Civ. Code § ${section}`, verdict] as const);
const FOIA = (paragraphs: readonly string[], verdict: CitationVerdict) => paragraphs.map((paragraph) => [`5 U.S.C. § 552${paragraph}`, verdict] as const);

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
  // uscode.house.gov, release point 119-73 of 2026-03-26, in a copy (legalize-us)
  ...FOIA([
    '(a)(3)(A)', '(a)(3)(B)', '(a)(3)(C)', '(a)(4)(A)(ii)', '(a)(4)(A)(iii)', '(a)(4)(A)(v)', '(a)(4)(A)(viii)', '(a)(4)(B)', '(a)(4)(E)', '(a)(6)(A)(i)', '(a)(6)(A)(ii)', '(a)(6)(B)(i)', '(a)(6)(B)(ii)',
    '(a)(6)(C)(i)', '(a)(6)(E)(ii)(I)', '(a)(6)(E)(v)(I)', '(a)(6)(E)(v)(II)', '(a)(6)(E)(vi)', '(a)(6)(F)', '(a)(7)(A)', '(a)(7)(B)', '(a)(8)(A)', '(b)', '(b)(3)', '(b)(4)', '(b)(5)', '(b)(6)', '(b)(7)', '(b)(7)(C)', '(b)(7)(E)',
  ], 'confirmed'),
  // as of 2021-07-23: whether it stands is open; of 28 C.F.R. § 16.8(a) only a preamble was read
  ['6 C.F.R. § 5.8(a)(1)', 'partly'], ['28 C.F.R. § 16.8(a)', 'partly'],
  ['6 C.F.R. § 5.4(c)', 'unverified'], ['6 C.F.R. § 5.5(e)', 'unverified'], ['6 C.F.R. § 5.9', 'unverified'], ['28 C.F.R. § 16.5', 'unverified'], ['28 C.F.R. § 16.9', 'unverified'],
  // refusals and the last letters: leginfo text as of 2026-05-31 and self-law.org; § 7923.105 from an index; the opinion of 2020 itself, of 2017 an extract
  ...GOV(['7923.100', '7923.115(a)', '7927.500'], 'confirmed'), ['Pen. Code § 832.7(b)(11)', 'confirmed'], ['National Lawyers Guild v. City of Hayward (2020) 9 Cal.5th 488', 'confirmed'],
  ...GOV(['7923.105'], 'partly'), ['Evid. Code § 1040', 'partly'], ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032', 'partly'],
  ...GOV(['7920.530', '7923.000', '7927.200'], 'unverified'), ['8 C.F.R. § 236.6', 'unverified'],
]);

const CITED = /(?:(Gov\.|Civ\.|Pen\.|Veh\.|Evid\.)\s+Code|(\d+)\s+(U\.S\.C\.|C\.F\.R\.))\s+§§?\s*(\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)/gi;
const SIGNS = /§§?/g;

/** Sections printed in a text, as `Gov. Code § 7922.535(a)` or `5 U.S.C. § 552(a)(8)(A)`; a sign whose code is not named comes out as `§ …` so that it can't slip through. */
export function citationsIn(text: string): string[] {
  const plain = text.replace(/[\s\u00a0]+/g, ' ');
  const named = [...plain.matchAll(CITED)];
  const found = named.map(([, code, title, federal, section]) => `${code === undefined ? `${title} ${federal}` : `${code} Code`} § ${section}`);
  const unnamed = (plain.match(SIGNS)?.length ?? 0) - named.length;
  return [...new Set(found), ...(unnamed > 0 ? ['§ …'] : [])];
}

/** How far a citation was read; what the table does not know is unverified. */
export function verdictOf(citation: string): CitationVerdict {
  return CITATIONS.get(citation) ?? 'unverified';
}
