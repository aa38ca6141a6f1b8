import { PDFiumLibrary } from '@hyzyla/pdfium';
import { load } from 'cheerio';
import JSZip from 'jszip';
import mammoth from 'mammoth';

/** Reads files back with libraries that had no part in making them. */

/** One for all letters of a file: it takes longer to start than to read. */
let pdfium: Promise<PDFiumLibrary> | null = null;

/** The words of each page, its head and foot left out. */
export async function pdfPages(bytes: Buffer): Promise<string[]> {
  pdfium ??= PDFiumLibrary.init();
  const document = await (await pdfium).loadDocument(bytes);
  const pages = [...document.pages()].map((page) => page.getText());
  document.destroy();
  // A hyphen at the end of a line is read back as U+FFFE.
  return pages.map((text) => text.replace(/\r\n?/g, '\n').replaceAll('\uFFFE', '-'));
}

/** The PDF's words without “TD-2026-0007 · November 24, 2026” and “Page 2 of 3”. */
export async function pdfWords(bytes: Buffer, running: string): Promise<string> {
  const pages = await pdfPages(bytes);
  return pages.map((text, index) => {
    const kept = text.split('\n').filter((line) => !/^Page \d+ of \d+\s*$/.test(line));
    return (index === 0 ? kept : kept.filter((line) => line.trim() !== running)).join(' ');
  }).join(' ');
}

export interface WordRead {
  /** Paragraphs and items in order; items carry no number of their own. */
  readonly words: string;
  readonly headings: readonly string[];
  readonly lists: readonly (readonly string[])[];
}

export async function docxRead(bytes: Buffer): Promise<WordRead> {
  const { value } = await mammoth.convertToHtml({ buffer: bytes });
  const $ = load(value.replaceAll('<br />', ' '));
  const blocks = $('body').find('p, h1, h2, li').toArray().map((element) => $(element).text());
  return {
    words: blocks.join(' '), headings: $('h1, h2').toArray().map((element) => $(element).text()),
    lists: $('ol').toArray().map((list) => $(list).children('li').toArray().map((item) => $(item).text())),
  };
}

export async function docxPart(bytes: Buffer, name: string): Promise<string> {
  const entry = (await JSZip.loadAsync(bytes)).file(name);
  if (!entry) throw new Error(`there is no ${name}`);
  return entry.async('string');
}

/** The HTML's words in order, with its lists' numbers or without. */
export function htmlWords(html: string, { numbered }: { numbered: boolean }): string {
  const $ = load(html.replaceAll('<br>', ' '));
  return $('p, li').toArray().map((element) => {
    const item = $(element);
    if (!item.is('li') || !numbered) return item.text();
    const list = item.parent();
    return `${list.is('ol') ? `${Number(list.attr('start') ?? '1') + item.index()}.` : '-'} ${item.text()}`;
  }).join(' ');
}

/** White space is layout: it differs between outputs and says nothing. */
export const words = (text: string): string[] => text.split(/[\s\u00a0]+/u).filter((word) => word !== '');
export const letters = (text: string): string => words(text).join('');
