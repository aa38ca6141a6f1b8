/**
 * Pieces patterns are built of. They are held against sentences whose white space is single spaces and whose length is bounded
 * (sentences.ts), so that no pattern can take long.
 */

/** Any of these wordings, beginning at a word. A straight apostrophe stands for a curly one too. */
export function saying(...wordings: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${wordings.map((words) => words.replaceAll("'", "['’]")).join('|')})`, 'iu');
}

/** Up to `most` words of any kind, each with the space after it. */
export const few = (most: number): string => String.raw`(?:[\p{L}\p{N}_\u0027’-]{1,40},? ){0,${most}}`;

/** At most so many characters between one thing and the next, which begins at a word. */
export const within = (most: number): string => String.raw`\b.{0,${most}}\b`;

const UNIT = 'office|department|city|county|agency|board|commission|bureau|division|district|authority|component|unit|sheriff|police department|university|school|program|section';

/** Whoever writes: “we”, “the Department”, a name that ends like an office's, or one of the well-known ones. */
export const AGENCY = String.raw`(?:we|I|our (?:office|department|agency|staff)|(?:this|the) (?:${UNIT})(?:'s \w+)?|(?:[A-Z][\w.&\u0027’-]{1,30} ){1,7}(?:Department|Office|Division|Agency|Bureau|County|City|District|Board|Commission|Authority)|LAPD|LASD|ICE|CBP|FBI|OBIM|USCIS|DHS|NSA)`;

/** What was asked for, as agencies call it. */
export const RECORDS =
  '(?:records?|documents?|materials?|files?|footage|recordings?|videos?|e-?mails?|data|information|responses?|pages|copies|items?|reports?|logs?|spreadsheets?|papers|correspondence|attachments?|installments?|batch(?:es)?|set)';

/** Kinds of paper people ask for by name. */
export const PAPERS = '(?:contracts?|agreements?|polic(?:y|ies)|manuals?|memo\\w*|lists?|orders?|procedures?|invoices?|audits?)';

/** To have, or to have found. */
export const HOLD = '(?:have|has|had|hold|holds|possess|possesses|maintain|maintains|keep|keeps|retain|retains|find|found|locate|located|identif(?:y|ied)|own|owns|be in possession of)';

/** “not”, by itself or at the end of the verb before it. */
export const NOT = String.raw`(?: not|n't)`;

/** Was done, has been done, is done. */
export const WAS = '(?:is|are|was|were|has been|have been|been)';

export const MAIL = 'e-?mail';
