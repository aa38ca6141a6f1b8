import { type AgencyProfile, channelsOf } from '../agencies/agency-profile.js';

/**
 * A letter for a portal whose box takes a limited number of characters: pieces that each fit, divided between paragraphs and items, numbered
 * “part 1 of 2”. Every line end counts twice, as forms send it.
 */

/** No box that anybody would write a letter into is smaller. */
export const SMALLEST_BOX = 500;
/** Room kept for the line that numbers a part. */
const HEAD_ROOM = 120;

/** What the box of an agency's portal takes, where the directory or the group knows it. */
export function boxOf(agency: { readonly channels: AgencyProfile['channels'] }): number | undefined {
  return channelsOf(agency, 'portal').find((channel) => channel.limit !== undefined)?.limit;
}

/**
 * One part when the text fits. Lines stay as they are, so within 80 columns; a paragraph is divided only where it alone is longer than the box.
 * @param limit characters the box takes, at least {@link SMALLEST_BOX}
 * @param number our number of the request, which each part bears
 */
export function portalParts(text: string, { limit, number }: { limit: number; number: string }): readonly string[] {
  if (lengthOf(text) <= limit) return [text];
  const bodies = packed(blocksOf(text, limit - HEAD_ROOM), limit - HEAD_ROOM);
  return bodies.map((body, index) => `${headOf(number, index + 1, bodies.length)}\n\n${body}`);
}

function headOf(number: string, part: number, parts: number): string {
  const others = part === 1 ? `Part ${part + 1} follows.` : `It goes on from part ${part - 1}.`;
  return `Our number ${number}, part ${part} of ${parts}. ${others}`;
}

const lengthOf = (text: string): number => text.length + (text.split('\n').length - 1);

/** Paragraphs and items; a short line that opens a list stays with what follows it. */
function blocksOf(text: string, room: number): string[] {
  const blocks: string[] = [];
  let opening = '';
  for (const block of text.split('\n\n')) {
    const whole = opening === '' ? block : `${opening}\n\n${block}`;
    const opens = !block.includes('\n') && !/[.,:;]$/.test(block) && block.length < 60 && lengthOf(whole) < room / 2;
    opening = opens ? whole : '';
    if (!opens) blocks.push(...divided(whole, room));
  }
  return opening === '' ? blocks : [...blocks, opening];
}

function packed(blocks: readonly string[], room: number): string[] {
  const parts: string[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    const joined = last === undefined ? block : `${last}\n\n${block}`;
    if (last === undefined || lengthOf(joined) > room) parts.push(block);
    else parts[parts.length - 1] = joined;
  }
  return parts;
}

/** A block at its line ends, and a line at its characters, where nothing shorter fits. */
function divided(block: string, room: number): string[] {
  if (lengthOf(block) <= room) return [block];
  const pieces = block.split('\n').flatMap((line) => (line.length <= room ? [line] : cut(line, room)));
  const parts: string[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last !== undefined && lengthOf(`${last}\n${piece}`) <= room) parts[parts.length - 1] = `${last}\n${piece}`;
    else parts.push(piece);
  }
  return parts;
}

function cut(line: string, room: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of line) {
    if (piece.length + character.length > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
