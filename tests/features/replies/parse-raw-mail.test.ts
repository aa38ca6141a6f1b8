import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { parseRawMail } from '../../../server/features/replies/parse-raw-mail.js';
import { bareMail, HEAD, lines, mailOf, part, parts, read } from './mails/build.js';

const TEXT = 'Content-Type: text/plain; charset=utf-8';
const PDF = Buffer.from('%PDF-1.4 logs');

describe('headers', () => {
  test('addresses, thread and date, whichever way they are written', async () => {
    const { mail } = await read(bareMail(
      ['From: =?utf-8?Q?Jos=C3=A9?= Roe <Jose@Harbor.example>', 'To: "Watch, Coast" <a@x.example>, b@x.example', 'Cc: Team: c@x.example, d@x.example;', 'Delivered-To: e@x.example', 'In-Reply-To: <l1@x.example>', 'References: <l0@x.example>', ' <l1@x.example>', 'Subject: =?iso-8859-1?Q?A=F1o?=', ' 2026', 'Date: Tue, 3 Mar 2026 09:12:00 -0800 (PST)', 'Message-ID: m1@harbor.example'], 'Hello',
    ));
    expect(mail.from).toEqual({ name: 'José Roe', address: 'Jose@Harbor.example' });
    expect(mail.to.map(({ address }) => address)).toEqual(['a@x.example', 'b@x.example']);
    expect(mail.cc.map(({ address }) => address)).toEqual(['c@x.example', 'd@x.example']);
    expect([mail.deliveredTo, mail.inReplyTo, mail.references, mail.messageId]).toEqual([['e@x.example'], ['<l1@x.example>'], ['<l0@x.example>', '<l1@x.example>'], '<m1@harbor.example>']);
    expect([mail.subject, mail.date?.toISOString()]).toEqual(['Año 2026', '2026-03-03T17:12:00.000Z']);
  });

  test('a damaged address line still gives its address', async () => {
    const { mail } = await read(bareMail(['From: x@y.example', 'To: <a@x.example', 'Cc: c@x.example>'], 'Hello'));
    expect([...mail.to, ...mail.cc].map(({ address }) => address)).toEqual(['a@x.example', 'c@x.example']);
  });

  test('what claims to be a line of its own stays in its header', async () => {
    const { mail } = await read(bareMail(['From: =?utf-8?Q?A=0D=0ABcc:_evil@x.example?= <a@x.example>', 'Subject: =?utf-8?Q?Hi=0D=0AX-Tenday:_1=00?='], 'Hello'));
    expect(mail.from?.name).toBe('A Bcc: evil@x.example');
    expect(mail.subject).toBe('Hi X-Tenday: 1');
    expect(mail.ours).toBe(false);
  });

  test('reports of SPF, DKIM and DMARC are told as reported, by the last server', async () => {
    const { mail } = await read(mailOf(['Authentication-Results: mx.watch.example; spf=pass (ok) smtp.mailfrom=harbor.example; dkim=none; dmarc=FAIL', 'Authentication-Results: forged.example; dmarc=pass'], 'Hello'));
    expect(mail.auth).toEqual({ by: 'mx.watch.example', spf: 'pass', dkim: 'none', dmarc: 'fail' });
  });

  test('a mail of ours that came back is known by its Message-ID or by its own word', async () => {
    expect((await read(mailOf([], 'x'), { ourDomains: ['harbor.example'] })).mail.ours).toBe(true);
    expect((await read(mailOf(['X-Tenday: letter'], 'x'))).mail.ours).toBe(true);
    expect((await read(mailOf([], 'x'), { ourDomains: ['replies.example'] })).mail.ours).toBe(false);
  });

  test('headers of two megabytes: what begins the mail is read, and it says so', async () => {
    const { mail } = await read(lines(HEAD, `X-Long: ${'a'.repeat(2_000_000)}`, '', 'Hello'));
    expect(mail.warnings).toContain('headers_too_large');
    expect([mail.from?.address, mail.messageId]).toEqual(['records@harbor.example', '<one@harbor.example>']);
  });
});

