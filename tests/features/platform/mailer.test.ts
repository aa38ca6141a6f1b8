import os from 'node:os';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { createOutboxMailer } from '../../../server/platform/mailer.outbox.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import { sortFault } from '../../../server/platform/mailer.smtp-outcome.js';
import { readSmtpUrl } from '../../../server/platform/mailer.smtp-url.js';
import { type Mailer, type MailMessage, rehearsalMailer } from '../../../server/platform/mailer.js';
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.js';

const LETTER: MailMessage = {
  from: { name: 'Centro Sol — Archivo', address: 'letters@sol.example' },
  replyTo: 'r-abcdefghijklm@replies.sol.example',
  to: 'records@city.example',
  subject: 'Records request TD-2026-0007 — plate readers',
  text: 'Dear Custodian,\n\n.A line that begins with a dot.\nÑ\n',
  messageId: '<letter-7@replies.sol.example>',
};

const QUICK = { connect: 1_000, greeting: 300, reply: 300, send: 5_000 };

describe('a message over SMTP', () => {
  let server: TestSmtpServer;
  let mailer: Mailer;
  beforeEach(async () => {
    server = await startSmtpServer();
    mailer = createSmtpMailer({ url: server.url, ehloName: 'replies.sol.example', timeouts: QUICK });
  });
  afterEach(async () => {
    mailer.close();
    await server.close();
  });

  test('arrives whole, with its own Message-ID and reply address, and the server’s answer is returned', async () => {
    const receipt = await mailer.send(LETTER);
    expect(receipt.accepted).toEqual(['records@city.example']);
    expect(receipt.response).toMatch(/^250 /);
    const [received] = server.messages;
    const mail = await simpleParser(received?.raw ?? '');
    expect(mail.messageId).toBe(LETTER.messageId);
    expect(mail.replyTo?.text).toBe('r-abcdefghijklm@replies.sol.example');
    expect(mail.from?.value).toEqual([{ name: 'Centro Sol — Archivo', address: 'letters@sol.example' }]);
    expect(mail.subject).toBe(LETTER.subject);
    expect(mail.text?.trimEnd()).toBe(LETTER.text.trimEnd());
  });

  test('threads, further headers, HTML, an attachment and a return path arrive too', async () => {
    await mailer.send({
      ...LETTER,
      html: '<p>Dear Custodian</p>',
      inReplyTo: '<first@city.example>',
      references: ['<zero@city.example>', '<first@city.example>'],
      headers: { 'Auto-Submitted': 'auto-generated' },
      returnPath: 'r-abcdefghijklm@replies.sol.example',
      date: new Date('2026-11-24T17:00:00Z'),
      attachments: [{ filename: 'carta ñ.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') }],
    });
    const mail = await simpleParser(server.messages[0]?.raw ?? '');
    expect(server.messages[0]?.from).toBe('r-abcdefghijklm@replies.sol.example');
    expect(mail.inReplyTo).toBe('<first@city.example>');
    expect(mail.references).toEqual(['<zero@city.example>', '<first@city.example>']);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.html).toContain('<p>Dear Custodian</p>');
    expect(mail.date).toEqual(new Date('2026-11-24T17:00:00Z'));
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([['carta ñ.pdf', '%PDF-1.7']]);
  });

  test('EHLO says the reply domain, and this machine’s name is nowhere in what is sent', async () => {
    await mailer.send(LETTER);
    expect(server.ehloNames).toEqual(['replies.sol.example']);
    expect(server.messages[0]?.raw.toString()).not.toContain(os.hostname());
  });

  test.each([
    ['greeting', 421],
    ['greeting', 554],
    ['sender', 451],
    ['sender', 530],
    ['recipient', 450],
    ['message', 452],
  ] as const)('a refusal at the %s with %i is temporary: it may be tried again', async (at, code) => {
    server.behave({ refuse: { at, code, text: 'Not now' } });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'temporary', response: expect.stringContaining(String(code)) });
    expect(server.messages).toHaveLength(0);
  });

  test.each([
    ['sender', 550],
    ['recipient', 550],
    ['recipient', 553],
    ['message', 554],
  ] as const)('a refusal at the %s with %i is permanent', async (at, code) => {
    server.behave({ refuse: { at, code, text: 'No such mailbox' } });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'permanent', response: expect.stringContaining('No such mailbox') });
    expect(server.messages).toHaveLength(0);
  });

  test('when one of two recipients is refused the receipt says which, and why', async () => {
    server.behave({ refuse: { at: 'recipient', code: 550, text: 'Unknown user', only: 'gone@city.example' } });
    const receipt = await mailer.send({ ...LETTER, to: ['gone@city.example', 'records@city.example'] });
    expect(receipt.accepted).toEqual(['records@city.example']);
    expect(receipt.refused).toEqual([{ address: 'gone@city.example', response: expect.stringContaining('Unknown user'), failure: 'permanent' }]);
  });

  test('a server that never greets is a temporary failure', async () => {
    server.behave({ hang: 'greeting' });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'temporary' });
  });

  test('a connection lost before the message was handed over is temporary', async () => {
    server.behave({ drop: 'sender' });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'temporary' });
  });

  test('a connection lost amid a long message is temporary: without its last line no server takes it', async () => {
    server.behave({ drop: 'amid-message' });
    const attachments = [{ filename: 'long.bin', contentType: 'application/octet-stream', content: Buffer.alloc(12_000_000) }];
    await expect(mailer.send({ ...LETTER, attachments })).rejects.toMatchObject({ failure: 'temporary' });
  });

  test('a connection lost after the message was handed over is unknown: the server may have it', async () => {
    server.behave({ drop: 'after-message' });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'unknown' });
    expect(server.messages).toHaveLength(1);
  });

  test('a server that takes the message and never answers is unknown', async () => {
    server.behave({ hang: 'message' });
    await expect(mailer.send(LETTER)).rejects.toMatchObject({ failure: 'unknown' });
    expect(server.messages).toHaveLength(1);
  });

  test('a whole send has an end even when every reply comes just in time', async () => {
    const slow = createSmtpMailer({ url: server.url, ehloName: 'x.example', timeouts: { connect: 9_000, greeting: 9_000, reply: 9_000, send: 300 } });
    server.behave({ hang: 'message' });
    await expect(slow.send(LETTER)).rejects.toMatchObject({ failure: 'unknown' });
  });

  test('closing the mailer breaks off what is under way', async () => {
    const patient = createSmtpMailer({ url: server.url, ehloName: 'x.example' });
    server.behave({ hang: 'message' });
    const sending = patient.send(LETTER);
    const outcome = expect(sending).rejects.toMatchObject({ failure: 'unknown' });
    await server.untilMessages(1);
    patient.close();
    await outcome;
  });

  test('no server at the address is temporary', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    closed.close();
    const nowhere = createSmtpMailer({ url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, ehloName: 'x.example' });
    await expect(nowhere.send(LETTER)).rejects.toMatchObject({ failure: 'temporary' });
    await expect(nowhere.ready()).rejects.toMatchObject({ failure: 'temporary' });
  });

  test('a message from an example group is never offered, whatever the settings', async () => {
    await expect(mailer.send({ ...LETTER, isExample: true })).rejects.toMatchObject({ code: 'mail.example', failure: 'refused-here' });
    expect(server.messages).toHaveLength(0);
    expect(server.ehloNames).toEqual([]);
  });

  test('a rehearsal never reaches the server, and shows as an outbox', async () => {
    const rehearsal = rehearsalMailer(mailer);
    expect([rehearsal.kind, rehearsal.canSend]).toEqual(['outbox', false]);
    await expect(rehearsal.send(LETTER)).rejects.toMatchObject({ code: 'mail.rehearsal', failure: 'refused-here' });
    await rehearsal.ready();
    expect(server.messages).toHaveLength(0);
  });

  const INJECTIONS: [string, Partial<MailMessage>][] = [
    ['a subject', { subject: 'Hello\r\nBcc: spy@evil.example' }],
    ['a subject with a bare line feed', { subject: 'Hello\nBcc: spy@evil.example' }],
    ['a sender’s name', { from: { name: 'A\r\nBcc: spy@evil.example', address: 'a@sol.example' } }],
    ['a recipient', { to: 'records@city.example\r\nRCPT TO:<spy@evil.example>' }],
    ['a recipient that is two', { to: 'records@city.example, spy@evil.example' }],
    ['a recipient with brackets', { to: { name: '', address: 'records@city.example> NOTIFY=<x' } }],
    ['a reply address', { replyTo: 'r@sol.example\nX: y' }],
    ['a return path', { returnPath: 'r@sol.example> SIZE=<1' }],
    ['a Message-ID', { messageId: '<a@b>\r\nBcc: spy@evil.example' }],
    ['a reference', { references: ['<a@b>', '<c@d>\r\nBcc: x'] }],
    ['a header’s value', { headers: { 'X-Note': 'a\r\nBcc: spy@evil.example' } }],
    ['a header’s name', { headers: { 'X-Note: a\r\nBcc': 'spy@evil.example' } }],
    ['a header that is ours', { headers: { Bcc: 'spy@evil.example' } }],
    ['an attachment’s name', { attachments: [{ filename: 'a"\r\nX: y', contentType: 'text/plain', content: Buffer.from('') }] }],
    ['nobody to send to', { to: [] }],
  ];
  test.each(INJECTIONS)('%s that would smuggle something in is refused before any server is asked', async (_what, parts) => {
    await expect(mailer.send({ ...LETTER, ...parts })).rejects.toMatchObject({ failure: 'permanent', code: 'mail.unfit-message' });
    expect(server.ehloNames).toEqual([]);
  });

  test('HTML that names a file or an address makes nothing be read or fetched', async () => {
    await mailer.send({ ...LETTER, html: '<img src="file:///etc/hostname"><img src="http://127.0.0.1:1/x">' });
    expect(server.messages[0]?.raw.toString()).toContain('file:///etc/hostname');
  });
});

