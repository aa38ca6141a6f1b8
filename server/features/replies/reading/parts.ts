/** What a stretch of a message is: only `body` is the agency's own answer. `beyond`: more than is read. */
export type PartKind = 'body' | 'quoted' | 'echo' | 'signature' | 'notice' | 'beyond';

/** A stretch of the text, `start` inclusive to `end` exclusive, in UTF-16 units. */
export interface Part {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly start: number;
  /** After its line end, if it has one. */
  readonly end: number;
  /** Its beginning, as long as marks of layout are. */
  readonly text: string;
}

/** Longest line that can be a mark of layout. A longer one is cut there and marked, so that no pattern for whole lines fits it. */
const MARK_LENGTH = 300;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const at = text.indexOf('\n', start);
    const end = at === -1 ? text.length : at;
    const shown = end - start > MARK_LENGTH ? `${text.slice(start, start + MARK_LENGTH)}…` : text.slice(start, end).replace(/\r$/, '');
    lines.push({ start, end: at === -1 ? end : at + 1, text: shown });
    if (at === -1) break;
    start = at + 1;
  }
  return lines;
}

/** “On Tue, Mar 3, 2026 at 9:12 AM Jo Doe <jo@x.org> wrote:”, which mail programs break over two lines. */
const WROTE = /^\s{0,3}(?:> ?)?(?:On|El)\b.{5,160}\b(?:wrote|escribió):\s*$/;
const WROTE_START = /^\s{0,3}(?:On|El)\b.{5,120}$/;
const WROTE_END = /^.{0,120}\b(?:wrote|escribió):\s*$/;
const ORIGINAL = /^\s{0,3}[-_]{3,}\s*(?:Original|Forwarded) (?:Message|Appointment)\s*[-_]{3,}\s*$/i;
const FORWARDED = /^\s{0,3}Begin forwarded message:\s*$/i;
/** Outlook's head of what is answered: From, then Sent or Date, within a few lines. */
const FROM = /^\s{0,3}\*?(?:From|De):\*?\s+\S/;
const SENT = /^\s{0,3}\*?(?:Sent|Date|Enviado|Fecha)(?: el)?:\*?\s+\S/;
const RETURNED = /^-{2,}\s*This is a copy of (?:the|your) message/i;
const QUOTED = /^\s{0,3}>/;

const THANKS = String.raw`thanks(?:\s+again)?|thank\s+you(?:\s+again|\s+very\s+much|\s+so\s+much)?|gracias`;
const REGARDS = String.raw`(?:kind|best|warm|with\s+(?:kind|best))?\s*regards|best(?:\s+wishes)?|saludos(?:\s+cordiales)?|atentamente`;
const SINCERELY = String.raw`(?:very\s+)?(?:sincerely|respectfully|cordially)(?:\s+(?:yours|submitted))?|yours\s+(?:truly|sincerely|faithfully)`;
const SIGN_OFF = new RegExp(String.raw`^\s{0,40}(?:${SINCERELY}|${REGARDS}|${THANKS}|take\s+care|have\s+a\s+(?:good|great|nice|wonderful)\s+\w+)\s{0,4}[,.!]?\s{0,40}$`, 'i');
const DASHES = /^-- ?$/;

