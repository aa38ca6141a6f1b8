import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { read, type Read } from './build.js';
import { anyMail } from './random.js';

/** Longest time one of these small mails may take, in milliseconds of this process. */
const MOST_MS = 4000;

/** Whatever comes is read the same in one piece and in small ones, with nothing a database couldn't hold, and every file whole. */
export async function expectAllRead(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyMail, fc.integer({ min: 1, max: 900 }), async (raw, chunk) => {
      const before = process.cpuUsage();
      const whole = await read(raw);
      expectSound(whole);
      const { user } = process.cpuUsage(before);
      expect(user / 1000).toBeLessThan(MOST_MS);
      const inPieces = await read(raw, { chunk });
      expect(inPieces.mail).toEqual(whole.mail);
    }),
    { numRuns },
  );
}

function expectSound({ mail, contents }: Read): void {
  const said = JSON.stringify(mail);
  expect(said.includes(String.raw`\u0000`)).toBe(false);
  expect(said.isWellFormed() && !/\\ud[89a-f]/i.test(said)).toBe(true);
  expect(mail.attachments.map(({ n }) => n)).toEqual(contents.map((_, n) => n));
  for (const { n, name, size, sha256, key } of mail.attachments) {
    expect([name === '', key]).toEqual([false, `kept-${n}`]);
    expect([contents[n]?.length, createHash('sha256').update(contents[n] ?? '').digest('hex')]).toEqual([size, sha256]);
  }
  for (const id of [mail.messageId, ...mail.references, ...mail.inReplyTo, ...mail.returned]) if (id !== null) expect(id).toMatch(/^<[^\s<>]+>$/);
}
