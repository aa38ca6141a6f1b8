import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { pastedItems } from '../../../server/features/letters/pasted-items.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { NOON, type World, bytes, makeWorld } from './world.js';

let world: World;
let folder: string;
let groupId: string;
let advocate: Actor;

beforeAll(async () => {
  world = await makeWorld();
  folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-letters-'));
  groupId = await world.addGroup();
  advocate = await world.addPerson(groupId);
});

beforeEach(() => world.setNow(NOON));

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function waitingLetter(): Promise<{ requestId: string; letterId: string }> {
  const draft = await world.addDraft(advocate);
  const { letterId } = await sendLetter(world.deps(), advocate, { requestId: draft.id, version: null, channel: 'portal' });
  return { requestId: draft.id, letterId };
}

async function proofFor(requestId: string): Promise<string> {
  const stored = await storeDocument({ ...world.deps(), files: createDiskFileStore(folder) }, advocate, { requestId, originalName: 'receipt.txt', stream: bytes(`proof ${requestId}`), kind: 'proof', source: 'upload' });
  return stored.documentId;
}

const factsOf = (requestId: string) => world.database.db.fact.findMany({ where: { requestId } });
const letterRow = (id: string) => world.database.db.letter.findUniqueOrThrow({ where: { id } });
const requestRow = (id: string) => world.database.db.recordsRequest.findUniqueOrThrow({ where: { id }, include: { agencyNumbers: true, items: { orderBy: { n: 'asc' } }, letters: true } });