describe('text and attachments', () => {
  test('of two forms the plain one is the text; a picture within is inline; a file is hashed', async () => {
    const raw = mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m',
      lines('Content-Type: multipart/related; boundary=r', '', ...parts('r',
        lines('Content-Type: multipart/alternative; boundary=a', '', ...parts('a', part([TEXT], 'Ten logs.'), part(['Content-Type: text/html'], '<p>Ten <b>logs</b>.<img src="cid:p1"></p>'))),
        part(['Content-Type: image/png; name=seal.png', 'Content-ID: <p1>', 'Content-Transfer-Encoding: base64'], 'AAAA'))),
      part(['Content-Type: application/octet-stream', "Content-Disposition: attachment; filename*0*=utf-8''Bit%C3%A1; filename*1*=cora.pdf", 'Content-Transfer-Encoding: base64'], PDF.toString('base64'))));
    const { mail, contents } = await read(raw, { chunk: 7 });
    expect(mail.text).toBe('Ten logs.');
    expect(mail.html).toBe('<p>Ten <b>logs</b>.<span></span></p>');
    expect(mail.attachments.map(({ n, name, mediaType, inline, key }) => [n, name, mediaType, inline, key])).toEqual([[0, 'seal.png', 'image/png', true, 'kept-0'], [1, 'Bitácora.pdf', 'application/pdf', false, 'kept-1']]);
    expect(contents[1]).toEqual(PDF);
    expect([mail.attachments[1]?.size, mail.attachments[1]?.sha256]).toEqual([PDF.length, createHash('sha256').update(PDF).digest('hex')]);
    expect(mail.warnings).toEqual([]);
  });

  test('no final boundary, no body, nothing at all', async () => {
    const cut = mailOf(['Content-Type: multipart/mixed; boundary=m'], '--m', part([TEXT], 'Ten logs.'), '--m', part(['Content-Type: application/pdf; name=a.pdf'], 'half'));
    expect((await read(cut)).mail).toMatchObject({ text: 'Ten logs.', attachments: [{ name: 'a.pdf', size: 4 }] });
    expect((await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(['Content-Type: application/pdf; name=a.pdf'], 'x'))))).mail).toMatchObject({ text: '', html: null, attachments: [{ name: 'a.pdf' }] });
    expect((await read('')).mail).toMatchObject({ text: '', subject: '', from: null, messageId: null, kind: 'reply' });
  });

  test('an attached message has its own words, and its files follow it', async () => {
    const inner = lines('From: Chief <chief@harbor.example>', 'Subject: The logs', 'Message-ID: <in@harbor.example>', 'Content-Type: multipart/mixed; boundary=i', '', ...parts('i', part([TEXT], 'Inside.'), part(['Content-Type: application/pdf; name=deep.pdf'], 'deep')));
    const { mail, contents } = await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part([TEXT], 'Outside.'), part(['Content-Type: message/rfc822'], inner))));
    expect(mail.text).toBe('Outside.');
    expect(mail.attachments.map(({ n, name, inside }) => [n, name, inside])).toEqual([[0, 'The logs.eml', null], [1, 'deep.pdf', 0]]);
    expect(mail.attachments[0]?.message).toMatchObject({ subject: 'The logs', text: 'Inside.', messageId: '<in@harbor.example>' });
    expect(contents[0]?.toString()).toBe(inner);
    expect(contents[1]?.toString()).toBe('deep');
  });

  test('messages inside messages are opened to a depth, and kept below it', async () => {
    let raw = mailOf([TEXT], 'The innermost.');
    for (let depth = 0; depth < 12; depth += 1) raw = mailOf(['Content-Type: message/rfc822'], raw);
    const { mail } = await read(raw);
    expect(mail.warnings).toContain('nested_too_deep');
    expect(mail.attachments.length).toBe(5);
  });

  test('ten thousand parts: as many as a mail may have are read, and it says so', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => part([`Content-Type: application/pdf; name=${n}.pdf`], String(n)));
    const { mail } = await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part([TEXT], 'Many.'), ...many)));
    expect(mail.text).toBe('Many.');
    expect(mail.warnings).toContain('too_many_parts');
    expect(mail.attachments.length).toBeGreaterThan(900);
    expect(mail.attachments.length).toBeLessThanOrEqual(1000);
  });

  test('a sink that reads nothing stops nothing; one that fails is heard', async () => {
    const raw = mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(['Content-Type: application/pdf; name=a.pdf'], 'x'.repeat(3_000_000)), part([TEXT], 'After it.')));
    const options = { ourDomains: [], sink: () => Promise.resolve(null) };
    expect(await parseRawMail(Readable.from([Buffer.from(raw)]), options)).toMatchObject({ text: 'After it.', attachments: [{ size: 3_000_000, key: null }] });
    await expect(parseRawMail(Readable.from([Buffer.from(raw)]), { ...options, sink: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full');
  });

  test('a stream that breaks is no short mail', async () => {
    const broken = new Readable({ read() { this.push(mailOf([TEXT], 'Half')); this.destroy(new Error('cut off')); } });
    await expect(parseRawMail(broken, { ourDomains: [], sink: () => Promise.resolve(null) })).rejects.toThrow('cut off');
  });
});