describe('signing in to the mail server', () => {
  test('the name and password of SMTP_URL are used, also with characters that a URL escapes', async () => {
    const server = await startSmtpServer({ credentials: { user: 'sol@host', pass: 'p@ss/word' } });
    const url = `smtp://${encodeURIComponent('sol@host')}:${encodeURIComponent('p@ss/word')}@127.0.0.1:${server.port}`;
    const mailer = createSmtpMailer({ url, ehloName: 'x.example' });
    await mailer.ready();
    await mailer.send(LETTER);
    expect(server.messages[0]?.user).toBe('sol@host');
    await server.close();
  });

  test('a wrong password is temporary, because nothing is wrong with the letter, and the error does not hold it', async () => {
    const server = await startSmtpServer({ credentials: { user: 'sol', pass: 'right' } });
    const mailer = createSmtpMailer({ url: `smtp://sol:wrongsecret@127.0.0.1:${server.port}`, ehloName: 'x.example' });
    const error: unknown = await mailer.send(LETTER).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ failure: 'temporary' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wrongsecret');
    await server.close();
  });

  test('a password goes to another machine only over TLS, unless the setting says otherwise', () => {
    expect(readSmtpUrl('smtp://u:p@mail.example:587').requireTLS).toBe(true);
    expect(readSmtpUrl('smtp://u:p@mail.example:587?ignoreTLS=true')).toMatchObject({ requireTLS: false, ignoreTLS: true });
    expect(readSmtpUrl('smtp://u:p@localhost:587').requireTLS).toBe(false);
    expect(readSmtpUrl('smtp://mailpit:1025').requireTLS).toBe(false);
    expect(readSmtpUrl('smtps://u:p@mail.example')).toMatchObject({ secure: true, port: 465 });
  });

  test.each(['http://x', 'smtp://', 'smtp://h?requireTls=true', 'smtp://h?ignoreTLS=maybe'])('SMTP_URL %s is refused in one sentence', (url) => {
    expect(() => readSmtpUrl(url)).toThrow(/SMTP_URL/);
  });
});

describe('sorting what went wrong', () => {
  test('a garbled answer after the message is unknown, before it temporary', () => {
    expect(sortFault({ code: 'EMESSAGE', response: 'garbage' }, true)).toBe('unknown');
    expect(sortFault({ code: 'EENVELOPE', response: 'garbage' }, false)).toBe('temporary');
  });

  test('a server that asks to come back later after the message does not have it (421)', () => {
    expect(sortFault({ code: 'ECONNECTION', responseCode: 421, response: '421 4.7.0 later' }, true)).toBe('temporary');
  });

  test('a message larger than the server takes is refused for good', () => {
    expect(sortFault({ code: 'EMESSAGE' }, false)).toBe('permanent');
  });
});

test('without a mail server nothing is sent and the reason is said', async () => {
  const outbox = createOutboxMailer();
  expect([outbox.kind, outbox.canSend]).toEqual(['outbox', false]);
  await expect(outbox.send(LETTER)).rejects.toMatchObject({ code: 'mail.no-server', failure: 'refused-here' });
});
