import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { sweepFiles } from '../../../server/features/documents/sweep-files.js';
import { doorStates } from '../../../server/features/replies/doors.queries.js';
import { type MailListener, listenForMail } from '../../../server/features/replies/listen-for-mail.js';
import { placeOf } from '../../../server/features/replies/mail-files.js';
import { sweepMail } from '../../../server/features/replies/sweep-mail.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import type { FileStore } from '../../../server/platform/files.js';
import { until } from '../../support/jobs.js';
import { offerMail, SmtpTalk } from '../../support/smtp-client.js';
import { type World, makeWorld } from '../../support/world.js';

const ADDRESS = 'abcdefghjkmnp@replies.example.org';

let world: World;
let listener: MailListener;

beforeEach(async () => {
  world = await makeWorld({ settings: { INBOUND_SMTP_PORT: '0' } });
});
afterEach(async () => {
  await listener?.close();
  await world.close();
});

async function listen(options: Parameters<typeof listenForMail>[1] = {}, over: Partial<World['context']> = {}): Promise<number> {
  const made = await listenForMail({ ...world.context, ...over }, options);
  if (!made?.port) throw new Error('nobody listens');
  listener = made;
  return made.port;
}

const letter = (...lines: string[]): string => ['From: Records <clerk@lapd.example>', `To: ${ADDRESS}`, 'Subject: Your request', ...lines].join('\r\n');
const rows = () => world.database.db.rawMail.findMany({ orderBy: { arrivedAt: 'asc' } });

async function bytesOf(fileKey: string): Promise<Buffer> {
  const { folder, sha256 } = placeOf(fileKey);
  return buffer(await world.context.files.open(folder, sha256));
}

async function filesKept(files: FileStore = world.context.files): Promise<number> {
  let count = 0;
  for await (const _file of files.list()) count += 1;
  return count;
}

describe('a mail that comes by SMTP', () => {
  test('is kept byte for byte with its envelope and waits to be read', async () => {
    const port = await listen();
    const raw = Buffer.concat([Buffer.from(letter('', '.', '..two dots', '.text')), Buffer.from([0x0d, 0x0a, 0x00, 0xff, 0xe9, 0x0d, 0x0a])]);
    const { code } = await offerMail(port, { to: ADDRESS, raw });
    expect(code).toBe(250);
    const [row, ...more] = await rows();
    expect(more).toHaveLength(0);
    expect(row).toMatchObject({ door: 'smtp', state: 'kept', groupId: null, envelopeFrom: 'clerk@lapd.example', envelopeTo: [ADDRESS], size: BigInt(raw.length), arrivedAt: world.clock.now() });
    expect(await bytesOf(row?.fileKey ?? '')).toEqual(raw);
    expect(world.jobs.enqueued).toEqual([{ name: 'mail.process', payload: { rawMailId: row?.id } }]);
  });

  test('is read later when its call was lost', async () => {
    await offerMail(await listen(), { to: ADDRESS, raw: letter('', 'Hello') });
    world.jobs.enqueued.length = 0;
    await sweepMail(world.context);
    expect(world.jobs.enqueued).toHaveLength(0);
    world.clock.pass(1);
    await sweepMail(world.context);
    expect(world.jobs.enqueued.map(({ name }) => name)).toEqual(['mail.process']);
  });

  test('stays when the sweep of files comes, in whatever folder it lies', async () => {
    const files = createDiskFileStore(await tempFolder());
    const old: FileStore = Object.assign(Object.create(files) as FileStore, { list: async function* () { for await (const file of files.list()) yield { ...file, storedAt: new Date(0) }; } });
    await offerMail(await listen({}, { files }), { to: ADDRESS, raw: letter('', 'Hello') });
    await files.put('00000000-0000-0000-0000-000000000000', Readable.from(['of a mail whose row never came']), { maxBytes: 1000 });
    expect(await sweepFiles({ ...world.context, files: old })).toMatchObject({ orphans: 1 });
    expect(await filesKept(files)).toBe(1);
  });

  test('of 60 MB takes no memory to speak of', async () => {
    const port = await listen();
    const line = `${'A'.repeat(76)}\r\n`.repeat(800);
    const head = `${letter('Content-Type: application/pdf', 'Content-Transfer-Encoding: base64')}\r\n\r\n`;
    const times = Math.ceil((60 * 1024 * 1024) / line.length);
    function* parts() {
      yield head;
      for (let n = 0; n < times; n += 1) yield line;
    }
    const before = process.memoryUsage().rss;
    let most = before;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const { code } = await offerMail(port, { to: ADDRESS, raw: Readable.from(parts(), { objectMode: false }) });
    clearInterval(watching);
    expect(code).toBe(250);
    expect((await rows())[0]?.size).toBe(BigInt(head.length + times * line.length));
    expect((most - before) / 1024 / 1024).toBeLessThan(100);
  });
});

