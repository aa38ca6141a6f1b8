import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { contentHash } from '../../../server/features/letters/compose-letter.js';
import { saveDraftStep } from '../../../server/features/letters/save-draft-step.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { throwAwayDraft } from '../../../server/features/letters/throw-away-draft.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import { type World, makeWorld } from './world.js';

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
