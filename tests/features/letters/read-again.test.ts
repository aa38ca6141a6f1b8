import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { approveCitation } from '../../../server/features/letters/approve-citation.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { saveFollowUp } from '../../../server/features/letters/follow-ups/save-follow-up.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { saveDraftStep } from '../../../server/features/letters/save-draft-step.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

const LAST_DAY = '2026-12-31T20:00:00Z';
const NEW_YEAR = '2027-01-01T20:00:00Z';
let world: World;
let owner: Actor;
let advocate: Actor;
let second: Actor;
let browser: Browser;
let lapd: string;

beforeAll(async () => {
  world = await makeWorld({ now: LAST_DAY });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  second = await world.addPerson(owner, 'advocate', 'Ana Lim');
  lapd = await world.agencyId('lapd');
  browser = await world.signIn(advocate);
});

afterAll(() => world.close());

const draft = (templateSlug = 'cpra-alpr-sharing') => createDraft(world.context, advocate, { agencyId: lapd, templateSlug });
const step = async (id: string, name: 'letter' | 'send') => (await browser.get(`/requests/${id}/compose/${name}`)).text;
const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');
const letterOf = (html: string) => load(html)('.letter').text().replace(/\s+/g, ' ');
const seenOn = (html: string) => load(html)('input[name="seen"]').attr('value') ?? '';
const versionOn = (html: string) => load(html)('input[name="version"]').attr('value') ?? '';
const lettersOf = (requestId: string) => world.database.db.letter.count({ where: { requestId } });

describe('an unsent first letter on the day the law’s words change', () => {
  test('shows the new words and that they are new, and is not sent as it was read the day before', async () => {
    world.clock.set(LAST_DAY);
    const { id } = await draft();
    const before = await step(id, 'send');
    expect(letterOf(before)).toContain('within 10 days of receiving this request');
    expect(textOf(before)).not.toContain('Read it again.');

    world.clock.set(NEW_YEAR);
    const after = await step(id, 'letter');
    expect(letterOf(after)).toContain('January 1, 2027');
    expect(letterOf(after)).not.toContain('10 days');
    expect(letterOf(after)).toContain('within the time the Act sets from receipt');
    expect(textOf(after)).toContain('Read it again. Since this draft was last kept, the law’s words on the time to answer changed.');

    const form = { channel: 'portal', toAddress: '', responsibleId: advocate.personId };
    const refused = await browser.post(`/requests/${id}/compose/send`, { ...form, version: versionOn(before), seen: seenOn(before) });
    expect(refused.status).toBe(409);
    expect(textOf(refused.text)).toContain('The record changed while you were reading: the law’s words');
    expect(await lettersOf(id)).toBe(0);
    const sent = await browser.post(`/requests/${id}/compose/send`, { ...form, version: versionOn(refused.text), seen: seenOn(refused.text) });
    expect(sent.status).toBe(303);
    expect((await world.database.db.letter.findFirstOrThrow({ where: { requestId: id } })).bodyText).toContain('January 1, 2027');
  });

  test('kept again, it is no longer marked; SB 580 asks for the policy once its day has come', async () => {
    world.clock.set(LAST_DAY);
    const { id } = await draft('cpra-sb580-implementation');
    const before = letterOf(await step(id, 'letter'));
    world.clock.set(NEW_YEAR);
    const after = await step(id, 'letter');
    expect(letterOf(after)).not.toBe(before);
    expect(textOf(after)).toContain('whether the policy under SB 580 was due');
    await saveDraftStep(world.context, advocate, { requestId: id, version: null, step: 'letter' });
    expect(textOf(await step(id, 'letter'))).not.toContain('Read it again.');
  });

  test('a lawyer’s word since then marks it too', async () => {
    world.clock.set(NEW_YEAR);
    const { id } = await draft();
    const before = await step(id, 'send');
    world.clock.set('2027-01-02T20:00:00Z');
    await approveCitation(world.context, await world.addPerson(owner, 'lawyer'), { citation: 'Gov. Code § 7922.570', note: 'Read.' });
    expect(textOf(await step(id, 'letter'))).toContain('Since this draft was last kept, what a lawyer lets it cite changed.');
    await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal', seen: seenOn(before) })).rejects.toMatchObject({ code: 'letters.facts-moved' });
    expect((await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).state).toBe('not_sent');
  });
});

