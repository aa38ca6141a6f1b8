import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { placeOf } from '../../../server/features/replies/mail-files.js';
import { processMail } from '../../../server/features/replies/process-mail.js';
import { splitMbox } from '../../../server/features/replies/split-mbox.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';
import { outlookFile, outlookMessage } from './outlook-files.js';

let world: World;
let advocate: Actor;
let token: string;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  advocate = await world.addPerson(await world.addGroup(), 'advocate');
  token = await world.tokenOf(advocate);
});

const EML = 'From: clerk@lapd.example\r\nSubject: Your request\r\n\r\nHello.\r\n';
const BOX = [
  'From clerk@lapd.example Tue Nov 24 09:00:00 2026', 'From: clerk@lapd.example', 'Subject: one', '', 'The first.', '', 'From the desk of the clerk, 2026', '', '>From here on it is quoted.', '>>From there twice.', '',
  'From clerk@lapd.example Tue Nov 24 10:00:00 2026', 'From: clerk@lapd.example', 'Subject: two', '', 'The second.', '',
].join('\n');
const ONE = 'From: clerk@lapd.example\nSubject: one\n\nThe first.\n\nFrom the desk of the clerk, 2026\n\nFrom here on it is quoted.\n>From there twice.\n';
const TWO = 'From: clerk@lapd.example\nSubject: two\n\nThe second.\n';

const upload = (...files: readonly [string, Buffer][]) => {
  const sent = request(world.app).post('/api/v1/mail').set('Authorization', `Bearer ${token}`);
  for (const [name, bytes] of files) void sent.attach('files', bytes, name);
  return sent;
};
const rows = () => world.database.db.rawMail.findMany({ where: { groupId: advocate.groupId }, orderBy: [{ sourceKey: 'asc' }, { fileName: 'asc' }] });
const bytesOf = async (fileKey: string): Promise<string> => {
  const { folder, sha256 } = placeOf(fileKey);
  return (await buffer(await world.context.files.open(folder, sha256))).toString('latin1');
};

