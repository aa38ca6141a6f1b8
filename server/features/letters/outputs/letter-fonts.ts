import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as fontkit from 'fontkit';
import { unpackWoff } from './unpack-woff.js';

/**
 * The fonts of printed letters, shipped with the program: Source Serif 4 (SIL Open Font License 1.1), piece by piece as its package divides it,
 * and DejaVu Sans (Bitstream Vera licence) for what it lacks: Hebrew, Arabic, Armenian, arrows, some emoji.
 */
const SERIF = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext'] as const;
const SANS = 'sans';

const { resolve } = createRequire(import.meta.url);
const folderOf = (name: string) => path.dirname(resolve(`${name}/package.json`));

interface FontFiles {
  readonly normal: string;
  readonly bold: string;
}

/** Files by the names that {@link withFonts} gives. */
export const LETTER_FONTS: Readonly<Record<string, FontFiles>> = {
  ...Object.fromEntries(SERIF.map((subset) => [subset, { normal: serifFile(subset, 400), bold: serifFile(subset, 700) }])),
  [SANS]: { normal: sansFile('DejaVuSans'), bold: sansFile('DejaVuSans-Bold') },
};

/** The font of most letters, and of what no font has. */
export const MAIN_FONT = SERIF[0];

function serifFile(subset: string, weight: number): string {
  return path.join(folderOf('@fontsource/source-serif-4'), 'files', `source-serif-4-${subset}-${weight}-normal.woff`);
}

function sansFile(name: string): string {
  return path.join(folderOf('dejavu-fonts-ttf'), 'ttf', `${name}.ttf`);
}

type Coverage = readonly { readonly font: string; readonly has: ReadonlySet<number> }[];

let known: Coverage | null = null;

/** What each font has in both weights; read once, about 25 ms. */
function coverage(): Coverage {
  known ??= Object.entries(LETTER_FONTS).map(([font, { normal, bold }]) => {
    const inBold = new Set(charactersOf(bold));
    return { font, has: new Set(charactersOf(normal).filter((code) => inBold.has(code))) };
  });
  return known;
}

/** A font file's bytes, unpacked. */
export function fontBytes(file: string): Buffer {
  const bytes = fs.readFileSync(file);
  return file.endsWith('.woff') ? unpackWoff(bytes) : bytes;
}

function charactersOf(file: string): number[] {
  const font = fontkit.create(fontBytes(file));
  if (!('characterSet' in font)) throw new Error(`${file} holds several fonts`);
  return font.characterSet;
}

export interface FontRun {
  readonly font: string;
  readonly text: string;
}

/** Marks that only shape the character before them; printed where its font has them, otherwise they say nothing. */
const SHAPING = /^(?:\u200C|\u200D|\p{Variation_Selector})$/u;

/**
 * Splits text by the font that can print it. A character no font has is printed as its number, “[U+4E2D]”: a reader sees that something
 * stands there, and what.
 */
export function withFonts(text: string): FontRun[] {
  const runs: { font: string; text: string }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const before = runs.at(-1);
    const font = character === '\n' ? (before?.font ?? MAIN_FONT) : fontFor(code, before?.font);
    if (font === null && SHAPING.test(character)) continue;
    const shown = font === null ? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]` : character;
    const name = font ?? MAIN_FONT;
    if (before?.font === name) before.text += shown;
    else runs.push({ font: name, text: shown });
  }
  return runs;
}

/** Spaces and shared marks stay in the font of what they follow. */
function fontFor(code: number, current: string | undefined): string | null {
  const able = coverage().filter(({ has }) => has.has(code));
  if (able.some(({ font }) => font === MAIN_FONT)) return code <= 0x20 && current && able.some(({ font }) => font === current) ? current : MAIN_FONT;
  return able[0]?.font ?? null;
}
