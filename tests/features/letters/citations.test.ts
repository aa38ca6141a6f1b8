import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { approveCitation } from '../../../server/features/letters/approve-citation.js';
import { CITATION_SOURCES } from '../../../server/features/letters/citation-table.js';
import { CITATIONS, citationsIn, mayCite, verdictOf } from '../../../server/features/letters/citations.js';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { addedWords, inputProblems, keepable, type LetterInput, markInputs, printedInputs } from '../../../server/features/letters/follow-ups/letter-inputs.js';
import { requireLawyerFor } from '../../../server/features/letters/follow-ups/require-lawyer.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { sourceOf } from '../../../server/features/letters/letter-templates.js';
import { type Gap, needsInto } from '../../../server/features/letters/letter-variables.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { withdrawCitation } from '../../../server/features/letters/withdraw-citation.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeWorld, type World } from '../../support/world.js';

describe('citations', () => {
  const FORMAT = 'Gov. Code § 7922.570';
  const PRIVILEGE = 'Evid. Code § 1040';
  const READ = 'Read on leginfo on November 24, 2026.';
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let lawyer: Actor;
  let writing: Browser;
  let judging: Browser;
  let lapd: string;

  beforeAll(async () => {
    world = await makeWorld({ now: '2026-10-20T17:00:00Z' });
    owner = await world.addGroup();
    advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
    lawyer = await world.addPerson(owner, 'lawyer', 'Tom Reyes');
    writing = await world.signIn(advocate);
    judging = await world.signIn(lawyer);
    lapd = await world.agencyId('lapd');
  });

  afterAll(() => world.close());

  const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');
  const rowOf = (html: string, citation: string) => load(html)('tr').filter((_, row) => load(row)('th').text().replace(/\s/g, ' ').trim() === citation);
  const approve = (citation: string, who = lawyer) => approveCitation(world.context, who, { citation, note: READ });
  const withdraw = (citation: string, who = lawyer) => withdrawCitation(world.context, who, { citation, note: 'The section changed.' });
  const begin = async (browser: Browser) => {
    const begun = await browser.post('/compose', { agencyId: lapd, template: 'cpra-alpr-sharing' });
    return /requests\/([0-9a-f-]{36})/.exec(begun.get('Location') ?? '')?.[1] ?? '';
  };
  const preview = async (id: string) => (await writing.get(`/requests/${id}/compose/letter`)).text;
  const events = async (type: string) => world.database.db.event.findMany({ where: { groupId: owner.groupId, type }, orderBy: { seq: 'asc' } });
  const wordsOf = async (eventId: string) => (await world.database.db.eventWords.findUniqueOrThrow({ where: { eventId } })).words;

  /** A denial on Evidence Code 1040, and the letter that disputes it. */
  async function disputed() {
    const { id } = await enterRequest(world.context, advocate, {
      agencyId: lapd, title: 'Partner lists', sentOn: '2026-09-20', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'], items: [{ heading: 'Lists', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
    });
    await recordFact(world.context, advocate, { requestId: id, fact: { type: 'denial', date: '2026-10-08', basis: 'message', details: { items: [1], ground: 'Official information.', exemptions: ['Evidence Code 1040'] } } });
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: id, templateSlug: 'cpra-denial-dispute' });
    return { requestId: id, draftId, address: `/requests/${id}/letters/${draftId}` };
  }

  describe('a citation not read whole', () => {
    test('is left out of a draft, which says so; comes in on a lawyer’s word; goes with it again, and stays in what went', async () => {
      const id = await begin(writing);
      const before = await preview(id);
      expect(load(before)('.letter').text()).not.toContain('7922.570');
      expect(textOf(before)).toContain('1 sentence is left out');
      expect(load(before)('.left-out a').attr('href')).toBe('/letters/citations#c-gov-code-7922-570');
      expect(load(before)('.left-out').text().replace(/\s/g, ' ')).toContain(`${FORMAT} waits for a lawyer of your group.`);
      expect(textOf((await writing.get(`/requests/${id}/compose/send`)).text)).toContain('1 sentence is left out');

      expect((await judging.post('/letters/citations/approve', { citation: FORMAT, note: ' ' })).status).toBe(400);
      const said = await judging.post('/letters/citations/approve', { citation: FORMAT, note: READ });
      expect(said.get('Location')).toBe('/letters/citations#c-gov-code-7922-570');
      const after = await preview(id);
      expect(load(after)('.letter').text().replace(/\s+/g, ' ')).toContain(`(${FORMAT})`);
      expect(textOf(after)).not.toContain('left out');
      expect(rowOf((await writing.get('/letters/citations')).text, FORMAT).text()).toMatch(/Approved[\s\S]*Tom Reyes[\s\S]*Read on leginfo/);

      const { letterId } = await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' });
      const [frozen] = (await events('letter.frozen')).filter(({ subjectId }) => subjectId === letterId);
      expect(await wordsOf(frozen?.id ?? '')).toMatchObject({ template: 'cpra-alpr-sharing', templateHash: expect.stringMatching(/^[0-9a-f]{64}$/), approvedBy: 'Ilse Marrowby', role: 'advocate', onApproval: [FORMAT] });

      expect((await judging.post('/letters/citations/withdraw', { citation: FORMAT, note: 'The section changed.' })).status).toBe(303);
      expect((await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } })).bodyText.replace(/\s+/g, ' ')).toContain(FORMAT);
      expect(load(await preview(await begin(writing)))('.letter').text()).not.toContain('7922.570');
      expect(rowOf((await writing.get('/letters/citations')).text, FORMAT).text()).toMatch(/Left out of letters[\s\S]*Withdrawn by Tom Reyes[\s\S]*The section changed/);
      const told = await Promise.all([...(await events('citation.approved')), ...(await events('citation.withdrawn'))].map(({ id: eventId }) => wordsOf(eventId)));
      expect(told).toEqual([{ citation: FORMAT, reason: READ }, { citation: FORMAT, reason: 'The section changed.' }]);
    });

    test('a follow-up being written says that a lawyer’s word changed it, and is not sent as it was read before', async () => {
      const { requestId, draftId, address } = await disputed();
      const seen = load((await writing.get(address)).text)('input[name="seen"]').attr('value') ?? '';
      await approve(PRIVILEGE);
      const changed = await writing.get(address);
      expect(textOf(changed.text)).toContain('the record changed: what a lawyer lets it cite');
      expect(load(changed.text)('.letter').text().replace(/\s+/g, ' ')).toContain(PRIVILEGE);
      expect(textOf(changed.text)).toContain('Show it to a lawyer first.');
      await expect(sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal', seen })).rejects.toMatchObject({ code: 'letters.facts-moved', message: expect.stringContaining('what a lawyer lets it cite') });
      await withdraw(PRIVILEGE);
      const again = await writing.get(address);
      expect(load(again.text)('.letter').text()).not.toContain('1040');
      expect(load(again.text)('.left-out').text().replace(/\s/g, ' ')).toContain('We read the privilege to cover information that was acquired in confidence');
    });

    test('only a lawyer may, an owner who is none may not; another group’s word counts for nothing', async () => {
      for (const who of [owner, advocate]) {
        const browser = await world.signIn(who);
        expect(load((await browser.get('/letters/citations')).text)('form[action="/letters/citations/approve"]')).toHaveLength(0);
        expect((await browser.post('/letters/citations/approve', { citation: FORMAT, note: READ })).status).toBe(403);
      }
      const other = await world.addGroup('Another Group');
      const theirs = await world.addPerson(other, 'lawyer');
      await approve(FORMAT, theirs);
      expect(load(await preview(await begin(writing)))('.letter').text()).not.toContain('7922.570');
      await expect(withdraw(FORMAT)).rejects.toMatchObject({ code: 'letters.citation-settled-already' });
    });

    test('what was read needs no word, what nobody found gets none, what is not in the table is not known', async () => {
      await expect(approve('Gov. Code § 7922.535(a)')).rejects.toMatchObject({ code: 'letters.citation-not-open' });
      await expect(approve('Gov. Code § 7923.005')).rejects.toMatchObject({ code: 'letters.citation-not-open' });
      await expect(approve('Gov. Code § 1')).rejects.toMatchObject({ code: 'letters.no-such-citation' });
    });

    test('two lawyers at once: one word, the other is told', async () => {
      const second = await world.addPerson(owner, 'lawyer', 'Ana Lim');
      const said = await Promise.allSettled([approve('Gov. Code § 7922.605'), approve('Gov. Code § 7922.605', second)]);
      expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const back = await Promise.allSettled([withdraw('Gov. Code § 7922.605'), withdraw('Gov. Code § 7922.605', second)]);
      expect(back.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect([...back, ...said].flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(['letters.citation-settled-already', 'letters.citation-settled-already']);
    });

    test('the page tells which letters use one, and where it was read', async () => {
      const html = (await writing.get('/letters/citations')).text;
      expect(rowOf(html, PRIVILEGE).text()).toMatch(/Its first half, in a copy without a date/);
      expect(rowOf(html, FORMAT).text()).toMatch(/“Who license-plate reader data goes to”.* and \d+ more/);
      expect(rowOf(html, 'Gov. Code § 7922.535(a)').text()).toMatch(/leginfo on May 31, 2026/);
    });
  });

  describe('a ready-made set of items', () => {
    test('that no lawyer looked at says so at the send step, and goes all the same; a lawyer’s look is kept once', async () => {
      const id = await begin(writing);
      const step = await writing.get(`/requests/${id}/compose/send`);
      expect(textOf(step.text)).toContain('No lawyer of your group has looked at this ready-made set of items yet.');
      expect(load(step.text)('form[action$="/looked-at"]')).toHaveLength(0);
      expect((await writing.post(`/requests/${id}/compose/looked-at`)).status).toBe(403);
      expect(load((await judging.get(`/requests/${id}/compose/send`)).text)('form[action$="/looked-at"]')).toHaveLength(1);
      for (const _ of [1, 2]) expect((await judging.post(`/requests/${id}/compose/looked-at`)).status).toBe(303);
      expect(textOf((await writing.get(`/requests/${id}/compose/send`)).text)).not.toContain('No lawyer of your group');
      expect(await events('pack.approved')).toHaveLength(1);
      const other = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-access-logs' });
      expect(textOf((await writing.get(`/requests/${other.id}/compose/send`)).text)).toContain('No lawyer of your group');
    });
  });

  describe('a letter for a lawyer alone', () => {
    test('is filled by anybody, and goes by no way but a lawyer’s: page, program, or use case', async () => {
      const { id } = await enterRequest(world.context, advocate, {
        agencyId: lapd, title: 'Logs', sentOn: '2026-09-20', channel: 'portal', letterText: 'We ask for logs.', agencyNumbers: ['26-4321'], items: [{ heading: 'Logs', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
      });
      await recordFact(world.context, advocate, { requestId: id, fact: { type: 'produced', date: '2026-10-08', basis: 'message', details: { items: [{ n: 1, complete: true }] } } });
      await recordFact(world.context, advocate, { requestId: id, fact: { type: 'response', date: '2026-10-19', basis: 'message', details: { what: 'return_demanded', files: 'log.csv', ground: 'privilege', published: false } } });
      const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: id, templateSlug: 'cpra-clawback-reply', fields: { inputs: { limited: 'on' } } });
      const address = `/requests/${id}/letters/${draftId}`;
      const page = await writing.get(address);
      expect(textOf(page.text)).toContain('Only a lawyer of your group can send this letter.');
      expect(load(page.text)('button[value="send"]')).toHaveLength(0);
      const form = { version: load(page.text)('input[name="version"]').attr('value'), seen: load(page.text)('input[name="seen"]').attr('value'), signerName: 'Ilse Marrowby', channel: 'portal', inputs: { limited: 'on' } };
      expect((await writing.post(address, { ...form, act: 'save' })).status).toBe(303);
      expect((await writing.post(address, { ...form, version: '1', act: 'send' })).status).toBe(403);
      for (const who of [owner, advocate]) {
        const token = await world.tokenOf(who);
        const refused = await request(world.app).post(`/api/v1/requests/${id}/letter-drafts/${draftId}/send`).set('Authorization', `Bearer ${token}`).send({ channel: 'portal' });
        expect([refused.status, (refused.body as { error: { code: string } }).error.code]).toEqual([403, 'letters.lawyer-only']);
      }
      expect(await world.database.db.letter.count({ where: { requestId: id, followUp: true } })).toBe(0);

      const theirs = await judging.get(address);
      expect(load(theirs.text)('button[value="send"]')).toHaveLength(1);
      const { letterId } = await sendFollowUp(world.context, lawyer, { requestId: id, draftId, version: null, channel: 'portal' });
      const [frozen] = (await events('letter.frozen')).filter(({ subjectId }) => subjectId === letterId);
      expect(await wordsOf(frozen?.id ?? '')).toMatchObject({ approvedBy: 'Tom Reyes', role: 'lawyer', template: 'cpra-clawback-reply' });
    });

    test.each([['owner', false], ['advocate', false], ['lawyer', true]] as const)('%s', (role, may) => {
      const send = () => requireLawyerFor({ lawyer: 'required', title: () => 'Last letter before a petition' }, { role });
      if (may) expect(send).not.toThrow();
      else expect(send).toThrow(expect.objectContaining({ code: 'letters.lawyer-only', status: 403 }));
      expect(() => requireLawyerFor({ lawyer: 'advised', title: () => '' }, { role })).not.toThrow();
    });
  });
});

