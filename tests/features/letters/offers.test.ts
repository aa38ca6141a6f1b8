import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { FEDERAL } from '../../../server/features/deadlines/fact-types-federal.js';
import { CITATIONS, citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { groundsIn } from '../../../server/features/letters/follow-ups/foia-appeal.js';
import { FOIA_FOLLOW_UPS } from '../../../server/features/letters/follow-ups/foia-follow-ups.js';
import { followUpLetter, inputsOf } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import type { FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { isLate } from '../../../server/features/letters/follow-ups/situation.js';
import { lintWords } from '../../../server/features/letters/letter-lint.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { Browser, World } from '../../support/world.js';
import { jailListsWorld } from './jail-lists.js';
import { type Given, letterFrom, received, settingOf, situation, type Told } from './situations.js';
import { answered, ANSWERS, asked, fee } from './variants-answers.js';
import { federal } from './variants-foia.js';
import { made, VARIANTS } from './variants.js';

describe('an answer, from reply to letter', () => {
  let world: World;
  let advocate: Actor;
  let browser: Browser;
  let id: string;

  beforeAll(async () => {
    ({ world, advocate, browser, id } = await jailListsWorld());
  }, 60_000);
  afterAll(() => world.close());

  const main = (html: string) => load(html)('main').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');

  test('a question recorded by its form is answered by a letter with the person’s words, and is asked about no more', async () => {
    const dates = await world.database.db.deadline.findMany({ where: { requestId: id }, orderBy: { id: 'asc' } });
    const recorded = await browser.post(`/requests/${id}/record/asked`, { date: '2026-10-08', basis: 'message', 'items[1][n]': '2', 'items[1][chosen]': 'yes', 'answer[asks]': 'meaning', 'answer[question]': 'Which logs?' });
    expect(recorded.headers['location']).toBe(`/requests/${id}`);
    expect(main((await browser.get(`/requests/${id}`)).text)).toContain('Answer their question They asked on Thu, Oct 8, 2026, and nobody has answered.');

    const begun = await browser.post(`/requests/${id}/letters`, { template: 'cpra-clarification-reply' });
    const draft = begun.headers['location'] ?? '';
    const blank = await browser.get(draft);
    expect(main(blank.text)).toContain('fill in: Your answer');
    expect(load(blank.text)('[name="inputs[answer]"]')).toHaveLength(1);

    const hidden = (html: string) => ({ version: load(html)('input[name="version"]').attr('value') ?? '', seen: load(html)('input[name="seen"]').attr('value') ?? '' });
    const typed = { signerName: 'Ilse Marrowby', channel: 'portal', 'inputs[answer]': 'Item 2 means the logs of June 2025.' };
    expect((await browser.post(draft, { ...typed, ...hidden(blank.text), act: 'save' })).status).toBe(303);
    const filled = await browser.get(draft);
    expect(main(filled.text)).toContain('Item 2 means the logs of June 2025.');
    expect(main(filled.text)).toContain('Your message of October 8, 2026 asks what item 2 means.');
    expect(main(filled.text)).not.toContain('fill in: Your answer');

    const sent = await browser.post(draft, { ...typed, ...hidden(filled.text), act: 'send' });
    expect(sent.headers['location']).toMatch(/^\/letters\//);
    await recordDelivery(world.context, advocate, { letterId: (sent.headers['location'] ?? '').replace('/letters/', ''), channel: 'portal', date: '2026-10-09' });
    const after = main((await browser.get(`/requests/${id}`)).text);
    expect(after).not.toContain('Answer their question They asked');
    expect(main((await browser.get(`/requests/${id}/letters/new`)).text)).toContain('a letter is not repeated');
    expect(await world.database.db.deadline.findMany({ where: { requestId: id }, orderBy: { id: 'asc' } })).toEqual(dates);
  });
});

describe('after answers', () => {
  const REPLY = 'cpra-clarification-reply';
  const FEE = 'cpra-fee-question';
  const LINK = 'cpra-posted-record';
  const STORED = 'cpra-existing-data';
  const ELSEWHERE = 'cpra-held-elsewhere';
  const CONFIDENCE = 'cpra-confidentiality-agreement';
  const FORMAT = 'cpra-native-format';
  const PROMISE = 'cpra-promise-missed';
  const UNDATED = 'cpra-production-date';
  const OVERDUE = 'cpra-overdue-ten-days';
  const MINE: readonly FollowUpSlug[] = [REPLY, FEE, LINK, STORED, ELSEWHERE, CONFIDENCE, FORMAT, PROMISE, UNDATED, OVERDUE];

  const wrote = (slug: FollowUpSlug, on: string | null, ...about: string[]) => ({ slug, on, about });
  const said = (...items: { n: number; outcome: string; promisedFor?: string }[]): Told => ({ type: 'determination', date: '2026-10-07', details: { items } });
  const came = (date: string, n: number, complete: boolean): Told => ({ type: 'produced', date, details: { items: [{ n, complete }] } });
  const promise = (date: string, by: string, items: readonly number[] = []): Told => ({ type: 'promise', date, details: { of: 'records', items, by } });
  const withdrawn: Told = { type: 'withdrawn', date: '2026-10-09' };
  const closed = (by: 'agency' | 'us'): Told => ({ type: 'closed', date: '2026-10-09', details: { by } });
  const at = (today: string, ...facts: Told[]): Given => ({ today, facts: [received('2026-10-01'), ...facts] });

  const created = answered('2026-10-08', 'no_duty_to_create', { items: [1] });
  const elsewhere = (date = '2026-10-08', items = [1]) => answered(date, 'held_elsewhere', { items, holder: 'Example Vendor, Inc.', isVendor: true });
  const link = (problem: string | null, date = '2026-10-08') => answered(date, 'link_given', { items: [2], url: 'https://example.org/a', problem });
  const confidence = answered('2026-10-08', 'shared_in_confidence', { items: [2], recipient: 'ICE' });
  const format = answered('2026-10-08', 'wrong_format', { items: [1], files: 'Log', got: 'paper', asked: 'CSV' });
  const hours = (date = '2026-10-08') => fee(date, [{ what: 'Staff time, 6 hours', amount: 48_000 }]);

  /** What happened; which of these letters are offered, first the fitting one, with the reason of the first; and which are not, with why. */
  const SITUATIONS: readonly [string, Given, readonly FollowUpSlug[], RegExp | null, readonly [FollowUpSlug, RegExp][]][] = [
    ['nothing was answered', at('2026-10-09'), [], null, [[REPLY, /asked nothing/], [FEE, /No cost/], [LINK, /no link/], [STORED, /did not say/], [ELSEWHERE, /did not say/], [CONFIDENCE, /did not say/], [FORMAT, /No files/]]],
    ['a federal request', { ...at('2026-10-09', asked('2026-10-08', 'meaning')), law: 'FOIA' }, [], null, [[REPLY, /California/], [FEE, /California/]]],
    ['a draft', { today: '2026-10-09', draft: true }, [], null, [[REPLY, /not gone out/]]],

    ['asked today what an item means', at('2026-10-08', asked('2026-10-08', 'meaning', [2])), [REPLY], /They asked on .*Oct.8/, []],
    ['asked to narrow, two weeks ago', at('2026-10-22', asked('2026-10-08', 'narrow')), [REPLY, OVERDUE], /They asked/, []],
    ['asked what it means, and late since', at('2026-10-22', asked('2026-10-08', 'meaning')), [REPLY], /They asked/, [[OVERDUE, /Answer that first/]]],
    ['late, and their question was answered by a letter', { ...at('2026-10-22', asked('2026-10-08', 'meaning')), written: [wrote(REPLY, '2026-10-09', 'clarification_asked:2026-10-08:')] }, [OVERDUE], /Every reading/, [[REPLY, /not repeated/]]],
    ['our answer waits in the outbox', { ...at('2026-10-12', asked('2026-10-08', 'meaning')), written: [wrote(REPLY, null, 'clarification_asked:2026-10-08:')] }, [], null, [[REPLY, /not repeated/]]],
    ['answered outside', at('2026-10-12', asked('2026-10-08', 'meaning', [2]), answered('2026-10-09', 'clarification_answered', { items: [2] })), [], null, [[REPLY, /asked nothing/]]],
    ['one of two items answered outside', at('2026-10-12', asked('2026-10-08', 'meaning', [1, 2]), answered('2026-10-09', 'clarification_answered', { items: [2] })), [REPLY], /They asked/, []],
    ['answered as a whole outside', at('2026-10-12', asked('2026-10-08', 'meaning', [1, 2]), answered('2026-10-09', 'clarification_answered')), [], null, [[REPLY, /asked nothing/]]],
    ['asked again after our answer', at('2026-10-20', asked('2026-10-05', 'meaning'), answered('2026-10-06', 'clarification_answered'), asked('2026-10-19', 'meaning')), [REPLY], /Oct.19/, []],
    ['the item they asked about was refused', at('2026-10-12', asked('2026-10-06', 'meaning', [2]), said({ n: 2, outcome: 'withhold' })), [], null, [[REPLY, /settled/]]],
    ['one of the items they asked about was refused', at('2026-10-12', asked('2026-10-06', 'meaning', [1, 2]), said({ n: 2, outcome: 'withhold' })), [REPLY], /They asked/, []],
    ['asked, and the records are promised for a day ahead', at('2026-10-12', asked('2026-10-08', 'meaning', [1]), promise('2026-10-09', '2026-12-01')), [REPLY], /They asked/, []],
    ['asked, and withdrawn', at('2026-10-12', asked('2026-10-08', 'meaning'), withdrawn), [], null, [[REPLY, /withdrawn/]]],
    ['asked, and closed by the agency', at('2026-10-12', asked('2026-10-08', 'meaning'), closed('agency')), [REPLY], /They asked/, []],
    ['asked, and closed by us', at('2026-10-12', asked('2026-10-08', 'meaning'), closed('us')), [], null, [[REPLY, /closed/]]],
    ['a purpose asked', at('2026-10-09', asked('2026-10-08', 'purpose')), [REPLY], /They asked/, []],

    ['a cost named four working days ago', at('2026-10-15', hours()), [OVERDUE], null, [[FEE, /fits from/]]],
    ['a cost named five working days ago', at('2026-10-16', hours()), [FEE, OVERDUE], /more than copies/, []],
    ['a sum and no parts', at('2026-10-16', fee('2026-10-08', [], 9900)), [FEE, OVERDUE], /not what it is made of/, []],
    ['a cost for copies alone', at('2026-10-16', fee('2026-10-08', [{ what: 'One disc', amount: 50 }, { what: 'Postage', amount: 300 }])), [OVERDUE], null, [[FEE, /copies alone/]]],
    ['copies, and redaction', at('2026-10-16', fee('2026-10-08', [{ what: 'Copying and redacting', amount: 50 }])), [FEE, OVERDUE], /more than copies/, []],
    ['settled', at('2026-10-16', hours(), answered('2026-10-12', 'fee_settled')), [OVERDUE], null, [[FEE, /No cost/]]],
    ['settled, and another named since', at('2026-10-26', hours(), answered('2026-10-12', 'fee_settled'), hours('2026-10-16')), [FEE, OVERDUE], /Oct.16/, []],
    ['asked about the cost already', { ...at('2026-10-30', hours()), written: [wrote(FEE, '2026-10-16', 'fee_estimate:2026-10-08:')] }, [OVERDUE], null, [[FEE, /not repeated/]]],
    ['a cost, and withdrawn', at('2026-10-30', hours(), withdrawn), [], null, [[FEE, /withdrawn/]]],
    ['released without a day, and a cost not settled', at('2026-10-20', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), [FEE], /more than copies/, [[UNDATED, /cost .*first/]]],
    ['the same, asked about', { ...at('2026-10-20', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), written: [wrote(FEE, '2026-10-16', 'fee_estimate:2026-10-08:')] }, [UNDATED], /gave no day/, [[FEE, /not repeated/]]],
    ['a promised day passed, and a cost not settled', at('2026-11-06', said({ n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), [FEE], /more than copies/, [[PROMISE, /cost .*first/]]],

    ['a link that does not open', at('2026-10-08', link('dead')), [LINK], /does not give the whole record/, []],
    ['a link that shows all', at('2026-10-08', link(null)), [], null, [[LINK, /shows the whole record/]]],
    ['a link, and a copy since', at('2026-10-13', link('partial'), came('2026-10-12', 2, true)), [], null, [[LINK, /have come/]]],
    ['a link, and a copy promised for a day ahead', at('2026-10-13', link('partial'), promise('2026-10-12', '2026-10-30', [2])), [], null, [[LINK, /promised/]]],
    ['that day has passed', at('2026-11-02', link('partial'), promise('2026-10-12', '2026-10-30', [2])), [LINK, OVERDUE], /whole record/, [[PROMISE, /only just/]]],
    ['written of that link', { ...at('2026-10-13', link('partial')), written: [wrote(LINK, '2026-10-09', 'link_given:2026-10-08:2')] }, [], null, [[LINK, /not repeated/]]],
    ['another bad link since', { ...at('2026-10-13', link('partial'), link('dead', '2026-10-12')), written: [wrote(LINK, '2026-10-09', 'link_given:2026-10-08:2')] }, [LINK], /Oct.12/, []],

    ['no duty to create, four working days ago', at('2026-10-15', created), [OVERDUE], null, [[STORED, /fits from/]]],
    ['no duty to create, five working days ago', at('2026-10-16', created), [STORED, OVERDUE], /need not create/, []],
    ['no duty to create, refused for it', at('2026-10-16', created, said({ n: 1, outcome: 'withhold' })), [STORED, OVERDUE], /need not create/, []],
    ['it came after all', at('2026-10-16', created, came('2026-10-12', 1, true)), [OVERDUE], null, [[STORED, /has come/]]],
    ['a day promised before they said it stops nothing', at('2026-10-16', promise('2026-10-02', '2026-12-01', [1]), created), [STORED, OVERDUE], /need not create/, []],
    ['a day promised since', at('2026-10-16', created, promise('2026-10-12', '2026-12-01', [1])), [OVERDUE], null, [[STORED, /promised/]]],

    ['somebody else has it, two working days ago', at('2026-10-13', elsewhere('2026-10-08')), [], null, [[ELSEWHERE, /fits from/]]],
    ['somebody else has it, three working days ago', at('2026-10-14', elsewhere('2026-10-08')), [ELSEWHERE, OVERDUE], /Ask Example Vendor, Inc\. too/, []],
    ['said of another item again', { ...at('2026-10-20', elsewhere('2026-10-08'), elsewhere('2026-10-14', [3])), written: [wrote(ELSEWHERE, '2026-10-14', 'held_elsewhere:2026-10-08:1')] }, [ELSEWHERE, OVERDUE], /Oct.14/, []],
    ['closed with it by the agency', at('2026-10-20', elsewhere('2026-10-08'), closed('agency')), [ELSEWHERE], /has the records/, []],

    ['shared in confidence', at('2026-10-08', confidence), [CONFIDENCE], /ICE has it in confidence/, []],
    ['asked for the agreement', { ...at('2026-10-13', confidence), written: [wrote(CONFIDENCE, '2026-10-09', 'shared_in_confidence:2026-10-08:2')] }, [], null, [[CONFIDENCE, /not repeated/]]],

    ['the wrong format, nine working days ago', at('2026-10-22', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format), [], null, [[FORMAT, /fits from/]]],
    ['the wrong format, ten working days ago', at('2026-10-23', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format), [FORMAT], /not in the format/, []],
    ['it came again since', at('2026-10-23', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format, came('2026-10-20', 1, true)), [], null, [[FORMAT, /come again/]]],

    ['a part came 29 days ago', at('2026-11-10', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), [], null, [[PROMISE, /fits from/]]],
    ['a part came 30 days ago', at('2026-11-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), [PROMISE], /last records came/, []],
    ['the rest promised for a day ahead', at('2026-11-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false), promise('2026-10-20', '2026-12-01', [1])), [], null, [[PROMISE, /still ahead/]]],
    ['asked about the rest', { ...at('2026-12-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), written: [wrote(PROMISE, '2026-11-11', 'idle:2026-10-12:1')] }, [], null, [[PROMISE, /not repeated/]]],
    ['more came, and then no more', { ...at('2026-12-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false), came('2026-11-11', 1, false)), written: [wrote(PROMISE, '2026-11-11', 'idle:2026-10-12:1')] }, [PROMISE], /last records came/, []],
  ];

  describe('which letters fit what an agency answered', () => {
    test.each(SITUATIONS)('%s', (_, given, offered, reason, withheld) => {
      const offers = offerLetters(situation(given));
      const mine = offers.offered.filter(({ followUp }) => MINE.includes(followUp.slug));
      expect(mine.map(({ followUp }) => followUp.slug)).toEqual(offered);
      if (reason) expect(mine[0]?.reason).toMatch(reason);
      for (const [slug, why] of withheld) expect([slug, offers.withheld.find(({ followUp }) => followUp.slug === slug)?.why]).toEqual([slug, expect.stringMatching(why)]);
      for (const one of offers.offered) expect(one.reason).toMatch(/^\p{Lu}.*\.$/u);
    });

    test.each(ANSWERS)('%s is not repeated once it is written', (_, given) => {
      const { known, offered } = made(given);
      const { slug } = offered.followUp;
      const again = { ...known, written: [...known.written, { id: 'x', slug, sentOn: known.today, about: offered.about }] };
      expect(offerLetters(again).offered.map(({ followUp }) => followUp.slug)).not.toContain(slug);
      expect(offerLetters(again).withheld.find(({ followUp }) => followUp.slug === slug)?.why).toMatch(/not repeated/);
    });

    test.each(ANSWERS)('%s ends with a withdrawal', (_, given) => {
      const known = situation({ ...given, facts: [...(given.facts ?? []), { type: 'withdrawn', date: given.today }] });
      expect(offerLetters(known).offered.filter(({ followUp }) => MINE.includes(followUp.slug))).toEqual([]);
    });
  });

  /** The most words letters.md 5 gives each, without what is listed from the record. */
  const CAPS: Readonly<Record<string, number>> = { [REPLY]: 250, [FEE]: 180, [LINK]: 110, [STORED]: 200, [ELSEWHERE]: 220, [CONFIDENCE]: 150, [FORMAT]: 150, [PROMISE]: 180 };

  describe('what such a letter says', () => {
    test.each(ANSWERS)('%s: nothing depends on a sentence that was left out', (_, given) => {
      const { letter } = made(given);
      const text = letter.text.replace(/\s+/g, ' ');
      for (const { sentence } of letter.leftOut) {
        expect(text).not.toContain(sentence.slice(0, 40));
        expect(citationsIn(sentence).some((citation) => verdictOf(citation) !== 'confirmed')).toBe(true);
      }
      expect(text).not.toMatch(/\. \.|\.\.|\( ?\)| ,|What we ask$/);
      expect(text).toContain('What we ask');
    });

    test.each(ANSWERS)('%s: with what a lawyer approved it reads on, asks before it cites, and cites at most five', (_, given) => {
      const { known, offered } = made(given);
      const { fields, setting } = settingOf(known, { inputs: given.inputs ?? {} });
      const approved = new Set([...CITATIONS].flatMap(([citation, verdict]) => (verdict === 'partly' ? [citation] : [])));
      const { text, leftOut } = followUpLetter(offered, fields, { ...setting, approved });
      expect(leftOut).toEqual([]);
      expect(citationsIn(text).length).toBeLessThanOrEqual(5);
      expect(text).not.toMatch(/\n{3}|\S {2}|\. \.|\.\./);
      const body = text.slice(text.indexOf('\n\n', text.indexOf('Our number')), text.indexOf('Please reply to k7m2'));
      const sentences = body.replaceAll(/(Gov|Civ|Cal|App|Inc)\./g, '$1').split(/\n\n|(?<=[.:])\s(?=[A-Z])/).map((one) => one.trim().split(/\s+/));
      for (const words of sentences) expect([words.join(' '), words.length <= 30]).toEqual([words.join(' '), true]);
      const ours = body.split('\n').filter((one) => !one.startsWith('- ')).join(' ');
      expect(ours.trim().split(/\s+/).length).toBeLessThanOrEqual(CAPS[offered.followUp.slug] ?? 0);
    });

    test('an answer that is needed and blank is a gap', () => {
      const { letter } = made({ letter: REPLY, today: '2026-10-09', facts: [received('2026-10-01'), asked('2026-10-08', 'meaning')] });
      expect(letter.gaps.map(({ path }) => path)).toEqual(['inputs.answer']);
      expect(made({ letter: REPLY, today: '2026-10-09', facts: [received('2026-10-01'), asked('2026-10-08', 'purpose')] }).letter.gaps).toEqual([]);
      expect(made({ letter: STORED, today: '2026-10-16', facts: [received('2026-10-01'), created] }).letter.gaps.map(({ path }) => path)).toEqual(['inputs.held']);
    });
  });
});

describe('after federal answers', () => {
  const [REPLY, OVERDUE, APPEAL, OGIS, SUIT] = ['foia-clarification-reply', 'foia-overdue', 'foia-appeal', 'foia-ogis', 'foia-presuit'] as const;
  const had = received('2026-10-05');
  const answered = (date: string, ...items: { n: number; outcome: string; ground?: string }[]): Told => ({ type: 'determination', date, details: { items } });
  const asked = (date: string, asks = 'meaning') => federal('information_asked', date, { asks });
  const notice = (date: string, specifiedDate: string): Told => ({ type: 'extension_notice', date, details: { ground: 'voluminous', specifiedDate } });
  const reminded = (on: string | null, what = 'first') => ({ slug: OVERDUE, on, about: [`overdue:foia:${what}`] });
  const refused = answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' });
  const appealed = [refused, federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10')];

  /** Received October 5, 2026: due November 3, and safe to call late after it; with ten more working days, November 18. */
  const SITUATIONS: readonly [string, Given, readonly FollowUpSlug[], readonly [FollowUpSlug, RegExp][]][] = [
    ['a draft', { today: '2026-12-20', draft: true }, [], [[OVERDUE, /not gone out/], [APPEAL, /not gone out/]]],
    ['under California’s Act', { today: '2026-12-20', law: 'CPRA', facts: [received('2026-10-05')] }, ['cpra-overdue-ten-days'], [[OVERDUE, /Freedom of Information/], [REPLY, /Freedom of Information/]]],
    ['withdrawn', { today: '2026-12-20', facts: [had, { type: 'withdrawn', date: '2026-10-20' }] }, [], [[OVERDUE, /withdrawn/], [OGIS, /withdrawn/]]],
    ['on the last day by every reading', { today: '2026-11-03', facts: [had] }, [], [[OVERDUE, /still allows/]]],
    ['the day after', { today: '2026-11-04', facts: [had] }, [OVERDUE], [[OGIS, /two months/], [SUIT, /two months/]]],
    ['on a receipt nobody confirmed, however long ago', { today: '2027-03-01', facts: [received('2026-10-05', 'presumed')] }, [], [[OVERDUE, /only presumed/]]],
    ['extended, within the ten working days', { today: '2026-11-10', facts: [had, notice('2026-10-20', '2026-11-18')] }, [], [[OVERDUE, /still allows/], [REPLY, /No question/]]],
    ['extended, and those are over', { today: '2026-11-20', facts: [had, notice('2026-10-20', '2026-11-18')] }, [OVERDUE], []],
    ['a notice that names a day months off', { today: '2026-10-24', facts: [had, notice('2026-10-20', '2027-03-01')] }, [REPLY], [[OVERDUE, /still allows/]]],
    ['the same, answered', { today: '2026-10-30', facts: [had, notice('2026-10-20', '2027-03-01')], written: [{ slug: REPLY, on: '2026-10-24', about: ['beyond:2026-10-20'] }] }, [], [[REPLY, /not repeated/]]],
    ['a question of theirs is open', { today: '2026-12-20', facts: [had, asked('2026-10-09')] }, [REPLY], [[OVERDUE, /clock stands still/], [SUIT, /our answer/], [OGIS, /our answer/]]],
    ['our answer is written', { today: '2026-12-20', facts: [had, asked('2026-10-09')], written: [{ slug: REPLY, on: '2026-10-12', about: ['question:meaning:2026-10-09'] }] }, [], [[REPLY, /Record the day they had it/]]],
    ['they had our answer', { today: '2026-10-20', facts: [had, asked('2026-10-09'), federal('information_answered', '2026-10-12')] }, [], [[REPLY, /No question/]]],
    ['a second question, the first one answered: the clock runs on', { today: '2026-11-20', facts: [had, asked('2026-10-09'), federal('information_answered', '2026-10-12'), asked('2026-10-14', 'narrow')] }, [REPLY, OVERDUE], []],
    ['a question about fees', { today: '2026-10-24', facts: [had, federal('fee_asked', '2026-10-23')] }, [REPLY], []],
    ['speed asked, within the ten days', { today: '2026-10-11', facts: [had, federal('expedition_asked', '2026-10-01')] }, [], [[OVERDUE, /still allows/]]],
    ['speed asked, no decision', { today: '2026-10-14', facts: [had, federal('expedition_asked', '2026-10-01')] }, [OVERDUE], []],
    ['speed granted late', { today: '2026-10-20', facts: [had, federal('expedition_asked', '2026-10-01'), federal('expedition_decided', '2026-10-15', { granted: true })] }, [], [[APPEAL, /refuses anything/]]],
    ['speed refused', { today: '2026-10-20', facts: [had, federal('expedition_asked', '2026-10-05'), federal('expedition_decided', '2026-10-15', { granted: false })] }, [APPEAL], []],
    ['the waiver refused', { today: '2026-10-20', facts: [had, federal('waiver_decided', '2026-10-15', { granted: false })] }, [APPEAL], []],
    ['something withheld, the same day', { today: '2026-10-28', facts: [had, refused] }, [APPEAL], []],
    ['nothing found', { today: '2026-10-28', facts: [had, answered('2026-10-28', { n: 2, outcome: 'none_found' })] }, [APPEAL], []],
    ['everything released', { today: '2026-12-20', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'disclose' })))] }, [], [[APPEAL, /refuses anything/], [OVERDUE, /owed any more/]]],
    ['refused and closed', { today: '2026-11-20', facts: [had, refused, { type: 'closed', date: '2026-11-02' }] }, [APPEAL], [[OVERDUE, /closed/]]],
    ['past our date for the appeal, within the working days', { today: '2027-02-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })))] }, [APPEAL], []],
    ['past every date for the appeal', { today: '2027-06-01', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })))] }, [], [[APPEAL, /last day the law may allow/], [SUIT, /appeal first/]]],
    ['the appeal is sent', { today: '2026-11-20', facts: [had, ...appealed] }, [OVERDUE], [[APPEAL, /covers every answer/], [OGIS, /two months/]]],
    ['another refusal after the appeal', { today: '2026-11-20', facts: [had, ...appealed, answered('2026-11-18', { n: 2, outcome: 'withhold' })] }, [APPEAL, OVERDUE], [[SUIT, /appeal first/], [OGIS, /appeal first/]]],
    ['the appeal has no decision in time', { today: '2027-01-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1)] }, [OGIS, SUIT], []],
    ['the appeal was refused', { today: '2026-12-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1), federal('appeal_decided', '2026-12-08', { outcome: 'upheld' })] }, [OGIS, SUIT], [[APPEAL, /covers every answer/]]],
    ['the appeal was granted', { today: '2026-12-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1), federal('appeal_decided', '2026-12-08', { outcome: 'granted' })] }, [], [[OGIS, /no appeal is decided against us/]]],
    ['reminded three days ago', { today: '2026-11-08', facts: [had], written: [reminded('2026-11-05')] }, [], [[OVERDUE, /next fits from/]]],
    ['reminded two weeks ago', { today: '2026-11-20', facts: [had], written: [reminded('2026-11-05')] }, [OVERDUE], []],
    ['reminded twice', { today: '2026-12-20', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-20', 'second')] }, [], [[OVERDUE, /Two reminders/]]],
    ['two months of silence after the reminder', { today: '2027-01-10', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-10', 'second')] }, [OGIS, SUIT], []],
    ['a day of destruction is near', { today: '2026-10-20', facts: [had, { type: 'retention', date: '2026-10-12', details: { what: 'mail', destroyedFrom: '2027-01-15', source: 'their schedule' } }] }, ['foia-preservation'], []],
    ['the mediator was asked', { today: '2027-01-20', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-10', 'second'), { slug: OGIS, on: '2027-01-11', about: ['ogis:silence:2026-11-10'] }] }, [SUIT], [[OGIS, /not repeated/]]],
  ];

  describe('which letters fit a request under FOIA, and why not', () => {
    test.each(SITUATIONS)('%s', (_, given, slugs, reasons) => {
      const { offered, withheld } = offerLetters(situation({ law: 'FOIA', ...given }));
      expect(offered.filter(({ followUp, aside }) => !followUp.atWill && !aside).map(({ followUp }) => followUp.slug)).toEqual(slugs);
      for (const [slug, why] of reasons) expect([slug, withheld.find(({ followUp }) => followUp.slug === slug)?.why]).toEqual([slug, expect.stringMatching(why)]);
    });

    test('the appeal says our date, the earliest, and when it has passed what the law may still allow', () => {
      const all = answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })));
      const reason = (today: string) => offerLetters(situation({ law: 'FOIA', today, facts: [had, all] })).offered[0]?.reason ?? '';
      expect(reason('2026-11-20').replaceAll('\u00a0', ' ')).toContain('Our date is Tue, Jan 26, 2027: the earliest reading');
      expect(reason('2027-02-10').replaceAll('\u00a0', ' ')).toContain('was Tue, Jan 26, 2027. The law may allow until');
      const letter = made({ law: 'FOIA', today: '2027-02-10', facts: [had, all], letter: APPEAL, inputs: { office: 'Appeals' } }).letter;
      expect(letter.text).not.toContain('within 90 days');
    });

    test('whatever happened: a question stops the wait, an answer not appealed stops suit and mediator, and nobody is called late who is not', () => {
      const day = fc.integer({ min: 0, max: 200 }).map((n) => new Date(Date.UTC(2026, 9, 5 + n)).toISOString().slice(0, 10));
      const details: Record<string, object> = { information_asked: { asks: 'meaning' }, expedition_decided: { granted: false }, waiver_decided: { granted: false }, appeal_decided: { outcome: 'upheld' } };
      const step = fc.tuple(fc.constantFrom(...FEDERAL), day).map(([what, date]) => federal(what, date, details[what] ?? {}));
      const other = fc.oneof(day.map((date) => answered(date, { n: 1, outcome: 'withhold', ground: '7(E)' })), day.map((date) => answered(date, { n: 2, outcome: 'none_found' })), day.map((date) => notice(date, '2027-05-01')));
      const written = fc.array(fc.record({ slug: fc.constant(OVERDUE), on: day, about: fc.constant(['overdue:foia:first']) }), { maxLength: 2 });
      fc.assert(fc.property(fc.array(fc.oneof(step, other), { maxLength: 10 }), written, day, (facts, before, today) => {
        const known = situation({ law: 'FOIA', today, facts: [had, ...facts.filter(({ date }) => date <= today)], written: before });
        const { offered } = offerLetters(known);
        const has = (slug: FollowUpSlug) => offered.find(({ followUp }) => followUp.slug === slug);
        expect(offered.every(({ followUp }) => followUp.statute === 'FOIA')).toBe(true);
        if (known.foia.adverse.length > 0 || known.foia.question) expect([has(OGIS), has(SUIT)]).toEqual([undefined, undefined]);
        const late = has(OVERDUE);
        if (late && late.facts['speedAsked'] === '') expect(isLate(known)).toBe(true);
        for (const one of offered) {
          const inputs = Object.fromEntries(inputsOf(one.followUp, known).map(({ name, kind, options }) => [name, kind === 'choice' ? (options?.[0]?.value ?? '') : kind === 'tick' ? 'on' : kind === 'money' ? '50' : kind === 'date' ? '2027-09-01' : 'Words of ours']));
          const { text, gaps } = letterFrom(one, known, { inputs });
          expect(gaps).toEqual([]);
          expect(lintWords(text, { mayCallLate: true, isLawyer: true, law: 'FOIA' })).toEqual([]);
        }
      }), { numRuns: 300 });
    });
  });

  describe('what an agency cites is read as it is written', () => {
    test.each<[string, readonly string[]]>([
      ['(b)(7)(E)', ['techniques']], ['Exemption 7(E)', ['techniques']], ['b7E', ['techniques']], ['Exemptions 6 and 7(C)', ['privacy']], ['(b)(6)', ['privacy']], ['(b)(5)', ['deliberation']],
      ['Exemption 4', ['commercial']], ['(b)(3)', ['statute']], ['The records were referred to the FBI', ['referral']], ['We can neither confirm nor deny', ['glomar']], ['(b)(7)(A)', []], ['It is a burden', []], ['item 5 of page 63', []],
    ])('%s', (words, grounds) => {
      expect([...groundsIn([words])].sort()).toEqual([...grounds].sort());
    });

    test('a section is printed for what was cited and for nothing else', () => {
      const { text } = made({ law: 'FOIA', today: '2026-11-24', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '(b)(5)' })], letter: APPEAL, inputs: { office: 'Appeals' } }).letter;
      expect(text).toContain('Exemption 5.');
      expect(text).not.toMatch(/Exemptions? (3|4|6|7)|waiver|Expedited|The search/);
    });
  });

  describe('the two laws keep apart', () => {
    test('no letter under one names the other', () => {
      for (const [name, given] of VARIANTS) {
        const text = made(given).letter.text.replace(/\s+/g, ' ');
        const foreign = given.law === 'FOIA' ? /Gov\. Code|Public Records Act|CPRA|SB 34/ : /U\.S\.C\.|Freedom of Information|OGIS|Exemption \d|C\.F\.R\./;
        expect([name, foreign.exec(text)?.[0]]).toEqual([name, undefined]);
      }
    });

    test('the letter before a suit is a lawyer’s, the appeal better read by one', () => {
      expect(FOIA_FOLLOW_UPS.map(({ slug, lawyer }) => [slug, lawyer])).toEqual([[REPLY, undefined], [OVERDUE, undefined], [APPEAL, 'advised'], ['foia-preservation', 'advised'], [OGIS, undefined], [SUIT, 'required']]);
    });
  });
});
