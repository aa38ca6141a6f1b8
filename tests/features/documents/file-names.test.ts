import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attachmentHeader, keptName, shownName } from '../../../server/platform/file-names.js';
import { servedMediaType, sniffMediaType } from '../../../server/features/documents/media-type.js';

/** What a browser reads out of the header: RFC 6266, the extended name first. */
function readBack(header: string): string {
  const match = /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(header);
  if (!match?.[2]) throw new Error(`not a header a browser could read: ${header}`);
  return decodeURIComponent(match[2]);
}

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.array(fc.constantFrom('"', '\\', '/', '\r', '\n', '\0', '%', ';', "'", '*', ' ', '.', '\u202e', '\ud800', 'é', '№', '💾', 'a'), { maxLength: 20 }).map((parts) => parts.join('')),
);

describe('the header of a download', () => {
  test('holds printable ASCII only and gives the shown name back, whatever the name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const header = attachmentHeader(keptName(name));
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(readBack(header)).toBe(shownName(keptName(name)));
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps an ordinary name readable for programs that know no other form', () => {
    expect(attachmentHeader('Log 2026 (final).pdf')).toBe('attachment; filename="Log 2026 (final).pdf"; filename*=UTF-8\'\'Log%202026%20%28final%29.pdf');
    expect(attachmentHeader('отчёт.pdf')).toContain('filename="_____.pdf"');
  });
});

test('a shown name never has folders, controls or marks that turn the line around, and is never empty', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const shown = shownName(name);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown).not.toMatch(/[/\\\p{Cc}\u202e]/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(shownName('cod\u202efdp.exe')).toBe('codfdp.exe');
  expect(shownName('..')).toBe('Unnamed file');
});

describe('the type of a file', () => {
  test.each([
    ['%PDF-1.4 …', 'application/pdf', 'application/pdf'],
    ['name,plate\nx,1\n', 'text/plain', 'text/plain'],
    ['<html><script>', 'text/plain', 'text/plain'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'application/octet-stream'],
    ['\u0000\u0001\u0002', 'application/octet-stream', 'application/octet-stream'],
  ])('%j is %s and is served as %s', async (content, sniffed, served) => {
    const found = await sniffMediaType(Buffer.from(content));
    expect([found === 'application/xml' ? 'image/svg+xml' : found, servedMediaType(found)]).toEqual([sniffed, served]);
  });
});