describe('the helper that prints them', () => {
  const compose = (words: string, approved: readonly string[] = [], marked: object = {}) => composeMarked(sourceOf('gate', words, {}), 'S', { marked, gaps: [{ path: 'x', label: 'the day is missing' }] }, { approved: new Set(approved) });

  /** One that was read, one read in part, one nobody read. */
  const [READ, PARTLY, UNREAD] = ['Gov. Code § 7922.535(a)', 'Gov. Code § 7922.580', 'Gov. Code § 7923.005'] as const;

  describe('the gate of citations', () => {
    test.each([
      [READ, [], true], [READ, [READ], true], [PARTLY, [], false], [PARTLY, [PARTLY], true], [PARTLY, [UNREAD], false], [UNREAD, [], false], [UNREAD, [UNREAD], false],
    ])('%s with %j approved', (citation, approved, printed) => {
      const letter = compose(`Before. {{#cite "${citation}"}}Held (${citation}).{{/cite}} After.`, approved);
      expect(letter.text.replaceAll('\n', ' ')).toBe(printed ? `Before. Held (${citation}). After. ` : 'Before. After. ');
      expect(letter.leftOut.map((one) => one.citation)).toEqual(printed ? [] : [citation]);
    });

    test('tells the sentence it did without as plain words, gaps and typed words with it, and what rests on an approval', () => {
      const letter = compose(`{{#cite "${PARTLY}"}}Please send **item 2** by \uE0000\uE001\\\n from {{who}}.{{/cite}} {{#cite "${READ}"}}This stays.{{/cite}}`, [], { who: 'O\\\'Neil \\& Co\\.' });
      expect(letter.leftOut).toEqual([{ citation: PARTLY, verdict: 'partly', sentence: "Please send item 2 by [the day is missing] from O'Neil & Co.." }]);
      expect(compose(`{{#cite "${PARTLY}"}}One.{{/cite}} {{#cite "${READ}"}}Two.{{/cite}}`, [PARTLY]).onApproval).toEqual([PARTLY]);
    });

    test('a block that names two sections needs both', () => {
      expect(compose(`{{#cite "${READ}" "${PARTLY}"}}Both.{{/cite}} End.`).text).toBe('End.\n');
      expect(compose(`{{#cite "${READ}" "${PARTLY}"}}Both.{{/cite}} End.`, [PARTLY]).text).toBe('Both. End.\n');
    });

    test.each([
      ['in the middle', 'One. {{#cite "X"}}Held.{{/cite}} Two.', 'One. Two.\n'],
      ['at the start', '{{#cite "X"}}Held.{{/cite}} Two.', 'Two.\n'],
      ['at the end of a line', 'One. {{#cite "X"}}Held.{{/cite}}\nTwo.', 'One. Two.\n'],
      ['two in a row', 'One. {{#cite "X"}}Held.{{/cite}} {{#cite "X"}}Held.{{/cite}} Two.', 'One. Two.\n'],
      ['a paragraph of its own', 'One.\n\n{{#cite "X"}}\nHeld.\n\n{{/cite}}\nTwo.', 'One.\n\nTwo.\n'],
      ['a paragraph in one line', 'One.\n\n{{#cite "X"}}Held.{{/cite}}\n\nTwo.', 'One.\n\nTwo.\n'],
      ['an item', '1. One.\n{{#cite "X"}}\n1. Held.\n{{/cite}}\n1. Two.', '1. One.\n\n2. Two.\n'],
      ['all of an item', '1. One.\n1. {{#cite "X"}}Held.{{/cite}}\n1. Two.', '1. One.\n\n2. Two.\n'],
      ['the last item', '1. One.\n1. {{#cite "X"}}Held.{{/cite}}\n\nEnd.', '1. One.\n\nEnd.\n'],
      ['after a line end', 'One.\\\n{{#cite "X"}}Held.{{/cite}}\n\nTwo.', 'One.\n\nTwo.\n'],
      ['inside a condition', '{{#if true}}One. {{#cite "X"}}Held.{{/cite}}{{/if}} Two.', 'One. Two.\n'],
      ['everything', '{{#cite "X"}}Held.{{/cite}}', '\n'],
    ])('closes up around what it leaves out: %s', (_, words, text) => {
      expect(compose(words.replaceAll('X', UNREAD)).text).toBe(text);
    });

    test('a citation the table does not know is a fault of the template', () => {
      for (const words of ['{{#cite "Gov. Code § 1"}}x{{/cite}}', '{{#cite}}x{{/cite}}', '{{#cite ""}}x{{/cite}}']) {
        expect(() => compose(words)).toThrow(expect.objectContaining({ code: 'letters.unknown-variable' }));
      }
    });

    test('one group’s approval is not another’s, though the words are compiled once', () => {
      const words = `Once. {{#cite "${PARTLY}"}}Lent.{{/cite}}`;
      expect(compose(words, [PARTLY]).text).toBe('Once. Lent.\n');
      expect(compose(words).text).toBe('Once.\n');
    });
  });

  describe('what a text cites', () => {
    test.each([
      ['as it must (Gov. Code § 7922.535(a)).', ['Gov. Code § 7922.535(a)']],
      ['(Gov. Code\u00a0§\u00a07922.000)', ['Gov. Code § 7922.000']],
      ['gov. code §§ 7922.570, 7922.575(a) and 7923.005.', ['Gov. Code § 7922.570', 'Gov. Code § 7922.575(a)', 'Gov. Code § 7923.005']],
      ['Code Civ. Proc. §§ 12a and 12b', ['Code Civ. Proc. § 12a', 'Code Civ. Proc. § 12b']],
      ['Cal. Const., art. I, § 3(b); L.A. Admin. Code § 12.3', ['Cal. Const., art. I, § 3(b)', 'L.A. Admin. Code § 12.3']],
      ['5 U.S.C. § 552(a)(8)(A) and 6 C.F.R. § 5.8(a)(1)', ['5 U.S.C. § 552(a)(8)(A)', '6 C.F.R. § 5.8(a)(1)']],
      ['(ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032)', ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032']],
      ['the ACLU case, 3 Cal.5th 1032, and 705 F.2d 1344', ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032', 'Weisberg v. DOJ, 705 F.2d 1344 (D.C. Cir. 1983)']],
      ['(2001) 26 Cal.4th 1061', ['26 Cal.4th 1061']],
      ['under § 7283.1(c)', ['§ …']], ['nothing, not even 7922.535', []],
    ])('%s', (text, cited) => {
      expect(citationsIn(text)).toEqual(cited);
    });

    test('the table finds each of its own citations again, each once and with a place where it was read', () => {
      for (const citation of CITATIONS.keys()) expect(citationsIn(`As we read it (${citation}).`)).toEqual([citation]);
      expect(CITATION_SOURCES.flatMap(({ citations }) => citations)).toHaveLength(CITATIONS.size);
      expect(CITATION_SOURCES.filter(({ read }) => read() === '')).toEqual([]);
    });

    test('what the table does not know may not be said, whoever approved it; an approval of one is none of another', () => {
      expect(verdictOf('Gov. Code § 1')).toBe('unverified');
      expect(mayCite('Gov. Code § 1', new Set(['Gov. Code § 1']))).toBe(false);
      expect(mayCite(PARTLY, new Set([READ]))).toBe(false);
    });
  });
});

describe('typed inputs', () => {
  const INPUTS: readonly LetterInput[] = [
    { name: 'pages', kind: 'text', label: 'Which pages', required: true },
    { name: 'reasons', kind: 'lines', label: 'Reasons', required: true },
    { name: 'phase', kind: 'choice', label: 'What first', options: [{ value: 'now', label: 'Now', prints: 'first' }, { value: 'later', label: 'Later' }] },
    { name: 'day', kind: 'date', label: 'Day' },
    { name: 'most', kind: 'money', label: 'Most' },
    { name: 'sure', kind: 'tick', label: 'I am sure', required: true },
  ];
  const FULL = { pages: '  4  and 5 ', reasons: 'One.\n\nTwo.', phase: 'now', day: '2026-11-30', most: '25.50', sure: 'on' };

  describe('what a letter asks its writer for', () => {
    test('is printed by its kind', () => {
      expect(printedInputs(INPUTS, FULL)).toEqual({
        typed: { pages: '4 and 5', reasons: ['One.', 'Two.'], phase: 'first', day: 'November 30, 2026'.replaceAll(' ', '\u00a0'), most: '$25.50', sure: true },
        chosen: { phase: { now: true, later: false } }, said: { pages: '4 and 5.' },
      });
      expect(printedInputs(INPUTS, { phase: 'later' }).typed).toEqual({ pages: '', reasons: [], phase: 'later', day: '', most: '', sure: false });
    });

    test('refused by field when a value is not of its kind, and a field the letter lacks', () => {
      const problems = inputProblems(INPUTS, { pages: 'x'.repeat(301), reasons: 'x'.repeat(4001), phase: 'never', day: '2026-02-30', most: 'lots', sure: 'yes', other: 'x', blank: '' });
      expect(Object.keys(problems).sort()).toEqual(['inputs.day', 'inputs.most', 'inputs.other', 'inputs.pages', 'inputs.phase', 'inputs.reasons', 'inputs.sure']);
      expect(inputProblems(INPUTS, FULL)).toEqual({});
      expect(inputProblems(INPUTS, Object.fromEntries(INPUTS.map(({ name }) => [name, ''])))).toEqual({});
    });

    test('half typed, what can be kept is kept', () => {
      expect(keepable(INPUTS, { ...FULL, day: '2026-1', other: 'x', blank: '' })).toEqual({ pages: FULL.pages, reasons: FULL.reasons, phase: 'now', most: '25.50', sure: 'on' });
    });

    test('a choice the letter no longer offers reads as blank', () => {
      expect(printedInputs(INPUTS, { phase: 'gone' })).toMatchObject({ typed: { phase: '' }, chosen: { phase: { now: false, later: false } } });
    });

    test('needed and blank is a gap that names the field; the rest is none', () => {
      const gapsOf = (typed: Record<string, string>) => {
        const gaps: Gap[] = [];
        markInputs(INPUTS, printedInputs(INPUTS, typed), needsInto(gaps));
        return gaps;
      };
      expect(gapsOf({})).toEqual([
        { path: 'inputs.pages', label: 'fill in: Which pages' }, { path: 'inputs.reasons', label: 'fill in: Reasons' }, { path: 'inputs.sure', label: 'fill in: I am sure' },
      ]);
      expect(gapsOf(FULL)).toEqual([]);
      expect(gapsOf({ ...FULL, pages: ' \t ' }).map(({ path }) => path)).toEqual(['inputs.pages']);
    });

    test('words typed are checked as words; days and sums are not', () => {
      expect(addedWords(INPUTS, { ownWords: 'Own.', inputs: FULL })).toBe('Own.\n  4  and 5 \nOne.\n\nTwo.');
    });

    test('whatever is typed, a template finds every name and nothing more', () => {
      const names = [...INPUTS.map(({ name }) => name), 'other'];
      fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 40 })), (typed) => {
        expect(Object.keys(printedInputs(INPUTS, typed).typed)).toEqual(INPUTS.map(({ name }) => name));
        expect(inputProblems(INPUTS, keepable(INPUTS, typed))).toEqual({});
      }));
    });
  });
});
