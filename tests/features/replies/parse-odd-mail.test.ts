import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { bareMail, mailOf, part, parts, read } from './mails/build.js';
import { tnefOf } from './mails/tnef.js';

/** A mail whose body is bytes. */
const bytesMail = (headers: readonly string[], body: Buffer): Buffer => Buffer.concat([Buffer.from(mailOf(headers, '')), body]);
const CHINESE = '贵公司负责人您好。我们已收到您的公开记录申请，将在十天内答复。附件是车牌识别系统的使用记录。';

describe('charsets', () => {
  test('windows-1252 that calls itself iso-8859-1', async () => {
    const { mail } = await read(bytesMail(['Content-Type: text/plain; charset=iso-8859-1'], Buffer.from('pages 1 \x96 9, \x93logs\x94', 'latin1')));
    expect(mail.text).toBe('pages 1 – 9, “logs”');
  });

  test('UTF-8 that calls itself iso-8859-1, or nothing', async () => {
    for (const type of ['Content-Type: text/plain; charset=iso-8859-1', 'Content-Type: text/plain', 'Content-Type: text/plain; charset=x-nonsense']) {
      expect((await read(bytesMail([type], Buffer.from('José – año')))).mail.text).toBe('José – año');
    }
  });

  test('GB18030 without a name is guessed, and said to be', async () => {
    const { mail } = await read(bytesMail(['Content-Type: text/plain'], iconv.encode(CHINESE, 'gb18030')));
    expect([mail.text, mail.warnings]).toEqual([CHINESE, ['charset_guessed']]);
  });

  test('a few bytes spoilt leave UTF-8 what it is, and it says so', async () => {
    const text = Buffer.from('José wrote of the año. '.repeat(20));
    text[text.length - 3] = 0xff;
    const { mail } = await read(bytesMail(['Content-Type: text/plain; charset=utf-8'], text));
    expect(mail.text).toMatch(/^José wrote of the año\./);
    expect(mail.warnings).toEqual(['charset_damaged']);
  });

  test.each(['koi8-r', 'shift_jis', 'big5', 'iso-2022-jp', 'utf-16le', 'utf-7', 'gb2312'])('%s', async (charset) => {
    const text = { 'koi8-r': 'Журнал запросов', 'shift_jis': '記録の請求', 'big5': '公開記錄', 'iso-2022-jp': '記録', 'utf-16le': 'Año', 'utf-7': 'Año', 'gb2312': '记录' }[charset] ?? '';
    if (charset === 'iso-2022-jp') {
      expect((await read(bytesMail([`Content-Type: text/plain; charset=${charset}`], Buffer.from('\x1b$B5-O?\x1b(B', 'latin1')))).mail.text).toBe(text);
      return;
    }
    expect((await read(bytesMail([`Content-Type: text/plain; charset=${charset}`], iconv.encode(text, charset)))).mail.text).toBe(text);
  });

  test('subjects and names in bytes, and in words cut short', async () => {
    expect((await read(Buffer.from('Subject: A\xf1o de registros\r\nFrom: x@y.example\r\n\r\nx', 'latin1'))).mail.subject).toBe('Año de registros');
    expect((await read(bareMail(['Subject: =?UTF-8?Q?hello=F0=?='], 'x'))).mail.subject).toBe('hello\uFFFD');
  });

  test('random bytes leave no NUL and no broken character', async () => {
    const { mail } = await read(bytesMail(['Content-Type: text/plain; charset=utf-8'], Buffer.from([0, 1, 2, 65, 0, 0xff, 0xfe, 66, 0xed, 0xa0, 0x80])));
    expect(JSON.stringify(mail)).not.toMatch(/\\u0000|\\ud[89ab]/i);
    expect(mail.text).toContain('A');
  });
});

describe('names of attachments', () => {
  const nameOf = async (...headers: readonly string[]): Promise<string | undefined> => (await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(headers, 'x'))))).mail.attachments[0]?.name;
  test.each([
    ['encoded words in quotes', 'Bitácora.pdf', ['Content-Type: application/pdf; name="=?utf-8?Q?Bit=C3=A1cora.pdf?="']],
    ['RFC 2231', 'Bitácora.pdf', ['Content-Type: application/pdf', "Content-Disposition: attachment; filename*=utf-8''Bit%C3%A1cora.pdf"]],
    ['RFC 2231 put into a plain name', 'Bitácora.pdf', ['Content-Type: application/pdf', "Content-Disposition: attachment; filename=\"utf-8''Bit%C3%A1cora.pdf\""]],
    ['a path', 'logs.pdf', ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="..\\\\..\\\\logs.pdf"']],
    ['a direction turned round', 'codfdp.exe', ['Content-Type: application/pdf', "Content-Disposition: attachment; filename*=utf-8''cod%E2%80%AEfdp.exe"]],
    ['none, but a description', 'Fee schedule.pdf', ['Content-Type: application/pdf', 'Content-Disposition: attachment', 'Content-Description: Fee schedule']],
    ['none at all', 'Unnamed file.pdf', ['Content-Type: application/pdf', 'Content-Disposition: attachment']],
  ])('%s', async (_, name, headers) => {
    expect(await nameOf(...headers)).toBe(name);
  });

  test('a type that means nothing is told by the name; a very long name keeps its ending', async () => {
    const { mail } = await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(['Content-Type: document/pdf; name=a.pdf'], 'x'), part([`Content-Type: application/pdf; name=${'a'.repeat(600)}.pdf`], 'x'))));
    expect(mail.attachments[0]?.mediaType).toBe('application/pdf');
    expect(mail.attachments[1]?.name).toMatch(/^a{196}\.pdf$/);
  });
});