describe('a mail that is uploaded', () => {
  test('as .eml or as Outlook’s .msg is kept as it is, whose it is and who brought it', async () => {
    const msg = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600, 7)]);
    const { status, body } = await upload(['reply.eml', Buffer.from(EML)], ['reply.msg', msg]);
    expect([status, body.refused]).toEqual([201, []]);
    const [eml, outlook] = await rows();
    expect(eml).toMatchObject({ door: 'upload', state: 'kept', groupId: advocate.groupId, uploadedById: advocate.personId, fileName: 'reply.eml', hintRequestId: null });
    expect(await bytesOf(eml?.fileKey ?? '')).toBe(EML);
    expect(await bytesOf(outlook?.fileKey ?? '')).toBe(msg.toString('latin1'));
    expect(world.jobs.enqueued.filter(({ name }) => name === 'mail.process').map(({ payload }) => payload)).toEqual(expect.arrayContaining([{ rawMailId: eml?.id }, { rawMailId: outlook?.id }]));
  });

  test('as .msg is read as the mail it was and waits where it came', async () => {
    const msg = outlookFile(outlookMessage({ '0037': 'About your request', 1000: 'We have it.', '0C1A': 'Clerk', '5D01': 'clerk@lapd.example' }));
    const { body } = await upload(['reply.msg', msg]);
    await processMail(world.context, { rawMailId: body.files[0].mailIds[0] });
    expect(await world.database.db.message.findMany({ where: { groupId: advocate.groupId } })).toMatchObject([{ state: 'held', subject: 'About your request', fromAddress: 'clerk@lapd.example', text: expect.stringContaining('We have it.') }]);
  });

  test('in a box is taken out of it, each mail by itself; the same box again adds nothing, and another group may have it too', async () => {
    expect((await upload(['box.mbox', Buffer.from(BOX)])).body.files).toMatchObject([{ originalName: 'box.mbox', mails: 2, already: 0 }]);
    const kept = await rows();
    expect(await Promise.all(kept.map(({ fileKey }) => bytesOf(fileKey)))).toEqual([ONE, TWO]);
    expect((await upload(['again.mbox', Buffer.from(BOX)])).body.files).toMatchObject([{ mails: 0, already: 2 }]);
    expect(await rows()).toHaveLength(2);
    let files = 0;
    for await (const _file of world.context.files.list(advocate.groupId)) files += 1;
    expect(files).toBe(2);
    advocate = await world.addPerson(await world.addGroup(), 'advocate');
    token = await world.tokenOf(advocate);
    expect((await upload(['box.mbox', Buffer.from(BOX)])).body.files).toMatchObject([{ mails: 2, already: 0 }]);
  });

  test('on a request’s page says where it belongs; another group’s request is none', async () => {
    const agencyId = await world.agencyId('lapd');
    const enter = (actor: Actor) => enterRequest(world.context, actor, {
      agencyId, title: 'Who plate data goes to', sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: [], items: [{ heading: 'Sharing list', text: 'All' }],
    });
    const { id: requestId } = await enter(advocate);
    const browser = await world.signIn(advocate);
    const form = await browser.get(`/replies/upload?request=${requestId}`);
    expect(form.text).toContain('Mails saved as .eml or Outlook .msg');
    const sent = await browser.agent.post(`/replies/upload?request=${requestId}`).field('_csrf', await browser.csrfToken()).attach('files', Buffer.from(EML), 'reply.eml');
    expect([sent.status, sent.headers['location']]).toEqual([303, `/requests/${requestId}`]);
    expect(await rows()).toMatchObject([{ hintRequestId: requestId }]);
    expect((await browser.get(`/requests/${requestId}`)).text).toContain('1 mail is kept and is read next.');
    const stranger = await enter(await world.addPerson(await world.addGroup(), 'advocate'));
    const other = await request(world.app).post('/api/v1/mail').set('Authorization', `Bearer ${token}`).field('requestId', stranger.id).attach('files', Buffer.from(EML), 'reply.eml');
    expect([other.status, other.body.error.code]).toEqual([404, 'requests.not-found']);
    expect(await rows()).toHaveLength(1);
  });

  test('is refused when it is none or empty; the others are kept', async () => {
    const { status, body } = await upload(['scan.pdf', Buffer.from('%PDF-1.7\n')], ['empty.eml', Buffer.alloc(0)], ['reply.eml', Buffer.from(EML)]);
    expect(status).toBe(201);
    expect(body.refused.map(({ code }: { code: string }) => code)).toEqual(['replies.no-mail', 'replies.empty-mail']);
    expect(await rows()).toHaveLength(1);
    expect((await upload(['scan.pdf', Buffer.from('%PDF-1.7\n')])).body.error).toMatchObject({ code: 'replies.no-mail' });
    expect((await upload().field('requestId', '')).body.error).toMatchObject({ code: 'replies.no-mail-chosen' });
  });
});

describe('a box', () => {
  const mailsOf = async (text: string, size = 7): Promise<string[]> => {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => Buffer.from(text.slice(n * size, (n + 1) * size), 'latin1'));
    const mails: string[] = [];
    for await (const mail of splitMbox(Readable.from(chunks))) mails.push((await buffer(mail)).toString('latin1'));
    return mails;
  };

  test.each([1, 7, 64, 100_000])('comes apart the same in pieces of %i bytes', async (size) => {
    expect(await mailsOf(BOX, size)).toEqual([ONE, TWO]);
    expect(await mailsOf(BOX.replaceAll('\n', '\r\n'), size)).toEqual([ONE, TWO].map((one) => one.replaceAll('\n', '\r\n')));
  });

  test('may be empty, cut short, or one mail without an end', async () => {
    expect(await mailsOf('')).toEqual([]);
    expect(await mailsOf('no box at all\n')).toEqual([]);
    expect(await mailsOf('From - Tue Nov 24 09:00:00 2026\nSubject: x\n\nno end')).toEqual(['Subject: x\n\nno end']);
    expect(await mailsOf('From x Tue Nov 24 09:00:00 2026\n\nFrom y Tue Nov 24 09:00:00 2026\nSubject: y\n')).toHaveLength(2);
  });

  test('with a mail whose lines never end needs no more memory than it has', async () => {
    const long = 'x'.repeat(300_000);
    expect(await mailsOf(`From x Tue Nov 24 09:00:00 2026\nSubject: x\n\n${long}\n\nFrom y Tue Nov 24 09:00:00 2026\nSubject: y\n`, 10_000)).toEqual([`Subject: x\n\n${long}\n`, 'Subject: y\n']);
  });

  test('that somebody reads only the beginnings of still gives every mail', async () => {
    let count = 0;
    for await (const mail of splitMbox(Readable.from([Buffer.from(BOX)]))) {
      count += 1;
      mail.destroy();
    }
    expect(count).toBe(2);
  });
});
