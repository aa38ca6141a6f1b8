import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../../../server/features/replies/reading/parts.js';

const STARS = '*'.repeat(60);
const DASHES = '-'.repeat(60);
const bodyOf = (text: string): string => partsOf(text).filter(({ kind }) => kind === 'body').map(({ start, end }) => text.slice(start, end)).join('').replace(/\s+/g, ' ').trim();

describe('a notice between two lines of one mark', () => {
  test('is set aside, and what follows it is read', () => {
    expect(bodyOf(`The logs are attached.\n\n${STARS}\nAny opinions expressed in this e-mail are the sender's alone.\n\nIt was swept for viruses.\n${STARS}\n\nWe will send the rest on Friday.`)).toBe('The logs are attached. We will send the rest on Friday.');
  });

  test('two after one another', () => {
    expect(bodyOf(`Attached.\n${STARS}\nThis message is confidential.\n${STARS}\n${DASHES}\nThis email was scanned for viruses.\n${DASHES}\n`)).toBe('Attached.');
  });

  test('left open, it goes on to the end', () => {
    expect(bodyOf(`Attached.\n${DASHES}\nThis message is confidential and for its recipient only.\nDelete it.`)).toBe('Attached.');
  });

  test('an answer between two lines is no notice', () => {
    const text = `Your request:\n${DASHES}\nItem 1: withheld as confidential personnel records.\n${DASHES}\nYou may appeal.`;
    expect(bodyOf(text)).toContain('Item 1: withheld');
    expect(bodyOf(text)).toContain('You may appeal.');
  });
});
