import { describe, expect, jest, test } from '@jest/globals';
import { mailOf, read } from './mails/build.js';
import { expectAllRead } from './mails/expect-read.js';

jest.setTimeout(120_000);

test('any bytes at all are read, with nothing lost and nothing a database could not hold', async () => {
  await expectAllRead(300);
});

/** What a mail of that length takes where nothing runs away, with much to spare: a pattern that does takes minutes. */
const SECONDS = 10;

describe('a long mail meant to take long', () => {
  const seeds = ['<b>', '<a href="', '<a href="https://x.example/">', ' ', '\r\n', '>', '-- ', '--m\r\n', '(', '=?utf-8?q?', '=', '&nbsp;', '<!--', '</', 'begin 644 a\r\n', 'a@b.example ', '<table><tr><td>', '<blockquote>', '<ul><li>'];
  test.each(seeds)('%j', async (seed) => {
    const text = seed.repeat(Math.ceil(200_000 / seed.length));
    const before = process.cpuUsage();
    for (const type of ['text/html', 'text/plain', 'multipart/mixed; boundary=m', 'multipart/report; report-type=delivery-status; boundary=m']) await read(mailOf([`Content-Type: ${type}`], text));
    await read(mailOf([`Subject: ${text.replace(/[\r\n]+/g, ' ')}`, `Cc: ${text.replace(/[\r\n]+/g, ' ')}`, `Date: ${text.replace(/[\r\n]+/g, ' ')}`, `References: ${text.replace(/[\r\n]+/g, ' ')}`], text));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(SECONDS);
  });
});