describe('delivery by hand', () => {
  test('on a portal that showed it received: confirmed receipt, the agency’s number, and the ten days run', async () => {
    const { requestId, letterId } = await waitingLetter();
    world.setNow('2026-11-25T20:00:00Z');
    await recordDelivery(world.deps(), advocate, { letterId, channel: 'portal', date: '2026-11-24', receivedOn: '2026-11-25', agencyNumber: '26-14207' });
    expect(await letterRow(letterId)).toMatchObject({ state: 'sent', channel: 'portal', deliveredById: advocate.personId });
    expect(await factsOf(requestId)).toMatchObject([{ type: 'received', basis: 'portal', presumed: false, recordedById: advocate.personId }]);
    const request = await requestRow(requestId);
    expect(request).toMatchObject({ state: 'awaiting', nextPresumed: false });
    expect(request.nextDue?.toISOString().slice(0, 10)).toBe('2026-12-07');
    expect(request.agencyNumbers.map(({ number }) => number)).toEqual(['26-14207']);
  });

  test('without anything that shows receipt it is presumed on the day it went', async () => {
    for (const channel of ['portal', 'post', 'fax', 'in_person', 'email'] as const) {
      const { requestId, letterId } = await waitingLetter();
      await recordDelivery(world.deps(), advocate, { letterId, channel, date: '2026-11-24' });
      expect(await factsOf(requestId)).toMatchObject([{ basis: 'presumed', presumed: true }]);
      expect(await letterRow(letterId)).toMatchObject({ state: 'sent', channel });
    }
  });

  test('by post with a proof of delivery: receipt on the day the proof shows', async () => {
    const { requestId, letterId } = await waitingLetter();
    const proofDocumentId = await proofFor(requestId);
    world.setNow('2026-11-30T20:00:00Z');
    await recordDelivery(world.deps(), advocate, { letterId, channel: 'post', date: '2026-11-24', deliveredOn: '2026-11-27', proofDocumentId });
    const [fact] = await factsOf(requestId);
    expect(fact).toMatchObject({ basis: 'delivery_proof', presumed: false, documentId: proofDocumentId });
    expect(fact?.date.toISOString().slice(0, 10)).toBe('2026-11-27');
    expect(await letterRow(letterId)).toMatchObject({ proofDocumentId });
  });

  test.each([
    ['in the future', { date: '2026-11-25' }, 'date'],
    ['before the letter was finished', { date: '2026-11-23' }, 'date'],
    ['receipt before sending', { date: '2026-11-24', receivedOn: '2026-11-23' }, 'receivedOn'],
    ['receipt in the future', { date: '2026-11-24', receivedOn: '2026-11-26' }, 'receivedOn'],
    ['a day of delivery without its proof', { date: '2026-11-24', deliveredOn: '2026-11-24' }, 'proof'],
  ])('%s is refused beside its field, and nothing is recorded', async (_, dates, field) => {
    const { requestId, letterId } = await waitingLetter();
    await expect(recordDelivery(world.deps(), advocate, { letterId, channel: 'portal', agencyNumber: '26-1', ...dates })).rejects.toMatchObject({ status: 400, fields: { [field]: expect.any(String) } });
    expect(await letterRow(letterId)).toMatchObject({ state: 'not_sent' });
    expect(await factsOf(requestId)).toHaveLength(0);
    expect((await requestRow(requestId)).agencyNumbers).toHaveLength(0);
  });

  test('is recorded once; a second record, at the same moment too, is refused', async () => {
    const { requestId, letterId } = await waitingLetter();
    const record = () => recordDelivery(world.deps(), advocate, { letterId, channel: 'post', date: '2026-11-24' });
    const results = await Promise.allSettled([record(), record(), record()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await factsOf(requestId)).toHaveLength(1);
    await expect(record()).rejects.toMatchObject({ code: 'letters.wrong-state' });
  });

  test('another group’s letter, and a proof of another request, are refused', async () => {
    const { letterId } = await waitingLetter();
    const other = await waitingLetter();
    const stranger = await world.addPerson(await world.addGroup('Other'));
    await expect(recordDelivery(world.deps(), stranger, { letterId, channel: 'post', date: '2026-11-24' })).rejects.toMatchObject({ status: 404 });
    const proofDocumentId = await proofFor(other.requestId);
    await expect(recordDelivery(world.deps(), advocate, { letterId, channel: 'post', date: '2026-11-24', deliveredOn: '2026-11-24', proofDocumentId })).rejects.toMatchObject({ fields: { proofDocumentId: expect.any(String) } });
    expect(await letterRow(letterId)).toMatchObject({ state: 'not_sent' });
  });
});

describe('a request under way', () => {
  const entered = (more: object = {}) => ({
    agencyId: world.lapd, title: 'Jail release lists', sentOn: '2026-10-01', channel: 'portal' as const, letterText: 'Dear <b>LAPD</b>,\r\n\r\nPlease send:\r\n1. Lists', agencyNumbers: ['26-1', ' 26-1 ', '26-2'],
    items: [{ heading: 'Lists', text: 'The lists' }], received: { date: '2026-10-01', basis: 'portal' as const }, ...more,
  });

  test('comes with its letter, numbers, items and receipt, and its clock runs from the day it was received', async () => {
    const { id, letterId, number } = await enterRequest(world.deps(), advocate, entered());
    const request = await requestRow(id);
    expect(number).toMatch(/^TD-2026-\d{4}$/);
    expect(request).toMatchObject({ state: 'awaiting', templateSlug: null, responsibleId: advocate.personId });
    expect(request.sentOn?.toISOString().slice(0, 10)).toBe('2026-10-01');
    expect(request.nextDue?.toISOString().slice(0, 10)).toBe('2026-10-13');
    expect(request.agencyNumbers.map((one) => one.number).sort()).toEqual(['26-1', '26-2']);
    expect(request.items.map((item) => item.heading)).toEqual(['Lists']);
    expect(request.letters).toMatchObject([{ id: letterId, state: 'sent', channel: 'portal' }]);
    expect(request.letters[0]?.bodyText).toBe('Dear <b>LAPD</b>,\n\nPlease send:\n1. Lists\n');
    expect(request.letters[0]?.bodyHtml).toBe('<p>Dear &lt;b&gt;LAPD&lt;/b&gt;,</p>\n<p>Please send:<br>\n1. Lists</p>');
  });

  test('without a known receipt it is presumed on the day it was sent', async () => {
    const { id } = await enterRequest(world.deps(), advocate, entered({ received: null }));
    expect(await factsOf(id)).toMatchObject([{ presumed: true }]);
    expect(await requestRow(id)).toMatchObject({ nextPresumed: true });
  });

  test('keeps the twenty items it was sent with, though a letter written here holds fourteen', async () => {
    const items = Array.from({ length: 20 }, (_, i) => ({ heading: `Thing ${i + 1}`, text: 'x' }));
    expect((await requestRow((await enterRequest(world.deps(), advocate, entered({ items }))).id)).items).toHaveLength(20);
  });

  test('works under FOIA', async () => {
    const { id } = await enterRequest(world.deps(), advocate, entered({ agencyId: world.ice, received: { date: '2026-10-01', basis: 'portal' } }));
    expect((await world.database.db.deadline.findMany({ where: { requestId: id } })).map((deadline) => deadline.rule)).toContain('foia.determination');
  });

  test.each([
    ['received before it was sent', { received: { date: '2026-09-30', basis: 'portal' } }, 'received.date'],
    ['received in the future', { received: { date: '2026-11-25', basis: 'person' } }, 'received.date'],
    ['sent in the future', { sentOn: '2026-11-25', received: null }, 'sentOn'],
    ['a letter’s every paragraph as an item', { items: Array.from({ length: 51 }, (_, i) => ({ heading: `${i}`, text: 'x' })) }, 'items'],
    ['a paragraph as a number', { agencyNumbers: ['26-1', 'x'.repeat(101)] }, 'agencyNumbers'],
    ['the whole letter as numbers', { agencyNumbers: Array.from({ length: 21 }, (_, i) => `26-${i}`) }, 'agencyNumbers'],
  ])('%s is refused, and nothing is half-written', async (_, more, field) => {
    const before = await world.database.db.recordsRequest.count();
    await expect(enterRequest(world.deps(), advocate, entered(more))).rejects.toMatchObject({ status: 400, fields: { [field]: expect.any(String) } });
    expect(await world.database.db.recordsRequest.count()).toBe(before);
  });

  test('an agency another group added does not exist', async () => {
    const other = await world.addGroup('Other');
    const row = await world.database.db.agency.findUniqueOrThrow({ where: { id: world.lapd } });
    const theirs = '0190a0a0-0000-7000-8000-000000000001';
    await world.database.db.agency.create({ data: { ...row, id: theirs, groupId: other, slug: 'theirs', channels: [], refuses: [], sureness: {} } });
    await expect(enterRequest(world.deps(), advocate, entered({ agencyId: theirs }))).rejects.toMatchObject({ status: 404 });
  });
});

describe('pasted items', () => {
  test('blocks and numbered lines become items, with the first short sentence as heading', () => {
    expect(pastedItems('1. Sharing list. Every agency that\n   can search.\n2) Contracts: with Flock\n\nAll policies on ALPR\n\n(3) Logs')).toEqual([
      { heading: 'Sharing list', text: 'Every agency that can search.' },
      { heading: 'Contracts', text: 'with Flock' },
      { heading: 'All policies on ALPR', text: 'All policies on ALPR' },
      { heading: 'Logs', text: 'Logs' },
    ]);
    expect(pastedItems(' \n\n')).toEqual([]);
  });
});