/** A request entered as received, without an answer since. */
async function overdue() {
  world.clock.set('2026-11-20T20:00:00Z');
  const { id } = await enterRequest(world.context, advocate, {
    agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'], items: [{ heading: 'Lists', text: 'All' }, { heading: 'Logs', text: 'All' }],
    received: { date: '2026-10-01', basis: 'portal' },
  });
  const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: id, templateSlug: 'cpra-overdue-ten-days' });
  return { requestId: id, draftId };
}

describe('what can’t be sent gets a clear answer', () => {
  test('two people send one first letter at once: one letter, and the other is told', async () => {
    const { id } = await draft();
    const tried = await Promise.allSettled([advocate, second].map((who) => sendLetter(world.context, who, { requestId: id, version: 0, channel: 'portal' })));
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tried.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(['letters.already-sent']);
    expect(await lettersOf(id)).toBe(1);
  });

  test('two people send one follow-up at once: the same', async () => {
    const { requestId, draftId } = await overdue();
    const before = await lettersOf(requestId);
    const tried = await Promise.allSettled([advocate, second].map((who) => sendFollowUp(world.context, who, { requestId, draftId, version: 0, channel: 'portal' })));
    expect(tried.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string; message: string })] : []))).toEqual([expect.objectContaining({ code: 'letters.already-sent', message: expect.stringContaining('It was not sent a second time.') })]);
    expect(await lettersOf(requestId)).toBe(before + 1);
  });

  test('no item: the page says what to fill first and has no button to send; a program is told which field', async () => {
    const { id } = await draft();
    await saveDraftStep(world.context, advocate, { requestId: id, version: null, items: [{ act: 'replace', items: [] }] });
    const page = await step(id, 'send');
    expect(textOf(page)).toContain('Items are missing');
    expect(load(page)('form.compose button[type="submit"]')).toHaveLength(0);
    await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.gaps', fields: { items: 'items are missing' } });
  });

  test('a field the letter does not have is named', async () => {
    const { requestId, draftId } = await overdue();
    await expect(saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { inputs: { nonsense: 'x' } }, read: false })).rejects.toMatchObject({
      code: 'letters.invalid-input', fields: { 'inputs.nonsense': 'This letter has no such field now.' },
    });
  });

  test('words that do not belong in a letter keep it here, said beside it and when it is sent', async () => {
    const { requestId, draftId } = await overdue();
    await saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { ownWords: 'Item 7 is missing. You wrote on May 5, 2025. Write to ilse@example.net.' }, read: true });
    const page = textOf((await browser.get(`/requests/${requestId}/letters/${draftId}`)).text);
    for (const says of ['“item 7”: The request has no such item. Its items are numbered 1 to 2.', '“May 5, 2025”: This day is not on the request’s record.', '“ilse@example.net”: An address that is not the group’s.']) expect(page).toContain(says);
    await expect(sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.words-stop' });
    await recordFact(world.context, advocate, { requestId, fact: { type: 'acknowledged', date: '2026-10-05', basis: 'message', details: {} } });
    await saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { ownWords: 'Item 2 matters most. You wrote on October 5, 2026.' }, read: true });
    expect((await sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal' })).state).toBe('not_sent');
  });

  test('a title that accuses keeps a first letter here', async () => {
    const { id } = await draft();
    await saveDraftStep(world.context, advocate, { requestId: id, version: null, title: 'Illegal sharing of plate data' });
    expect(textOf(await step(id, 'letter'))).toContain('“Illegal”: Says that they broke the law.');
    await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.words-stop', message: expect.stringContaining('“Illegal”') });
  });
});
