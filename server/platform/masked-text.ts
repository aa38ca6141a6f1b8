/** A stretch of a text, in UTF-16 units, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Links carry secrets in what follows `?` or `#`, or in a part of their path no person would type. */
const LINK = /https?:\/\/[^\s<>"“”)\]]{4,2000}/g;
const GIVEN = /[?#&][^=&?#]{0,60}=[^&]{8}|[?#&](?:token|auth\w{0,10}|\w{0,6}key|sig(?:nature)?|code|otp|pin|pass\w{0,8}|secret|invite|ticket|share|e)=[^&]{3}/i;
const OPENING = /\/(?:invit\w{1,8}|magic|verify|reset|unlock|activate)\/[^/?#]{8}/i;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const NAMES = [
  'pass ?codes?', 'pass ?words?', 'passphrase', '(?:access|security|verification|log-?in|sign-?in|authentication|one[- ]time(?: access)?) codes?', 'one[- ]time pass(?:word|code)', 'OTP', 'PIN',
  'contraseñas?', 'clave(?: de acceso)?', 'códigos? de (?:acceso|verificación|seguridad)', '(?:use|enter|type)(?: (?:the|this))?(?: following)? code',
].join('|');
/** What a name is given with: “(OTP)”, “for the portal”. */
const FOR = String.raw`(?: number)?(?: \([^)\n]{1,20}\))?(?: (?:for|to|of|para|del?) [^\n:.=]{1,60}?)?`;
/** “Passcode: 7f3-QQ”, “Access code – HB44X”: whatever follows, digits in two groups too. */
const NAMED = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NAMES})${FOR}(?: (?:is|es))?(?::| ?=| [-–—])\s*["“']?(\d{3,4}[ -]\d{3,4}(?!\d)|[^\s"”',;]{3,200})`, 'giu');
/** “Your password is hunter2”, “use code 553201”: a word with a digit, or one in quotation marks; “is required” is none. */
const TOLD = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${NAMES})(?:${FOR} (?:is|es))?\s+(?=["“']|[^\s"”',;]{0,40}\d)["“']?(\d{3,4}[ -]\d{3,4}(?!\d)|[^\s"”',;]{3,200})`, 'giu');
/** A long run of letters and digits mixed, as only machines write. */
const TOKEN = /(?<![\w/.-])(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{24,400}(?![\w-])/g;

/** Where a text holds what opens something: pass codes, links that let in whoever has them, long codes. In order, apart from each other. Pure. */
export function secretsIn(text: string): Stretch[] {
  const links = matches(text, LINK).filter(({ start, end }) => letsIn(text.slice(start, end).replace(/^https?:\/\/[^/]*/, '')));
  const named = [...text.matchAll(NAMED), ...text.matchAll(TOLD)].flatMap((match) => {
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
  return GIVEN.test(path) || OPENING.test(path) || UUID.test(path) || path.split(/[^A-Za-z0-9_]/).some((run) => (run.length >= 16 && /\d/.test(run) && /[A-Za-z]/.test(run)) || isMixed(run));
}

/** Letters of both sizes and digits that change places often, as no title does: “Ec3bJk2lQ9”. */
const isMixed = (run: string): boolean => run.length >= 10 && /[a-z]/.test(run) && /[A-Z]/.test(run) && (run.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g) ?? []).length >= 3;

const matches = (text: string, pattern: RegExp): Stretch[] => [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].replace(/[.,;:!?]+$/, '').length }));