describe('a mail that can’t be taken', () => {
  test('for another domain is refused at once, its other recipients are served', async () => {
    const port = await listen();
    expect(await offerMail(port, { to: 'somebody@elsewhere.example', raw: letter('', 'x') })).toMatchObject({ code: 550 });
    expect(await rows()).toHaveLength(0);
    const both = await offerMail(port, { to: ['somebody@elsewhere.example', ADDRESS.toUpperCase()], raw: letter('', 'x') });
    expect(both).toMatchObject({ code: 250, refused: ['somebody@elsewhere.example'] });
    expect((await rows())[0]?.envelopeTo).toEqual([ADDRESS.toUpperCase().replace('REPLIES.EXAMPLE.ORG', 'replies.example.org')]);
  });

  test('because it is too large is refused before it is sent, by the size that EHLO says', async () => {
    const talk = await SmtpTalk.open(await listen());
    expect(await talk.say('EHLO mail.example')).toContain('SIZE 157286400');
    expect(await talk.say('MAIL FROM:<clerk@lapd.example> SIZE=157286401')).toMatch(/^552 /);
    talk.hangUp();
  });

  test('because the database is away, or the disk, is to be sent again, and nothing of it stays', async () => {
    const away = await listen({}, { db: Object.create(world.database.db, { $transaction: { value: () => Promise.reject(new Error('the database is away')) } }) as World['context']['db'] });
    expect(await offerMail(away, { to: ADDRESS, raw: letter('', 'x') })).toMatchObject({ code: 451 });
    await listener.close();
    const noFolder = path.join(await tempFolder(), 'a-file');
    await writeFile(noFolder, '');
    const full = await listen({}, { files: createDiskFileStore(noFolder) });
    expect(await offerMail(full, { to: ADDRESS, raw: letter('', 'x') })).toMatchObject({ code: 451 });
    await listener.close();
    expect([await rows(), world.jobs.enqueued]).toEqual([[], []]);
    expect(await offerMail(await listen(), { to: ADDRESS, raw: letter('', 'x') })).toMatchObject({ code: 250 });
    expect([(await rows()).length, await filesKept()]).toEqual([1, 1]);
  });

  test('because its sender breaks off leaves nothing', async () => {
    const talk = await SmtpTalk.open(await listen());
    for (const line of ['EHLO mail.example', 'MAIL FROM:<clerk@lapd.example>', `RCPT TO:<${ADDRESS}>`, 'DATA']) await talk.say(line);
    talk.send(`${letter('', 'half of a')}\r\n`.repeat(5000));
    await new Promise((resolve) => setTimeout(resolve, 100));
    talk.hangUp();
    await listener.close();
    expect([await rows(), await filesKept(), await world.context.files.sweepTemporary(new Date(Date.now() + 60_000))]).toEqual([[], 0, 0]);
  });

  test('because it goes round in a circle is refused for good; thirty servers are no circle', async () => {
    const port = await listen();
    const hops = (count: number) => Array.from({ length: count }, (_, n) => `Received: from a${n}.example by b${n}.example; Tue, 24 Nov 2026 09:00:00 -0800`).join('\r\n');
    expect(await offerMail(port, { to: ADDRESS, raw: `${hops(31)}\r\n${letter('', 'x')}` })).toMatchObject({ code: 554 });
    expect([await rows(), await filesKept()]).toEqual([[], 0]);
    expect(await offerMail(port, { to: ADDRESS, raw: `${hops(30)}\r\n${letter('', hops(40))}` })).toMatchObject({ code: 250 });
  });
});

