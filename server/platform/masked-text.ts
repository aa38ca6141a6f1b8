/** A stretch of a text, in UTF-16 units, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Links carry secrets in what follows `?` or `#`, or in a part of their path no person would type. */
const LINK = /https?:\/\/[^\s<>"“”)\]]{4,2000}/g;
const GIVEN = /[?#&][^=&?#]{0,60}=[^&]{8}/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** “Passcode: 7f3-QQ”, “Your password is hunter2”: the word after. */
const NAMED = /\b(?:pass ?codes?|pass ?words?|passphrase|access codes?|security codes?|verification codes?|one[- ]time codes?|PIN)\b(?: number)?(?: is| for [^\n:]{1,60}:|:| ?=)\s*["“']?([^\s"”',;]{3,200})/gi;
/** A long run of letters and digits mixed, as only machines write. */
const TOKEN = /(?<![\w/.-])(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{24,400}(?![\w-])/g;

/** Where a text holds what opens something: pass codes, links that let in whoever has them, long codes. In order, apart from each other. Pure. */
export function secretsIn(text: string): Stretch[] {
  const links = matches(text, LINK).filter(({ start, end }) => letsIn(text.slice(start, end).replace(/^https?:\/\/[^/]*/, '')));
  const named = [...text.matchAll(NAMED)].flatMap((match) => {
    const word = (match[1] ?? '').replace(/[.!?]+$/, '');
    const end = match.index + match[0].length - ((match[1] ?? '').length - word.length);
    return word === '' || /^https?:/i.test(word) ? [] : [{ start: end - word.length, end }];
  });
  const all = [...links, ...named, ...matches(text, TOKEN)].sort((a, b) => a.start - b.start || b.end - a.end);
  return all.reduce<Stretch[]>((kept, one) => (one.start < (kept.at(-1)?.end ?? 0) ? kept : [...kept, one]), []);
}

/** The same text with dots for what opens something: for excerpts, lists and notices. */
export function masked(text: string): string {
  return secretsIn(text).reduceRight((left, { start, end }) => `${left.slice(0, start)}••••••${left.slice(end)}`, text);
}

/** Whether what follows a link's host lets in whoever has it; words joined by hyphens are a title. */
function letsIn(path: string): boolean {
  return GIVEN.test(path) || UUID.test(path) || path.split(/[^A-Za-z0-9_]/).some((run) => run.length >= 16 && /\d/.test(run) && /[A-Za-z]/.test(run));
}

const matches = (text: string, pattern: RegExp): Stretch[] => [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].replace(/[.,;:!?]+$/, '').length }));
