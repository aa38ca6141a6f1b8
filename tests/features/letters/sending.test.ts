import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { contentHash } from '../../../server/features/letters/compose-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { pastedItems } from '../../../server/features/letters/pasted-items.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import { saveDraftStep } from '../../../server/features/letters/save-draft-step.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { throwAwayDraft } from '../../../server/features/letters/throw-away-draft.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import { bytes, makeWorld, NOON, type World } from './world.js';

describe('sending', () => {
  let world: World;
  let groupId: string;
  let advocate: Actor;
  const mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:9', ehloName: 'replies.example.org' });

  beforeAll(async () => {
    world = await makeWorld();
    groupId = await world.addGroup();
    advocate = await world.addPerson(groupId);
  });

  afterAll(() => world.close());

  const stateOf = async (id: string) => (await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } })).state;
  const lettersOf = (requestId: string) => world.database.db.letter.findMany({ where: { requestId } });
  const eventsOf = async (requestId: string) => (await world.database.db.event.findMany({ where: { requestId }, orderBy: { seq: 'asc' } })).map((event) => event.type);

  describe('sending', () => {
    test('freezes the letter with its own Message-ID and reply address, queues it, and calls a worker after that', async () => {
      const draft = await world.addDraft(advocate);
      const before = world.called.length;
      const { letterId, state } = await sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: 0, channel: 'email', toAddress: 'cpra@lapd.example' });
      expect(state).toBe('queued');
      const [letter] = await lettersOf(draft.id);
      expect(letter).toMatchObject({ id: letterId, state: 'queued', channel: 'email', toAddress: 'cpra@lapd.example', templateSlug: 'cpra-alpr-sharing' });
      expect(letter?.messageId).toMatch(/^<[0-9a-f-]{36}@replies\.example\.org>$/);
      expect(letter?.replyAddress).toMatch(/^[a-z2-9]{13}@replies\.example\.org$/);
      expect(letter?.bodyText).toContain(`Public records request ${draft.number}: `);
      expect(letter?.bodyText).toContain(letter?.replyAddress ?? 'nothing');
      expect(letter?.contentHash).toBe(contentHash(letter?.subject ?? '', letter?.bodyText ?? ''));
      expect(world.called.slice(before)).toEqual([{ name: 'letter.deliver', payload: { groupId, letterId }, delayMs: 0 }]);
      expect(await stateOf(draft.id)).toBe('not_sent');
      expect(await eventsOf(draft.id)).toEqual(['request.created', 'letter.frozen']);
      expect(await world.database.db.fact.count({ where: { requestId: draft.id } })).toBe(0);
    });

    test('two people who send at the same moment make one letter; the second is told', async () => {
      const draft = await world.addDraft(advocate);
      const other = await world.addPerson(groupId, 'lawyer');
      const send = (actor: Actor) => sendLetter(world.deps(mailer), actor, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      const results = await Promise.allSettled([send(advocate), send(other), send(advocate), send(other)]);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as { code: string }] : []));
      expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('letters.already-sent'));
      expect(await lettersOf(draft.id)).toHaveLength(1);
    });

    test.each([
      ['without a mail server', async () => ({ deps: world.deps(), actor: advocate })],
      ['in a rehearsal', async () => ({ deps: { ...world.deps(mailer), clock: { ...world.clock, rehearsalStart: world.clock.now() } }, actor: advocate })],
      ['in an example group', async () => {
        const example = await world.addGroup('Example', { isExample: true });
        return { deps: world.deps(mailer), actor: await world.addPerson(example, 'advocate', { isExample: true }) };
      }],
    ])('%s it waits as not sent and no worker is called', async (_, setting) => {
      const { deps, actor } = await setting();
      const draft = await world.addDraft(actor);
      const before = world.called.length;
      const { state } = await sendLetter(deps, actor, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      expect(state).toBe('not_sent');
      expect(world.called).toHaveLength(before);
    });

    test('a blank field stops it, names the field, and freezes nothing', async () => {
      const draft = await world.addDraft(advocate);
      await saveDraftStep(world.deps(), advocate, { requestId: draft.id, version: 0, title: ' ', fields: { signerName: '' }, items: [{ act: 'add' }] });
      const sending = sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      await expect(sending).rejects.toMatchObject({
        code: 'letters.gaps', status: 400,
        fields: { title: 'title is missing', signerName: 'who signs is missing', 'items.12.heading': 'heading is missing', 'items.12.text': 'what you ask for is missing', 'items.12.period': 'period is missing' },
      });
      expect(await lettersOf(draft.id)).toHaveLength(0);
      expect(await stateOf(draft.id)).toBe('draft');
      expect(await eventsOf(draft.id)).toEqual(['request.created']);
    });

    test('an address that can’t be written to, or none, is refused', async () => {
      const draft = await world.addDraft(advocate);
      for (const toAddress of ['', 'cpra', 'a@b.org\r\nBcc: c@d.org', '"x y"@b.org']) {
        await expect(sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress })).rejects.toMatchObject({
          fields: { toAddress: expect.any(String) },
        });
      }
      expect(await lettersOf(draft.id)).toHaveLength(0);
    });

    test('a draft changed in another window since is not sent as somebody did not see it', async () => {
      const draft = await world.addDraft(advocate);
      await saveDraftStep(world.deps(), advocate, { requestId: draft.id, version: 0, title: 'Changed' });
      await expect(sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: 0, channel: 'portal' })).rejects.toMatchObject({ code: 'requests.draft-moved-on' });
      expect(await stateOf(draft.id)).toBe('draft');
    });

    test('another group’s draft does not exist', async () => {
      const draft = await world.addDraft(advocate);
      const stranger = await world.addPerson(await world.addGroup('Other'));
      await expect(sendLetter(world.deps(mailer), stranger, { requestId: draft.id, version: null, channel: 'portal' })).rejects.toMatchObject({ status: 404 });
      await expect(saveDraftStep(world.deps(), stranger, { requestId: draft.id, version: 0, title: 'Mine' })).rejects.toMatchObject({ status: 404 });
      await expect(throwAwayDraft(world.deps(), stranger, { requestId: draft.id })).rejects.toMatchObject({ status: 404 });
      expect(await stateOf(draft.id)).toBe('draft');
    });

    test('a responsible person must be of the group, active and no volunteer', async () => {
      const draft = await world.addDraft(advocate);
      const stranger = await world.addPerson(await world.addGroup('Other'));
      const volunteer = await world.addPerson(groupId, 'volunteer');
      for (const responsibleId of [stranger.personId, volunteer.personId, newId()]) {
        await expect(sendLetter(world.deps(), advocate, { requestId: draft.id, version: null, channel: 'post', responsibleId })).rejects.toMatchObject({ code: 'letters.no-such-person' });
      }
      const lawyer = await world.addPerson(groupId, 'lawyer');
      await sendLetter(world.deps(), advocate, { requestId: draft.id, version: null, channel: 'post', responsibleId: lawyer.personId });
      expect(await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({ responsibleId: lawyer.personId });
    });

    test('the database itself refuses to change a frozen letter’s words', async () => {
      const draft = await world.addDraft(advocate);
      const { letterId } = await sendLetter(world.deps(), advocate, { requestId: draft.id, version: null, channel: 'portal' });
      await expect(world.database.db.letter.update({ where: { id: letterId }, data: { bodyText: 'Other words' } })).rejects.toThrow(/frozen/);
    });
  });

  describe('taking back', () => {
    test('a letter that has not left is recalled: the draft is back with its words and can be sent as a new letter', async () => {
      const draft = await world.addDraft(advocate);
      const first = await sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      await recallLetter(world.deps(), advocate, { letterId: first.letterId });
      expect(await stateOf(draft.id)).toBe('draft');
      await saveDraftStep(world.deps(), advocate, { requestId: draft.id, version: null, title: 'Corrected' });
      const second = await sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      const letters = await lettersOf(draft.id);
      expect(new Map(letters.map((letter) => [letter.id, letter.state]))).toEqual(new Map([[first.letterId, 'recalled'], [second.letterId, 'queued']]));
      expect(new Set(letters.map((letter) => letter.messageId)).size).toBe(2);
    });

    test('a letter a worker has taken can’t be recalled', async () => {
      const draft = await world.addDraft(advocate);
      const { letterId } = await sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      await world.database.db.letter.update({ where: { id: letterId }, data: { state: 'sending', claimedAt: world.clock.now() } });
      await expect(recallLetter(world.deps(), advocate, { letterId })).rejects.toMatchObject({ code: 'letters.wrong-state' });
    });
  });

  describe('drafts', () => {
    test('start from the template’s list, the group’s fee ceiling and the writer’s name', async () => {
      const { id } = await world.addDraft(advocate);
      const row = await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id }, include: { items: true } });
      expect(row.items).toHaveLength(12);
      expect(row.draft).toMatchObject({ step: 'items', fields: { feeCeiling: '25', signerName: 'An advocate' } });
    });

    test('a FOIA agency has no template yet, and is told apart from one that does not exist', async () => {
      await expect(createDraft(world.deps(), advocate, { agencyId: world.ice, templateSlug: 'cpra-alpr-sharing' })).rejects.toMatchObject({ code: 'letters.no-template-for-statute' });
      await expect(createDraft(world.deps(), advocate, { agencyId: newId(), templateSlug: 'cpra-alpr-sharing' })).rejects.toMatchObject({ status: 404 });
      await expect(createDraft(world.deps(), advocate, { agencyId: world.lapd, templateSlug: 'nope' })).rejects.toMatchObject({ code: 'letters.no-such-template' });
    });

    test('items are edited, moved, added and removed by number; more than fourteen are refused', async () => {
      const { id } = await world.addDraft(advocate);
      const step = (items: Parameters<typeof saveDraftStep>[2]['items']) => saveDraftStep(world.deps(), advocate, { requestId: id, version: null, items });
      const headings = async () => (await world.database.db.requestItem.findMany({ where: { requestId: id }, orderBy: { n: 'asc' } })).map((item) => item.heading);
      const before = await headings();
      await step([{ act: 'edit', n: 2, item: { heading: 'Second', text: 'words' } }, { act: 'up', n: 2 }]);
      expect((await headings()).slice(0, 3)).toEqual(['Second', before[0], before[2]]);
      await step([{ act: 'remove', n: 1 }, { act: 'down', n: 1 }]);
      expect((await headings()).slice(0, 2)).toEqual([before[2], before[0]]);
      await step([{ act: 'up', n: 1 }, { act: 'down', n: 11 }, { act: 'remove', n: 40 }]);
      expect(await headings()).toHaveLength(11);
      await step([{ act: 'add' }, { act: 'add' }, { act: 'add' }]);
      await expect(step([{ act: 'add' }])).rejects.toMatchObject({ code: 'requests.too-many-items' });
    });

    test('an older tab can’t overwrite a newer one', async () => {
      const { id } = await world.addDraft(advocate);
      await saveDraftStep(world.deps(), advocate, { requestId: id, version: 0, title: 'Newer' });
      await expect(saveDraftStep(world.deps(), advocate, { requestId: id, version: 0, title: 'Older' })).rejects.toMatchObject({ code: 'requests.draft-moved-on', status: 409 });
      expect(await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({ title: 'Newer', draftVersion: 1 });
    });

    test('thrown away, a draft is gone and the timeline says so; with a recalled letter it is kept as withdrawn', async () => {
      const fresh = await world.addDraft(advocate);
      expect(await throwAwayDraft(world.deps(), advocate, { requestId: fresh.id })).toBe('gone');
      expect(await world.database.db.recordsRequest.findUnique({ where: { id: fresh.id } })).toBeNull();
      expect(await eventsOf(fresh.id)).toEqual(['request.created', 'request.discarded']);

      const old = await world.addDraft(advocate);
      const { letterId } = await sendLetter(world.deps(), advocate, { requestId: old.id, version: null, channel: 'post' });
      await recallLetter(world.deps(), advocate, { letterId });
      expect(await throwAwayDraft(world.deps(), advocate, { requestId: old.id })).toBe('withdrawn');
      expect(await stateOf(old.id)).toBe('withdrawn');
    });
  });
});

describe('recording a delivery', () => {
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
});