describe('a flood', () => {
  test('of one sender is asked to wait; others still come in, and so do bounces', async () => {
    const port = await listen({ brakes: { mailsOfSender: 3 } });
    const from = (sender: string) => offerMail(port, { from: sender, to: ADDRESS, raw: letter('', 'x') });
    const codes: number[] = [];
    for (let n = 0; n < 5; n += 1) codes.push((await from('Robot@lapd.example')).code);
    expect(codes).toEqual([250, 250, 250, 450, 450]);
    expect(await from('clerk@lapd.example')).toMatchObject({ code: 250 });
    for (let n = 0; n < 5; n += 1) expect(await from('')).toMatchObject({ code: 250 });
  });

  test('of one address is asked to wait', async () => {
    const port = await listen({ brakes: { mailsOfAddress: 2 } });
    const codes: number[] = [];
    for (let n = 0; n < 4; n += 1) codes.push((await offerMail(port, { from: `c${n}@lapd.example`, to: ADDRESS, raw: letter('', 'x') })).code);
    expect(codes).toEqual([250, 250, 450, 450]);
  });

  test('of connections leaves the rest a place', async () => {
    const port = await listen({ brakes: { connections: 2 } });
    const held = [await SmtpTalk.open(port), await SmtpTalk.open(port)];
    expect((await SmtpTalk.open(port)).greeting).toMatch(/^421 /);
    for (const talk of held) talk.hangUp();
    // When it notices that a line went dead is the server's affair.
    let greeting = '';
    await until(async () => {
      const talk = await SmtpTalk.open(port);
      ({ greeting } = talk);
      talk.hangUp();
      return !greeting.startsWith('421 ');
    });
    expect(greeting).toMatch(/^220 /);
  });
});

test('how the door fares is known to the other processes; silence is told from trouble', async () => {
  expect(await doorStates(world.context)).toEqual([{ door: 'smtp', state: 'unminded', since: null }]);
  await listen();
  expect(await doorStates(world.context)).toEqual([{ door: 'smtp', state: 'open', since: null }]);
  const last = world.clock.now();
  world.clock.pass(1);
  expect(await doorStates(world.context)).toEqual([{ door: 'smtp', state: 'unminded', since: last }]);
});

test('a page and readyz say that nothing listens, until something does; what is asked of a volunteer stays the same', async () => {
  const owner = await world.addGroup();
  const browser = await world.signIn(owner);
  const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
  const ready = async () => (await request(world.app).get('/readyz')).body;
  expect((await browser.get('/requests')).text).toContain('No mail comes in: nothing listens for it yet.');
  expect((await volunteer.get('/documents')).text).not.toContain('No mail comes in');
  expect(await ready()).toMatchObject({ ok: true, mailIn: { smtp: 'unminded' } });
  await listen();
  expect((await browser.get('/requests')).text).not.toContain('nothing listens for it');
  expect(await ready()).toMatchObject({ ok: true, mailIn: { smtp: 'open' } });
  world.clock.pass(1);
  expect((await browser.get('/requests')).text).toMatch(/No mail has come in since .*: nothing listens for it\./);
});

test('without a port nobody listens', async () => {
  expect(await listenForMail({ ...world.context, config: { ...world.context.config, inboundSmtp: null } })).toBeNull();
});

const tempFolder = (): Promise<string> => mkdtemp(path.join(os.tmpdir(), 'tenday-mail-'));