describe('files packed in other ways', () => {
  test('uuencoded in the text', async () => {
    const { mail, contents } = await read(mailOf([], 'The log is below.', '', 'begin 644 log.txt', '+2&5L;&\\@=V]R;&0', '`', 'end', '', 'Regards'));
    expect(mail.attachments.map(({ name, mediaType, size }) => [name, mediaType, size])).toEqual([['log.txt', 'text/plain', 11]]);
    expect(contents[0]?.toString()).toBe('Hello world');
    expect(mail.text).toBe('The log is below.\n\n\nRegards');
  });

  test('uuencoded in full lines and a rest', async () => {
    const { contents } = await read(mailOf([], 'begin 644 reads.csv', 'M<&QA=&4L=&EM90HX04)#,3(S+#(P,C8M,#,M,#%4,3 Z,# *.$%"0S$R-"PR', '0,#(V+3 S+3 Q5#$P.C Q"@  ', '`', 'end'));
    expect(contents[0]?.toString()).toBe('plate,time\n8ABC123,2026-03-01T10:00\n8ABC124,2026-03-01T10:01\n');
  });

  test('words that only look like it stay', async () => {
    expect((await read(mailOf([], 'We shall', 'begin 644 requests', 'this week, and not before, whatever anybody says about it.', 'Regards'))).mail).toMatchObject({ attachments: [], text: expect.stringContaining('begin 644 requests') });
  });

  test('winmail.dat: its files are attachments, its words the text where there is no other', async () => {
    const packed = tnefOf({ body: 'From the packed mail.', files: [{ title: 'LOGS~1.PDF', longName: 'Logs of March.pdf', content: Buffer.from('%PDF') }] });
    const headers = ['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64'];
    const { mail, contents } = await read(mailOf(headers, packed.toString('base64')));
    expect(mail.text).toBe('From the packed mail.');
    expect(mail.attachments.map(({ name, mediaType }) => [name, mediaType])).toEqual([['Logs of March.pdf', 'application/pdf']]);
    expect(contents[0]?.toString()).toBe('%PDF');
    const beside = await read(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(['Content-Type: text/plain'], 'Plain.'), part(headers, packed.toString('base64')))));
    expect(beside.mail.text).toBe('Plain.');
  });

  test('winmail.dat: rich text that says it is longer than it is ends no process; its files are there', async () => {
    const rtf = Buffer.alloc(64);
    rtf.writeUInt32LE(0x7fffffff, 0);
    rtf.writeUInt32LE(100, 4);
    rtf.writeUInt32LE(0x75465a4c, 8);
    const packed = tnefOf({ body: 'From the packed mail.', rtf, files: [{ title: 'A.PDF', longName: 'a.pdf', content: Buffer.from('%PDF') }] });
    const { mail } = await read(mailOf(['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64'], packed.toString('base64')));
    expect([mail.text, mail.attachments.map(({ name }) => name)]).toEqual(['From the packed mail.', ['a.pdf']]);
  });

  test('a winmail.dat that is none is kept as it is, and it says so', async () => {
    const { mail, contents } = await read(mailOf(['Content-Type: application/ms-tnef; name=winmail.dat'], 'not that'));
    expect(mail.warnings).toEqual(['tnef_unreadable']);
    expect(contents[0]?.toString()).toBe('not that');
  });
});

describe('HTML', () => {
  const html = async (body: string) => (await read(mailOf(['Content-Type: text/html; charset=utf-8'], body))).mail;

  test('nothing is fetched, run, sent or hidden', async () => {
    const mail = await html(`<html><head><title>T</title><style>p{display:none}</style></head><body background="http://t.example/b.png" onload="x()"><script>alert(1)</script>
      <p style="display:none;background:url(http://t.example/x)">Said in small print.</p><img src="http://t.example/pixel.gif" alt="seal"><form action="http://t.example"><input name="a"><button>Go</button></form>
      <iframe src="http://t.example"></iframe><a href="javascript:alert(1)">here</a><svg><script>1</script></svg><object data="http://t.example/o"></object><link rel="stylesheet" href="http://t.example/s.css"></body></html>`);
    expect(mail.html).toContain('Said in small print.');
    expect(mail.html).toContain('[seal]');
    expect(mail.html).not.toMatch(/t\.example|script|style|<img|<form|<input|on\w+=/i);
  });

  test('a link shows where it leads, unless its words say so', async () => {
    const mail = await html('<p><a href="https://evil.example/x">https://city.example</a> <a href="https://city.example/">https://city.example/</a> <a href="mailto:a@b.example">a@b.example</a></p>');
    expect(mail.html).toContain('(https://evil.example/x)');
    expect(mail.html?.match(/link-target/g)).toHaveLength(1);
    expect(mail.text).toContain('[https://evil.example/x]');
  });

  test('HTML alone gives a text with its quotations marked; markup that calls itself plain is no plain text', async () => {
    expect((await html('<div>Denied.</div><blockquote>We ask for logs.</blockquote>')).text).toBe('Denied.\n\n> We ask for logs.');
    expect((await read(mailOf(['Content-Type: text/plain'], '<p>Ten logs.</p>', '<p>Regards</p>'))).mail.text).not.toContain('<p>');
  });

  test('markup nested without end is not rendered, its words are kept', async () => {
    const mail = await html(`${'<b>'.repeat(100_000)}Denied.`);
    expect(mail.text.trim()).toBe('Denied.');
    expect([mail.html, mail.warnings]).toEqual([null, ['html_unreadable']]);
  });
});
