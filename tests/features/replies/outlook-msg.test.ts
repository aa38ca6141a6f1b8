import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { parseRawMail } from '../../../server/features/replies/parse-raw-mail.js';
import { isOutlook, outlookAsMail } from '../../../server/features/replies/parsing/outlook-msg.js';
import { outlookAttachment, outlookFile, outlookMessage } from './outlook-files.js';

const HEADERS = [
  'Received: from mx.lapd.example', 'From: "Records, CPRA" <clerk@lapd.example>', 'To: <abcdefghjkmnp@replies.example.org>', 'Message-ID: <one@lapd.example>', 'In-Reply-To: <ours@replies.example.org>', 'Date: Tue, 24 Nov 2026 09:00:00 -0800',
  'Subject: Your', ' request', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed;', ' boundary="gone"', '', '',
].join('\r\n');

async function read(file: Buffer) {
  const contents: Buffer[] = [];
  const mail = await parseRawMail(outlookAsMail(file), {
    ourDomains: [], sink: async (_, content) => {
      contents.push(await buffer(content));
      return null;
    },
  });
  return { mail, contents };
}

describe('an Outlook message', () => {
  test('that travelled is read with its own headers, its words in any script, and its files byte for byte', async () => {
    const pdf = Buffer.from([...Buffer.from('%PDF-1.7\n'), ...Array.from({ length: 9000 }, (_, n) => n % 256)]);
    const file = outlookFile(outlookMessage({ '007D': HEADERS, '0037': 'Your request', 1000: 'No “records” exist.\r\nSeñora Ōta\r\n' }, { '__attach_version1$0_#00000000': outlookAttachment('réponse 1.pdf', pdf) }));
    expect(isOutlook(file)).toBe(true);
    const { mail, contents } = await read(file);
    expect(mail).toMatchObject({
      messageId: '<one@lapd.example>', inReplyTo: ['<ours@replies.example.org>'], subject: 'Your request', from: { name: 'Records, CPRA', address: 'clerk@lapd.example' }, date: new Date('2026-11-24T17:00:00Z'),
      attachments: [{ name: 'réponse 1.pdf', size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') }],
    });
    expect(mail.text.trim()).toBe('No “records” exist.\nSeñora Ōta');
    expect(contents).toEqual([pdf]);
  });

  test('that never travelled has the headers that can be made of it; a line break in a name makes no header', async () => {
    const { mail } = await read(outlookFile(outlookMessage({ '0037': 'Notes\r\nBcc: x@y.example', 1000: 'Words', '0C1A': 'Clerk\r\nX-Evil: 1', '5D01': 'clerk@lapd.example' })));
    expect(mail).toMatchObject({ subject: 'Notes Bcc: x@y.example', from: { name: 'Clerk X-Evil: 1', address: 'clerk@lapd.example' }, messageId: null });
  });

  test('within another is a message with its own words', async () => {
    const inner = outlookMessage({ '0037': 'The inner', 1000: 'Inner words' }, {}, true);
    const { mail } = await read(outlookFile(outlookMessage({ '0037': 'The outer', 1000: 'Outer words' }, { '__attach_version1$0_#00000000': outlookAttachment('The inner.msg', inner) })));
    expect(mail.attachments[0]).toMatchObject({ mediaType: 'message/rfc822', message: { subject: 'The inner' } });
    expect(mail.attachments[0]?.message?.text.trim()).toBe('Inner words');
  });

  test('that is damaged, or another kind of office file, is refused', () => {
    const file = outlookFile(outlookMessage({ '0037': 'x', 1000: 'y' }));
    expect(() => outlookAsMail(Buffer.concat([file.subarray(0, 8), Buffer.alloc(600, 7)]))).toThrow();
    expect(() => outlookAsMail(outlookFile({ WordDocument: Buffer.alloc(5000) }))).toThrow();
  });
});
