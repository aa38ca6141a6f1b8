/** What a stretch of a message is: only `body` is the agency's own answer. */
export type PartKind = 'body' | 'quoted' | 'echo' | 'signature' | 'notice';

/** A stretch of the text, `start` inclusive to `end` exclusive, in UTF-16 units. */
export interface Part {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
}

export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines without their ends, each with its place in the text. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    const at = text.indexOf('\n', start);
    const end = at === -1 ? text.length : at;
    lines.push({ start, end, text: text.slice(start, end).replace(/\r$/, '') });
    if (at === -1) break;
    start = at + 1;
  }
  return lines;
}

/** “On Tue, Mar 3, 2026 at 9:12 AM Jo Doe <jo@x.org> wrote:”, which mail programs break over two lines. */
const WROTE = /^\s*(?:>\s*)?On\b.{5,160}\bwrote:\s*$/;
const WROTE_START = /^\s*On\b.{5,120}$/;
const WROTE_END = /^.{0,120}\bwrote:\s*$/;
const ORIGINAL = /^\s*[-_]{3,}\s*(?:Original|Forwarded)\s+(?:Message|Appointment)\s*[-_]{3,}\s*$/i;
const BEGIN_FORWARD = /^\s*Begin forwarded message:\s*$/i;
/** Outlook's head of what is answered: From, then Sent or Date, within a few lines. */
const FROM = /^\s*\*?From:\*?\s+\S/;
const SENT = /^\s*\*?(?:Sent|Date):\*?\s+\S/;
const RETURNED = /^-{2,}\s*This is a copy of (?:the|your) message/i;
/** A portal's mark below which the thread so far is repeated. */
const ABOVE_THIS = /(?:respond|reply) above this line/i;

const SIGN_OFF = /^\s*(?:(?:very\s+)?(?:sincerely|respectfully|cordially)(?:\s+(?:yours|submitted))?|(?:kind|best|warm|with\s+(?:kind|best))?\s*regards|best(?:\s+wishes)?|yours\s+(?:truly|sincerely|faithfully)|thanks(?:\s+again)?|thank\s+you(?:\s+again|\s+very\s+much|\s+so\s+much)?|take\s+care|have\s+a\s+(?:good|great|nice|wonderful)\s+\w+|gracias|atentamente|saludos(?:\s+cordiales)?)\s*[,.!]?\s*$/i;
const DASHES = /^-- ?$/;
const NOTICE = /^\s*\W{0,6}(?:confidential(?:ity)?\b.{0,40}(?:notice|note|statement)?\s*(?:[:\-–—]|$)|notice(?:\s+of\b.{0,60})?\s*:|important\s+notice|disclaimer\b|(?:\*?disclaimer:)|legal\s+disclaimer|.{0,40}\bdisclaimer\s*:|this\s+(?:e-?mail|electronic\s+mail|message|communication|transmission)\b.{0,80}\b(?:confidential|privileged|intended\s+(?:only|solely)|legally)|the\s+information\s+contained\s+in\s+this\s+(?:e-?mail|message|communication)|if\s+you\s+have\s+received\s+this\s+(?:e-?mail|message|transmission|communication)\s+in\s+error|under\s+florida\s+law,\s+e-?mail)/i;
/** Where another paper begins in the same text: an attachment's words, a page end. */
const NEW_PAPER = /^\s*(?:-{3,}\s*attachment\b.*|\f.*)$/i;

/** Parts a text falls into by its layout alone: what is quoted below, who signs, which notices every mail carries. Echoes are found afterwards. */
export function partsOf(text: string): Part[] {
  const lines = linesOf(text);
  const parts: Part[] = [];
  let kind: PartKind = 'body';
  lines.forEach((line, index) => {
    kind = kindOfLine(lines, index, kind);
    const last = parts.at(-1);
    const end = index === lines.length - 1 ? line.end : line.end + 1;
    if (last?.kind === kind) parts[parts.length - 1] = { ...last, end };
    else parts.push({ kind, start: line.start, end });
  });
  return parts;
}

function kindOfLine(lines: readonly Line[], index: number, before: PartKind): PartKind {
  const line = lines[index]?.text ?? '';
  if (NEW_PAPER.test(line)) return 'body';
  if (startsQuote(lines, index)) return 'quoted';
  if (/^\s{0,3}>/.test(line)) return 'quoted';
  if (before === 'quoted') return isQuoteByMarks(lines, index) ? 'body' : 'quoted';
  if (NOTICE.test(line)) return 'notice';
  if (before === 'notice') return 'notice';
  if (DASHES.test(line) && index > 0) return 'signature';
  if (before === 'signature') return 'signature';
  if (SIGN_OFF.test(line) && signsHere(lines, index)) return 'signature';
  return 'body';
}

/** A quote made of “>” marks ends with them; one that follows a head goes on to the end. */
function isQuoteByMarks(lines: readonly Line[], index: number): boolean {
  for (let back = index - 1; back >= 0; back -= 1) {
    const line = lines[back]?.text ?? '';
    if (/^\s{0,3}>/.test(line)) continue;
    return !(line.trim() === '' ? headBefore(lines, back) : isHead(lines, back));
  }
  return true;
}

function headBefore(lines: readonly Line[], index: number): boolean {
  for (let back = index; back >= 0; back -= 1) if (isHead(lines, back)) return !followedByMarks(lines, back);
  return false;
}

function isHead(lines: readonly Line[], index: number): boolean {
  return startsQuote(lines, index) && !followedByMarks(lines, index);
}

/** “… wrote:” with “>” lines below: answers may stand between and under them. */
function followedByMarks(lines: readonly Line[], index: number): boolean {
  return lines.slice(index + 1, index + 5).some(({ text }) => /^\s{0,3}>/.test(text));
}

function startsQuote(lines: readonly Line[], index: number): boolean {
  const line = lines[index]?.text ?? '';
  const next = lines[index + 1]?.text ?? '';
  if (ORIGINAL.test(line) || BEGIN_FORWARD.test(line) || RETURNED.test(line) || WROTE.test(line)) return true;
  if (WROTE_START.test(line) && WROTE_END.test(next) && /\d{4}|@/.test(`${line} ${next}`)) return true;
  return FROM.test(line) && index > 0 && lines.slice(index + 1, index + 4).some(({ text }) => SENT.test(text));
}

/** A sign-off counts when little but a name and an address follows, not in the middle of an answer. */
function signsHere(lines: readonly Line[], index: number): boolean {
  const following = lines.slice(index + 1, index + 4).map(({ text }) => text.trim()).filter((text) => text !== '');
  return following.length === 0 || following.some((text) => text.length < 70);
}

export { ABOVE_THIS };