/** Notices every mail of an office ends with. */
const NOTICES = [
  String.raw`confidential(?:ity)?\b.{0,40}(?:notice|note|statement)?\s{0,4}(?:[:\-–—]|$)`, String.raw`notice(?:\s+of\b.{0,60})?\s{0,4}:`, String.raw`important\s+notice`, String.raw`\*?(?:legal\s+)?disclaimer\b`, String.raw`.{0,40}\bdisclaimer\s{0,4}:`,
  String.raw`this\s+(?:e-?mail|electronic\s+mail|message|communication|transmission)\b.{0,80}\b(?:confidential|privileged|intended\s+(?:only|solely)|legally)`,
  String.raw`the\s+information\s+contained\s+in\s+this\s+(?:e-?mail|message|communication)`, String.raw`if\s+you\s+have\s+received\s+this\s+(?:e-?mail|message|transmission|communication)\s+in\s+error`, String.raw`under\s+florida\s+law,\s+e-?mail`,
  String.raw`aviso\s+de\s+confidencialidad`, String.raw`(?:this|the\s+original\s+of\s+this)\s+(?:e-?mail|message)\b.{0,60}\b(?:scanned|swept|checked|screened)\b.{0,40}\bvirus`,
];
const NOTICE = new RegExp(String.raw`^\s{0,20}[^\p{L}\p{N}]{0,6}(?:${NOTICES.join('|')})`, 'iu');
/** A line of one mark alone: offices put their notices between two of them. */
const RULER = /^\s{0,3}([*_=~#-])\1{19,}\s*$/;
const OF_MAIL = /\b(?:e-?mails?|messages?|communications?|transmissions?|recipients?|senders?)\b/i;
const OF_NOTICES = /\b(?:confidential|privileged|intended (?:only|solely)|virus(?:es)?|monitored|disclaimer|in error|opinions expressed)\b/i;
/** How many lines such a notice has at most. */
const BOX_LINES = 30;
/** Where another paper begins in the same text: an attachment's words, a new page. */
const NEW_PAPER = /^\s{0,3}(?:-{3,}\s*attachment\b|\f)/i;

interface At {
  readonly kind: PartKind;
  /** A quote made of “>” ends with them; one that follows a head goes on to the end. */
  readonly byHead: boolean;
  /** Of a notice between two rulers: what goes on after the second, and whether that was met. */
  readonly box?: { readonly after: PartKind; readonly closed: boolean };
}

/**
 * Parts a text falls into by its layout alone: what is quoted below, who signs, which notices every mail carries. They cover the text
 * without gaps, in order. Echoes are found afterwards, among the sentences of the body.
 */
export function partsOf(text: string): Part[] {
  const lines = linesOf(text);
  const parts: Part[] = [];
  let at: At = { kind: 'body', byHead: false };
  for (const [index, { start, end }] of lines.entries()) {
    at = nextAt(lines, index, at);
    const last = parts.at(-1);
    if (last?.kind === at.kind) parts[parts.length - 1] = { ...last, end };
    else parts.push({ kind: at.kind, start, end });
  }
  return parts;
}

function nextAt(lines: readonly Line[], index: number, before: At): At {
  const line = lines[index]?.text ?? '';
  if (before.box?.closed && line.trim() !== '') return nextAt(lines, index, { kind: before.box.after, byHead: false });
  if (before.box && !before.box.closed) return RULER.test(line) ? { ...before, box: { ...before.box, closed: true } } : before;
  if (before.kind !== 'quoted' && RULER.test(line) && (before.kind === 'notice' || holdsNotice(lines, index))) return { kind: 'notice', byHead: false, box: { after: before.kind === 'notice' ? 'body' : before.kind, closed: false } };
  if (line.trim() === '' && !line.includes('\f')) return before.kind === 'quoted' && !before.byHead ? { kind: 'body', byHead: false } : before;
  if (NEW_PAPER.test(line)) return { kind: 'body', byHead: false };
  if (startsQuote(lines, index)) return { kind: 'quoted', byHead: !marksFollow(lines, index) };
  if (QUOTED.test(line)) return { kind: 'quoted', byHead: before.kind === 'quoted' && before.byHead };
  if (before.kind === 'quoted' && (before.byHead || endsHead(lines, index))) return before;
  if (NOTICE.test(line) || before.kind === 'notice') return { kind: 'notice', byHead: false };
  if ((DASHES.test(line) && index > 0) || before.kind === 'signature' || (SIGN_OFF.test(line) && signsHere(lines, index))) return { kind: 'signature', byHead: false };
  return { kind: 'body', byHead: false };
}

/** Whether the lines from one ruler to the next speak as notices do. */
function holdsNotice(lines: readonly Line[], index: number): boolean {
  const following = lines.slice(index + 1, index + 1 + BOX_LINES).map(({ text }) => text);
  const end = following.findIndex((text) => RULER.test(text));
  const words = following.slice(0, end === -1 ? following.length : end).join(' ');
  return OF_MAIL.test(words) && OF_NOTICES.test(words);
}

function startsQuote(lines: readonly Line[], index: number): boolean {
  const line = lines[index]?.text ?? '';
  if ([ORIGINAL, FORWARDED, RETURNED, WROTE].some((mark) => mark.test(line))) return true;
  if (endsHead(lines, index + 1)) return true;
  return FROM.test(line) && index > 0 && lines.slice(index + 1, index + 4).some(({ text }) => SENT.test(text));
}

/** The second line of a head broken in two. */
function endsHead(lines: readonly Line[], index: number): boolean {
  const line = lines[index]?.text ?? '';
  const before = lines[index - 1]?.text ?? '';
  return WROTE_START.test(before) && WROTE_END.test(line) && /\d{4}|@/.test(`${before} ${line}`);
}

/** “… wrote:” with “>” lines below: answers may stand between and under them. */
function marksFollow(lines: readonly Line[], index: number): boolean {
  return lines.slice(index + 1, index + 5).some(({ text }) => QUOTED.test(text));
}

/** A sign-off counts when little but a name and an address follows, not in the middle of an answer. */
function signsHere(lines: readonly Line[], index: number): boolean {
  const following = lines.slice(index + 1, index + 4).map(({ text }) => text.trim()).filter((text) => text !== '');
  return following.length === 0 || following.some((text) => text.length < 70);
}
