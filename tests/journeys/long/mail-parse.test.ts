import { Readable } from 'node:stream';
import { expect, jest, test } from '@jest/globals';
import { parseRawMail } from '../../../server/features/replies/parse-raw-mail.js';
import { expectAllRead } from '../../features/replies/mails/expect-read.js';
import { HEAD, lines } from '../../features/replies/mails/build.js';

const RUNS = 10_000;
const MB = 1024 * 1024;
const LARGE = 60 * MB;
/** How much memory a mail of sixty megabytes may take beside what was taken before. */
const MOST_GROWTH = 60 * MB;

jest.setTimeout(30 * 60_000);

test(`${RUNS.toLocaleString('en-US')} random mails are read with nothing lost`, async () => {
  await expectAllRead(RUNS);
});

/** A mail with one file of `size` bytes in base64, made while it is read; with an attached message around it, when asked. */
function* largeMail(size: number, nested: boolean): Generator<Buffer> {
  const file = ['Content-Type: application/zip; name=logs.zip', 'Content-Transfer-Encoding: base64', '', ''];
  yield Buffer.from(nested ? lines(HEAD, 'Content-Type: message/rfc822', '', HEAD, ...file) : lines(HEAD, ...file));
  const piece = Buffer.from(`${`${'QUJD'.repeat(19)}\r\n`.repeat(840)}`);
  for (let at = 0; at < size; at += 57 * 840) yield piece;
}

test.each([false, true])('a file of 60 MB passes without being held in memory (in an attached message: %s)', async (nested) => {
  const before = process.memoryUsage().rss;
  let most = before;
  let passed = 0;
  const mail = await parseRawMail(Readable.from(largeMail(LARGE, nested)), {
    ourDomains: [],
    sink: async (_, content) => {
      for await (const chunk of content) {
        passed += (chunk as Buffer).length;
        most = Math.max(most, process.memoryUsage().rss);
      }
      return 'kept';
    },
  });
  process.stdout.write(`60 MB, nested ${String(nested)}: ${Math.round((most - before) / MB)} MB more memory\n`);
  expect(mail.attachments.at(-1)?.size).toBeGreaterThanOrEqual(LARGE);
  expect(passed).toBeGreaterThanOrEqual(LARGE);
  expect(most - before).toBeLessThan(MOST_GROWTH);
});
