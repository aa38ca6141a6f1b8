import fc from 'fast-check';
import { HEAD, lines, mailOf, part, parts } from './build.js';
import { MACHINE_MAILS } from './machines.js';
import { tnefOf } from './tnef.js';

const TNEF = tnefOf({ body: 'Packed.', files: [{ title: 'A.PDF', longName: 'a.pdf', content: Buffer.from('%PDF') }] });

/** Whole mails of every structure the parser knows. */
const WHOLE: readonly Buffer[] = [
  ...MACHINE_MAILS.map(({ raw }) => Buffer.from(raw)),
  Buffer.from(mailOf(['Content-Type: multipart/mixed; boundary=m'], ...parts('m', part(['Content-Type: text/html; charset=utf-8'], '<p>Año <a href="https://a.example/x">b</a></p>'), part(['Content-Type: message/rfc822'], lines(HEAD, '', 'Inside.')), part(["Content-Type: application/pdf; name*=utf-8''Bit%C3%A1cora.pdf", 'Content-Transfer-Encoding: base64'], 'JVBERg==')))),
  Buffer.from(mailOf(['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64'], TNEF.toString('base64'))),
  Buffer.from(mailOf(['Content-Type: text/plain; format=flowed; delsp=yes'], 'Flowed ', 'text', 'begin 644 log.txt', '+2&5L;&\\@=V]R;&0', '`', 'end')),
  Buffer.concat([Buffer.from(mailOf(['Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable'], 'a =96 b=')), Buffer.from([0x96, 0, 0xff])]),
];

const LINES = WHOLE.flatMap((mail) => mail.toString('latin1').split('\r\n'));

const cut = fc.tuple(fc.constantFrom(...WHOLE), fc.nat(), fc.nat()).map(([mail, a, b]) => mail.subarray(a % 2 === 0 ? 0 : a % mail.length, b % (mail.length + 1)));
const flipped = fc.tuple(fc.constantFrom(...WHOLE), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 })).map(([mail, changes]) => {
  const bytes = Buffer.from(mail);
  for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
  return bytes;
});
const shuffled = fc.tuple(fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...LINES) }, fc.string({ unit: 'binary', maxLength: 60 })), { maxLength: 60 }), fc.constantFrom('\r\n', '\n', '\r')).map(([all, end]) => Buffer.from(all.join(end), 'latin1'));
const joined = fc.array(fc.oneof(cut, flipped), { minLength: 1, maxLength: 4 }).map((all) => Buffer.concat(all));

/** Anything that may come to the door: random bytes, and true structure cut, spoilt and put together anew. */
export const anyMail: fc.Arbitrary<Buffer> = fc.oneof(fc.uint8Array({ maxLength: 4000 }).map((bytes) => Buffer.from(bytes)), cut, flipped, shuffled, joined);
