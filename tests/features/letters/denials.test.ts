import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { groundsCited } from '../../../server/features/letters/follow-ups/exemption-answers.js';
import { EXEMPTION_MODULES, modulesCited } from '../../../server/features/letters/follow-ups/exemption-modules.js';
import { followUpSource, followUpValues } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import type { FollowUp, FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { isCalledFor, type OfferedLetter, offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import type { Situation } from '../../../server/features/letters/follow-ups/situation.js';
import { sourceOf } from '../../../server/features/letters/letter-templates.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { Browser, World } from '../../support/world.js';
import { jailListsWorld } from './jail-lists.js';
import { extended, type Given, letterFrom, numbers, received, settingOf, situation, type Told } from './situations.js';
import { DENIALS } from './variants-denials.js';
import { made, VARIANTS } from './variants.js';

describe('a denial, from reply to letter', () => {
  let world: World;
  let advocate: Actor;
  let browser: Browser;
  let lawyers: Browser;
  let id: string;

  beforeAll(async () => {
    const made = await jailListsWorld();
    ({ world, advocate, browser, id } = made);
    lawyers = await world.signIn(await world.addPerson(made.owner, 'lawyer', 'Tom Reyes'));
  }, 60_000);
  afterAll(() => world.close());

  const main = (html: string) => load(html)('main').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
  const hidden = (html: string) => ({ version: load(html)('input[name="version"]').attr('value') ?? '', seen: load(html)('input[name="seen"]').attr('value') ?? '' });
  const proposed = async () => load((await browser.get(`/requests/${id}`)).text)('.next').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();

  async function write(template: string, inputs: Record<string, string>, by = browser): Promise<{ address: string; text: string; sent: string; status: number; answer: string }> {
    const address = (await by.post(`/requests/${id}/letters`, { template })).get('Location') ?? '';
    const fields = { signerName: 'Ilse Marrowby', channel: 'portal', ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs[${name}]`, value])) };
    await by.post(address, { ...fields, ...hidden((await by.get(address)).text), act: 'save' });
    const page = await by.get(address);
    const done = await by.post(address, { ...fields, ...hidden(page.text), act: 'send' });
    return { address, text: main(page.text), sent: done.get('Location') ?? '', status: done.status, answer: done.text };
  }

  async function went(sent: string, date: string): Promise<void> {
    await recordDelivery(world.context, advocate, { letterId: sent.replace('/letters/', ''), channel: 'portal', date });
  }

  test('from a refusal recorded by its form to the last letter before a petition, which a lawyer sends', async () => {
    const refusal = { date: '2026-10-08', basis: 'message', ground: 'These are police records.', 'answer[exemptions]': 'Section 7923.600\nSection 7928.000', 'answer[nameGiven]': 'no' };
    const items = { 'items[0][n]': '1', 'items[0][chosen]': 'yes', 'items[1][n]': '2', 'items[1][chosen]': 'yes' };
    expect((await browser.post(`/requests/${id}/record/denied`, { ...refusal, ...items })).get('Location')).toBe(`/requests/${id}`);
    expect(main((await browser.get(`/requests/${id}/letters/new`)).text)).toContain('the letter fits from Wed, Oct 14, 2026');

    world.clock.set('2026-10-14T17:00:00Z');
    expect(await proposed()).toContain('Ask them to complete the refusal The refusal of Thu, Oct 8, 2026 does not say which exemption is for which item and does not name who decided.');
    const complete = await write('cpra-denial-incomplete', {});
    expect(complete.text).toContain('The answer lists “Section 7923.600” and “Section 7928.000”. Please tell us which of them is for which item.');
    await went(complete.sent, '2026-10-14');

    world.clock.set('2026-10-28T17:00:00Z');
    expect(await proposed()).toContain('Answer the refusal, ground by ground');
    const dispute = await write('cpra-denial-dispute', { factsX1: 'Item 1 asks for the agreement', offer: 'One month as a sample' });
    expect(dispute.text).toContain('Item 1 asks for the agreement. Please tell us which pages');
    expect(dispute.text).toContain('“Section 7928.000” (items 1 and 2)');
    expect(dispute.text).not.toContain('Criminal history');
    await went(dispute.sent, '2026-10-28');

    world.clock.set('2026-11-11T18:00:00Z');
    expect(await proposed()).toContain('Ask their supervisor for a second look');
    const early = await write('cpra-presuit-demand', { settle: 'Item 1, masked', until: '2026-12-01' });
    expect([early.status, main(early.answer)]).toEqual([expect.any(Number), expect.stringMatching(/lawyer/)]);
    expect(early.sent).not.toMatch(/^\/letters\//);
    const last = await write('cpra-presuit-demand', { settle: 'Item 1, masked', until: '2026-12-01' }, lawyers);
    expect(last.address).toBe(early.address);
    expect(last.text).toContain('Please tell us by December 1, 2026 whether you agree');
    expect(last.sent).toMatch(/^\/letters\//);
  });

  test('the page of a day of destruction leads to the letter that asks to keep the records', async () => {
    world.clock.set('2026-11-12T18:00:00Z');
    await browser.post(`/requests/${id}/record/retention`, { date: '2026-11-12', basis: 'person', what: 'Plate reads of 2024', destroyedFrom: '2026-12-20', source: 'Their retention schedule', 'items[0][n]': '1', 'items[0][chosen]': 'yes' });
    const clock = await world.database.db.deadline.findFirstOrThrow({ where: { requestId: id, rule: 'records.retention' } });
    const href = load((await browser.get(`/requests/${id}/deadlines/${clock.id}`)).text)('.acts a.btn--primary').attr('href') ?? '';
    expect(href).toBe(`/requests/${id}/letters/new#cpra-preservation`);
    const choose = load((await browser.get(href.split('#')[0] ?? '')).text);
    expect(choose('#cpra-preservation').text().replaceAll('\u00a0', ' ')).toContain('Records you wait for may be destroyed from Sun, Dec 20, 2026 on: Plate reads of 2024.');
  });
});

describe('letters on denials', () => {
  const OURS: ReadonlySet<string> = new Set(DENIALS.map(([name]) => name.split('.')[0] ?? ''));
  const CITED: Readonly<Record<string, string>> = {
    X1: 'Section 7923.600', X2: 'unduly burdensome', X3: 'privacy of drivers', X4: 'Evidence Code 1040', X5: 'Penal Code 832.7', X6: 'Civil Code 1798.90.55(b)', X7: '8 CFR 236.6', X8: 'Section 7927.200',
    X9: 'Section 7927.500', X10: 'attorney-client privilege', X11: 'Section 7929.210', X12: 'Penal Code 13300', X13: 'trade secret', X14: 'federal record',
  };

  /** The list of what no letter says (letters.md 3 and 9a), as patterns of printed words. */
  const NEVER = /deemed (denied|denial)|constructive(ly)? den|automatic(ally)? waive|\bwaiv|62[5-7]\d(\.\d+)?\(|\b60[- ]day|\bimmediately\b|\billegal|\bunlawful|\bviolat|refus(ed|al) to comply|\bany and all\b|\bappeal|\bVaughn\b|\bOGIS\b|fee waiver|\b20 (working|business) days\b|\bHaynie\b|\bhereby\b|\bpursuant\b|\bASAP\b|!|\bmust\b|\bpress\b|\bcouncil\b(?! district)|\bspoliation|\bcriminal\b(?! history)|\bsue\b|\blawsuit|\bcampaign\b|\bour client\b|\binvestigat|\bso that we\b|\bwe know that\b|\bhid(e|ing)\b/i;

  const day = fc.constantFrom('2026-10-08', '2026-10-12', '2026-10-20');
  const some = fc.subarray([1, 2, 3], { minLength: 1 });
  const holds = fc.option(fc.boolean(), { nil: undefined });
  const told: fc.Arbitrary<Told> = fc.oneof(
    fc.record({ date: day, items: some, exemptions: fc.subarray([...Object.values(CITED), 'Section 7928.000']), inWriting: holds, groundsGiven: holds, nameGiven: holds, titleGiven: holds }).map(({ date, ...details }): Told => ({ type: 'denial', date, details })),
    fc.tuple(day, some, fc.constantFrom('', 'security')).map(([date, items, groundStated]): Told => ({ type: 'response', date, details: { what: 'redacted', items, where: 'column Reason', groundStated } })),
    fc.tuple(day, some, fc.boolean()).map(([date, items, shown]): Told => ({ type: 'determination', date, details: { items: items.map((n) => ({ n, outcome: 'none_found', basis: shown ? [{ fact: 'lists it', document: 'Agenda', date: '2020-12-08' }] : [] })) } })),
    fc.tuple(day, fc.constantFrom(1, 2), fc.boolean()).map(([date, n, complete]): Told => ({ type: 'produced', date, details: { items: [{ n, complete }] } })),
    fc.tuple(day, fc.constantFrom('', 'Duplicate', 'no response', 'link sent')).map(([date, reason]): Told => ({ type: 'response', date, details: { what: 'portal_closed', items: [], reason } })),
    day.map((date): Told => ({ type: 'response', date, details: { what: 'return_demanded', files: 'log.csv', published: false } })),
    fc.constantFrom('2026-11-20', '2027-02-01').map((destroyedFrom): Told => ({ type: 'retention', date: '2026-10-02', details: { what: 'Plate data', destroyedFrom, source: 'Special Order 31' } })),
  );
  const written = fc.subarray([
    { slug: 'cpra-overdue-ten-days', on: '2026-10-15' }, { slug: 'cpra-overdue-ten-days', on: '2026-10-26' }, { slug: 'cpra-clarification-reply', on: '2026-10-12' },
    { slug: 'cpra-denial-incomplete', on: '2026-10-16', about: [1, 2, 3].flatMap((n) => ['writing', 'ground', 'reason', 'link', 'name', 'title'].map((lack) => `incomplete:${n}:${lack}`)) },
    { slug: 'cpra-denial-dispute', on: '2026-10-20', about: ['dispute:1:X1', 'dispute:2:X3'] }, { slug: 'cpra-redaction-dispute', on: '2026-10-26', about: ['cut:x'] },
  ]);
  const given: fc.Arbitrary<Given> = fc.record({ facts: fc.array(told, { maxLength: 6 }), written, today: fc.constantFrom('2026-10-16', '2026-11-12', '2026-12-20') }).map(({ facts, ...rest }) => ({ ...rest, numbers, facts: [received('2026-10-01'), ...facts] }));

  /** Nothing typed, everything typed, or what is needed. */
  function typedInto(followUp: FollowUp, known: Situation, much: 'nothing' | 'needed' | 'everything', full = false): Record<string, string> {
    const words = { text: full ? 'Plain words of Flock, Inc.' : 'Plain words', lines: `Item 1 asks for the agreement.${full ? '\nOne month as a sample' : ''}`, date: '2027-01-20', money: '25', tick: 'on' };
    const wanted = (followUp.inputs?.(known) ?? []).filter(({ required, name }) => much === 'everything' ? !name.startsWith('without') : much === 'needed' && required === true);
    return Object.fromEntries(wanted.map(({ name, kind, options }) => [name, kind === 'choice' ? (options?.[0]?.value ?? '') : words[kind]]));
  }

  const offersOf = (known: Situation): OfferedLetter[] => offerLetters(known).offered.filter(({ followUp }) => OURS.has(followUp.slug));
  const bodyOf = (text: string) => text.slice(text.indexOf('\n\n', text.indexOf('Our number')), text.indexOf('Please reply to k7m2'));

  /** What keeps a letter from reading as one; empty when nothing does. */
  function faults(text: string): string[] {
    const body = bodyOf(text).trim();
    const blocks = body.split('\n\n').map((block) => block.replace(/\n\s*/g, ' '));
    const isEntry = (block: string | undefined) => block !== undefined && /^(\d+\.|-) \S/.test(block);
    const isHead = (block: string) => /^(What we ask|What is open|What has passed|What would settle it)/.test(block) && !/[.]$/.test(block);
    return [
      ...(/\S {2}|\n{3}|\( *\)| [.,;:]|\.\.|undefined|\[object/.test(body) ? ['spacing'] : []),
      ...blocks.flatMap((block, index) => {
        if (isHead(block)) return isEntry(blocks[index + 1]) ? [] : [`a heading with nothing below it: ${block}`];
        if (isEntry(block)) return /^(\d+\.|-) [\p{Lu}“\d[]/u.test(block) ? [] : [`an entry that begins small: ${block}`];
        const ends = /[.?”)\]]$/.test(block) || (block.endsWith(':') && isEntry(blocks[index + 1])) || /^State Bar number|We are glad to talk/.test(block);
        return [...(ends ? [] : [`hangs: ${block}`]), ...(/^[\p{Lu}“[]/u.test(block) ? [] : [`begins small: ${block}`])];
      }),
    ];
  }

  /** A letter's words with every held block closed (`false`) or open. */
  function withBlocks(followUp: Pick<FollowUp, 'statute' | 'slug'>, open: boolean) {
    const source = followUpSource(followUp);
    const turned = (words: string) => (open ? words.replace(/\{\{#cite "[^"]+"\}\}|\{\{\/cite\}\}/g, '') : words.replace(/\{\{#cite "[^"]+"\}\}/g, '{{#cite "Gov. Code § 7922.700"}}'));
    return sourceOf(source.slug, turned(source.main), Object.fromEntries(Object.entries(source.partials).map(([name, words]) => [name, turned(words)])));
  }

  describe('answers to exemptions', () => {
    test('each answers the ground it is for, and only that is printed', () => {
      for (const { id } of EXEMPTION_MODULES) expect(modulesCited([CITED[id] ?? '']).map((one) => one.id)).toEqual([id]);
    });

    test('whatever is cited, no ground is answered that was not, and each item has its own', () => {
      fc.assert(fc.property(fc.array(fc.tuple(some, fc.subarray(Object.keys(CITED))), { maxLength: 4 }), (refusals) => {
        const grounds = groundsCited(refusals.map(([items, ids]) => ({ items, exemptions: ids.map((id) => CITED[id] ?? ''), ground: '' })));
        const wanted = new Set(refusals.flatMap(([, ids]) => ids));
        expect(new Set(grounds.map(({ module }) => module))).toEqual(wanted);
        for (const { module, items } of grounds) expect(items).toEqual([...new Set(refusals.filter(([, ids]) => ids.includes(module ?? '')).flatMap(([numbered]) => numbered))].sort((a, b) => a - b));
      }));
    });

    test('a ground nobody wrote an answer to is asked about in their words', () => {
      const known = situation({ today: '2026-10-20', facts: [received('2026-10-01'), { type: 'denial', date: '2026-10-08', details: { items: [1], exemptions: ['Section 7928.000'] } }] });
      const [offered] = offersOf(known).filter(({ followUp }) => followUp.slug === 'cpra-denial-dispute');
      if (!offered) throw new Error('not offered');
      expect(letterFrom(offered, known).text.replace(/\s+/g, ' ')).toContain('“Section 7928.000” (item 1). Please tell us which records this covers, and which fact brings them under it.');
    });
  });

  describe('every letter on refusals, cuts and the last steps', () => {
    test('prints what is typed as words, whatever it holds', () => {
      const nasty = '<b>x</b> **loud** {{org.name}} [a](http://x.example) \u202eabc\u0000';
      for (const [, one] of DENIALS) {
        const { offered, known } = made(one);
        const inputs = Object.fromEntries((offered.followUp.inputs?.(known) ?? []).filter(({ kind }) => kind === 'text' || kind === 'lines').map(({ name }) => [name, nasty]));
        const { html, text } = letterFrom(offered, known, { inputs: { ...one.inputs, ...inputs } });
        expect(html).not.toMatch(/<b>|<strong>loud|<a |\u202e/);
        expect(text).not.toMatch(/\\[*<{[]/);
        if (Object.keys(inputs).length > 0 && offered.followUp.slug !== 'cpra-closed-without-answer') expect(text).toContain('**loud** {{org.name}}');
      }
    });

    test('says nothing that no letter says, whatever happened and whatever is left blank', () => {
      fc.assert(fc.property(given, fc.constantFrom('nothing' as const, 'needed' as const, 'everything' as const), fc.boolean(), (told_, much, full) => {
        const known = situation(told_);
        for (const offered of offersOf(known)) {
          const { text, gaps } = letterFrom(offered, known, { inputs: typedInto(offered.followUp, known, much, full) });
          expect([offered.followUp.slug, NEVER.exec(text.replace(/\s+/g, ' '))?.[0] ?? '']).toEqual([offered.followUp.slug, '']);
          expect([offered.followUp.slug, faults(text)]).toEqual([offered.followUp.slug, []]);
          if (much !== 'nothing') expect([offered.followUp.slug, gaps]).toEqual([offered.followUp.slug, []]);
        }
      }), { numRuns: 150 });
    });

    test.each(VARIANTS.filter(([name]) => OURS.has(name.split('.')[0] ?? '')))('%s: reads as a letter with every held sentence left out, and with every one printed', (_, one) => {
      const { offered, known } = made(one);
      const { fields, setting } = settingOf(known, { inputs: one.inputs ?? {} });
      const texts = [false, true].map((open) => composeMarked(withBlocks(offered.followUp, open), 'S', followUpValues(offered, fields, setting)).text);
      for (const text of texts) expect(faults(text)).toEqual([]);
      expect(texts[1]?.replace(/\s+/g, ' ')).not.toMatch(NEVER);
    });
  });
});

describe('what is offered', () => {
  const INCOMPLETE = 'cpra-denial-incomplete';
  const DISPUTE = 'cpra-denial-dispute';
  const CUT = 'cpra-redaction-dispute';
  const NONE = 'cpra-no-records-search';
  const REVIEW = 'cpra-supervisor-review';
  const KEEP = 'cpra-preservation';
  const COURT = 'cpra-presuit-demand';
  const RETURN = 'cpra-clawback-reply';
  const CLOSED = 'cpra-closed-without-answer';
  const WITHDRAW = 'cpra-withdrawal';
  const NARROW = 'cpra-narrowing';
  const THANKS = 'cpra-thanks';

  const R = received('2026-10-01');
  const denied = (date: string, details: object = {}): Told => ({ type: 'denial', date, details: { items: [1, 2], ground: 'Privacy of drivers.', ...details } });
  const said = (date: string, details: object): Told => ({ type: 'response', date, details });
  const cut = said('2026-10-08', { what: 'redacted', items: [1], where: 'pages 3 to 9' });
  const came = (date: string, n = 1): Told => ({ type: 'produced', date, details: { items: [{ n, complete: true }] } });
  const found = (basis: readonly object[] = []): Told => ({ type: 'determination', date: '2026-10-08', details: { items: [{ n: 2, outcome: 'none_found', basis }] } });
  const kept = (destroyedFrom: string): Told => ({ type: 'retention', date: '2026-10-02', details: { what: 'Plate data', destroyedFrom, source: 'Special Order 31', items: [1] } });
  const closed: Told = { type: 'closed', date: '2026-10-20' };
  const disputed = (on: string | null) => ({ slug: DISPUTE, on, about: ['dispute:1:X3', 'dispute:2:X3'] });
  const reminded = (...days: string[]) => days.map((on) => ({ slug: 'cpra-overdue-ten-days', on, about: ['overdue:cpra.determination:first'] }));
  const demand = said('2026-11-02', { what: 'return_demanded', files: 'log.csv', published: false });
  const shown = [{ fact: 'lists it', document: 'Agenda' }];

  type Expected = Partial<Record<FollowUpSlug, RegExp>>;

  /** Received October 1, 2026. Safe to call late after October 13; a refusal of October 8 is a Thursday. */
  const SITUATIONS: readonly (readonly [string, Given, { readonly fits?: Expected; readonly not?: Expected }])[] = [
    ['nothing refused, cut, missing or asked back', { today: '2026-10-09', facts: [R] }, { not: { [INCOMPLETE]: /No item is refused/, [DISPUTE]: /No item is refused/, [CUT]: /as cut/, [NONE]: /none found/, [REVIEW]: /Fewer than two/, [KEEP]: /No day of destruction/, [COURT]: /No refusal stands/, [RETURN]: /nothing back/, [CLOSED]: /not closed/, [THANKS]: /No records/ }, fits: { [WITHDRAW]: /no longer need/, [NARROW]: /one part sooner/ } }],
    ['a federal request', { today: '2026-10-20', law: 'FOIA', facts: [R, denied('2026-10-08', { nameGiven: false })] }, { not: { [INCOMPLETE]: /California/, [COURT]: /California/, [WITHDRAW]: /California/ } }],
    ['a draft', { today: '2026-10-20', draft: true }, { not: { [KEEP]: /not gone out/, [NARROW]: /not gone out/ } }],
    ['withdrawn after a refusal', { today: '2026-11-20', facts: [R, denied('2026-10-08'), { type: 'withdrawn', date: '2026-10-20' }] }, { not: { [DISPUTE]: /withdrawn/, [KEEP]: /withdrawn/, [COURT]: /withdrawn/, [THANKS]: /withdrawn/ } }],
    ['a letter withdrew it, not recorded yet', { today: '2026-11-20', facts: [R, denied('2026-10-08')], written: [{ slug: WITHDRAW, on: '2026-10-20', about: ['withdrawn'] }] }, { not: { [DISPUTE]: /letter withdraws/, [WITHDRAW]: /letter withdraws/, [REVIEW]: /letter withdraws/ } }],

    ['refused in spoken words', { today: '2026-10-14', facts: [R, denied('2026-10-08', { inWriting: false })] }, { fits: { [INCOMPLETE]: /came only in spoken words/ }, not: { [DISPUTE]: /complete it first/ } }],
    ['refused without ground and name, two working days ago', { today: '2026-10-12', facts: [R, denied('2026-10-08', { ground: '', groundsGiven: false, nameGiven: false })] }, { not: { [INCOMPLETE]: /fits from/, [DISPUTE]: /No ground of theirs/ } }],
    ['refused without ground and name, three working days ago', { today: '2026-10-14', facts: [R, denied('2026-10-08', { ground: '', groundsGiven: false, nameGiven: false })] }, { fits: { [INCOMPLETE]: /names no exemption and does not name who decided/, [KEEP]: /nothing asks them/ } }],
    ['a section and no reason', { today: '2026-10-14', facts: [R, denied('2026-10-08', { ground: '', exemptions: ['7923.600'], groundsGiven: false })] }, { fits: { [INCOMPLETE]: /names a section and no reason/ } }],
    ['several sections for several items', { today: '2026-10-14', facts: [R, denied('2026-10-08', { exemptions: ['7923.600', '7922.000'] })] }, { fits: { [INCOMPLETE]: /which exemption is for which item/ } }],
    ['several sections for one item', { today: '2026-10-14', facts: [R, denied('2026-10-08', { items: [1], exemptions: ['7923.600', '7922.000'] })] }, { not: { [INCOMPLETE]: /Nothing on record says/ }, fits: { [DISPUTE]: /grounds that can be answered/ } }],
    ['a refusal nobody has read', { today: '2026-10-20', facts: [R, denied('2026-10-08', { ground: '' })] }, { not: { [INCOMPLETE]: /is not on record/, [DISPUTE]: /No ground of theirs/, [KEEP]: /nothing is refused/ } }],
    ['withheld by a determination without a ground', { today: '2026-10-20', facts: [R, { type: 'determination', date: '2026-10-08', details: { items: [{ n: 1, outcome: 'withhold' }] } }] }, { not: { [INCOMPLETE]: /is not on record/ } }],
    ['withheld by a determination with a ground', { today: '2026-10-20', facts: [R, { type: 'determination', date: '2026-10-08', details: { items: [{ n: 1, outcome: 'withhold', ground: 'drafts' }] } }] }, { fits: { [DISPUTE]: /refused on/ } }],
    ['asked to complete it already', { today: '2026-10-24', facts: [R, denied('2026-10-08', { nameGiven: false })], written: [{ slug: INCOMPLETE, on: '2026-10-14', about: ['incomplete:1:name', 'incomplete:2:name'] }] }, { not: { [INCOMPLETE]: /not repeated/, [DISPUTE]: /fits from/ } }],
    ['the same refusal again, still without a name', { today: '2026-11-10', facts: [R, denied('2026-10-08', { nameGiven: false }), denied('2026-10-28', { nameGiven: false })], written: [{ slug: INCOMPLETE, on: '2026-10-14', about: ['incomplete:1:name', 'incomplete:2:name'] }] }, { not: { [INCOMPLETE]: /not repeated/ }, fits: { [DISPUTE]: /refused on/ } }],
    ['not completed for two weeks', { today: '2026-10-28', facts: [R, denied('2026-10-08', { nameGiven: false })], written: [{ slug: INCOMPLETE, on: '2026-10-14', about: ['incomplete:1:name', 'incomplete:2:name'] }] }, { fits: { [DISPUTE]: /refused on/ } }],
    ['a whole refusal, four days ago', { today: '2026-10-12', facts: [R, denied('2026-10-08')] }, { not: { [DISPUTE]: /fits from Tue, Oct 13/, [INCOMPLETE]: /Nothing on record says/ } }],
    ['a whole refusal, five days ago', { today: '2026-10-13', facts: [R, denied('2026-10-08')] }, { fits: { [DISPUTE]: /refused on/ } }],
    ['refused, then closed', { today: '2026-10-26', facts: [R, denied('2026-10-08', { items: [1, 2, 3] }), closed] }, { fits: { [DISPUTE]: /refused on/ }, not: { [CLOSED]: /Every item was answered/ } }],
    ['refused and released since', { today: '2026-10-26', facts: [R, denied('2026-10-08', { items: [1] }), came('2026-10-20')] }, { not: { [DISPUTE]: /No item is refused/, [KEEP]: /nothing is refused/ } }],
    ['answered already', { today: '2026-10-30', facts: [R, denied('2026-10-08')], written: [disputed('2026-10-20')] }, { not: { [DISPUTE]: /not repeated/, [REVIEW]: /Fewer than two/, [COURT]: /No refusal stands/ } }],
    ['a new ground for what was answered', { today: '2026-11-10', facts: [R, denied('2026-10-08'), denied('2026-10-28', { exemptions: ['7927.500'] })], written: [disputed('2026-10-20')] }, { fits: { [DISPUTE]: /Oct 28/ } }],
    ['the same ground again', { today: '2026-11-02', facts: [R, denied('2026-10-08'), denied('2026-10-25')], written: [disputed('2026-10-20')] }, { not: { [DISPUTE]: /not repeated/ } }],

    ['cut nine working days ago', { today: '2026-10-22', facts: [R, came('2026-10-08'), cut] }, { not: { [CUT]: /fits from/ }, fits: { [THANKS]: /sent records/ } }],
    ['cut ten working days ago', { today: '2026-10-23', facts: [R, came('2026-10-08'), cut] }, { fits: { [CUT]: /pages 3 to 9/ } }],
    ['asked about that cut', { today: '2026-11-23', facts: [R, came('2026-10-08'), cut], written: [{ slug: CUT, on: '2026-11-12', about: ['cut:2026-10-08:pages 3 to 9'] }] }, { not: { [CUT]: /not repeated/, [REVIEW]: /Fewer than two/ } }],
    ['the cut stands two weeks later', { today: '2026-11-26', facts: [R, came('2026-10-08'), cut], written: [{ slug: CUT, on: '2026-11-12', about: ['cut:2026-10-08:pages 3 to 9'] }] }, { fits: { [REVIEW]: /stands two weeks/, [COURT]: /stands two weeks/ } }],
    ['records came since', { today: '2026-11-26', facts: [R, came('2026-10-08'), cut, came('2026-11-20')], written: [{ slug: CUT, on: '2026-11-12', about: ['cut:2026-10-08:pages 3 to 9'] }] }, { not: { [REVIEW]: /Fewer than two/ } }],

    ['none found, four working days ago', { today: '2026-10-15', facts: [R, found()] }, { not: { [NONE]: /fits from/ } }],
    ['none found, five working days ago', { today: '2026-10-16', facts: [R, found()] }, { fits: { [NONE]: /ask once whether none exists/ } }],
    ['none found, and a public document shows it', { today: '2026-10-16', facts: [R, found(shown)] }, { fits: { [NONE]: /public document shows otherwise/ } }],
    ['asked once whether none exists', { today: '2026-11-16', facts: [R, found()], written: [{ slug: NONE, on: '2026-10-20', about: ['none:2:asked'] }] }, { not: { [NONE]: /not repeated/ } }],
    ['asked, and a document turned up since', { today: '2026-11-16', facts: [R, found(shown)], written: [{ slug: NONE, on: '2026-10-20', about: ['none:2:asked'] }] }, { fits: { [NONE]: /public document/ } }],
    ['found after all', { today: '2026-11-16', facts: [R, found(), came('2026-10-30', 2)] }, { not: { [NONE]: /none found/ } }],

    ['records may be destroyed in 181 days', { today: '2026-10-05', facts: [R, kept('2027-04-04')] }, { not: { [KEEP]: /more than half a year/ } }],
    ['records may be destroyed in 179 days', { today: '2026-10-07', facts: [R, kept('2027-04-04')] }, { fits: { [KEEP]: /may be destroyed from Sun, Apr 4, 2027/ } }],
    ['those records came', { today: '2026-12-05', facts: [R, kept('2027-01-04'), came('2026-11-01')] }, { not: { [KEEP]: /No day of destruction/ } }],
    ['asked to keep them', { today: '2026-12-05', facts: [R, kept('2027-01-04')], written: [{ slug: KEEP, on: '2026-11-12', about: ['keep:1:2027-01-04', 'keep:0:2027-01-04'] }] }, { not: { [KEEP]: /not repeated/ } }],

    ['one reminder, unanswered', { today: '2026-11-20', facts: [R], written: reminded('2026-10-15') }, { not: { [REVIEW]: /Fewer than two/, [COURT]: /No refusal stands/ } }],
    ['two reminders, the last nine days ago', { today: '2026-11-04', facts: [R], written: reminded('2026-10-15', '2026-10-26') }, { not: { [REVIEW]: /ten days/ } }],
    ['two reminders, the last ten days ago', { today: '2026-11-05', facts: [R], written: reminded('2026-10-15', '2026-10-26') }, { fits: { [REVIEW]: /not answered your last 2 letters/ }, not: { [COURT]: /No refusal stands/ } }],
    ['they answered between', { today: '2026-11-20', facts: [R, said('2026-10-20', { what: 'fee_estimate', amount: 1000 })], written: reminded('2026-10-15', '2026-10-26') }, { not: { [REVIEW]: /Fewer than two/ } }],
    ['a second look was asked for', { today: '2026-11-30', facts: [R], written: [...reminded('2026-10-15', '2026-10-26'), { slug: REVIEW, on: '2026-11-06', about: ['review:never'] }] }, { not: { [REVIEW]: /not repeated/ }, fits: { [COURT]: /silent/ } }],
    ['records may be destroyed next week', { today: '2026-11-20', facts: [R, kept('2026-11-27')], written: reminded('2026-10-15', '2026-10-26') }, { not: { [REVIEW]: /too long/ }, fits: { [KEEP]: /may be destroyed/, [COURT]: /silent/ } }],

    ['29 days past every reading', { today: '2026-11-11', facts: [R], written: reminded('2026-10-15', '2026-10-26') }, { not: { [COURT]: /No refusal stands/ } }],
    ['30 days past every reading', { today: '2026-11-12', facts: [R], written: reminded('2026-10-15', '2026-10-26') }, { fits: { [COURT]: /silent/ } }],
    ['the same on a presumed receipt', { today: '2026-12-12', facts: [received('2026-10-01', 'presumed')], written: reminded('2026-10-15', '2026-10-26') }, { not: { [COURT]: /No refusal stands/ } }],
    ['somebody said they have it, and nothing proves it', { today: '2026-12-12', facts: [received('2026-10-01', 'person')], written: reminded('2026-10-15', '2026-10-26') }, { not: { [COURT]: /proves/ } }],
    ['a question of theirs is open', { today: '2026-12-12', facts: [R, said('2026-10-12', { what: 'clarification_asked', items: [1], asks: 'meaning', question: 'Which list?' })], written: reminded('2026-10-15', '2026-10-26') }, { not: { [COURT]: /question of theirs is open/ } }],
    ['that question was answered', { today: '2026-12-12', facts: [R, said('2026-10-12', { what: 'clarification_asked', items: [1], asks: 'meaning', question: 'Which list?' }), said('2026-10-14', { what: 'clarification_answered', items: [1] })], written: reminded('2026-10-15', '2026-10-26') }, { fits: { [COURT]: /silent/ } }],
    ['records promised within ten days', { today: '2026-12-12', facts: [R, denied('2026-10-08', { items: [1] }), { type: 'promise', date: '2026-12-01', details: { of: 'records', items: [2], by: '2026-12-20' } }], written: [{ slug: DISPUTE, on: '2026-10-20', about: ['dispute:1:X3'] }] }, { not: { [COURT]: /wait for that day/ } }],
    ['records promised for a day further off', { today: '2026-12-12', facts: [R, denied('2026-10-08', { items: [1] }), { type: 'promise', date: '2026-12-01', details: { of: 'records', items: [2], by: '2027-01-20' } }], written: [{ slug: DISPUTE, on: '2026-10-20', about: ['dispute:1:X3'] }] }, { fits: { [COURT]: /stands two weeks/ } }],
    ['the answer to a refusal went 13 days ago', { today: '2026-11-02', facts: [R, denied('2026-10-08')], written: [disputed('2026-10-20')] }, { not: { [COURT]: /No refusal stands/ } }],
    ['the answer to a refusal went 14 days ago', { today: '2026-11-03', facts: [R, denied('2026-10-08')], written: [disputed('2026-10-20')] }, { fits: { [COURT]: /stands two weeks/, [REVIEW]: /stands two weeks/ } }],
    ['the answer to a refusal has not left', { today: '2026-11-13', facts: [R, denied('2026-10-08')], written: [disputed(null)] }, { not: { [COURT]: /No refusal stands/, [REVIEW]: /Fewer than two/ } }],
    ['the last letter was written', { today: '2026-12-13', facts: [R, denied('2026-10-08')], written: [disputed('2026-10-20'), { slug: COURT, on: '2026-11-10', about: ['presuit:1', 'presuit:2'] }] }, { not: { [COURT]: /not repeated/ } }],

    ['asked for a file back', { today: '2026-11-02', facts: [R, came('2026-10-08'), demand] }, { fits: { [RETURN]: /asked on .* for records back/ } }],
    ['that was answered', { today: '2026-11-12', facts: [R, came('2026-10-08'), demand], written: [{ slug: RETURN, on: '2026-11-03', about: ['return:2026-11-02'] }] }, { not: { [RETURN]: /not repeated/ } }],
    ['asked again', { today: '2026-11-20', facts: [R, came('2026-10-08'), demand, { ...demand, date: '2026-11-18' }], written: [{ slug: RETURN, on: '2026-11-03', about: ['return:2026-11-02'] }] }, { fits: { [RETURN]: /Nov 18/ } }],

    ['the portal shows it closed, two working days ago', { today: '2026-10-22', facts: [R, said('2026-10-20', { what: 'portal_closed', items: [], reason: 'Closed – Other' })] }, { fits: { [CLOSED]: /3 items have no answer/ } }],
    ['the portal shows two items closed', { today: '2026-10-22', facts: [R, said('2026-10-20', { what: 'portal_closed', items: [1, 2], reason: '' })] }, { fits: { [CLOSED]: /2 items have no answer/ } }],
    ['closed, and every item settled', { today: '2026-10-30', facts: [R, came('2026-10-08', 1), came('2026-10-08', 2), came('2026-10-08', 3), closed] }, { not: { [CLOSED]: /Every item/, [WITHDRAW]: /closed/, [NARROW]: /closed/, [REVIEW]: /No point/ }, fits: { [THANKS]: /sent records/ } }],
    ['thanked for them', { today: '2026-10-30', facts: [R, came('2026-10-08')], written: [{ slug: THANKS, on: '2026-10-09', about: ['thanks:2026-10-08'] }] }, { not: { [THANKS]: /not repeated/ } }],
    ['more came since', { today: '2026-10-30', facts: [R, came('2026-10-08'), came('2026-10-20', 2)], written: [{ slug: THANKS, on: '2026-10-09', about: ['thanks:2026-10-08'] }] }, { fits: { [THANKS]: /Oct 20/ } }],
  ];

  const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

  describe('which letters on refusals, cuts and the last steps fit', () => {
    test.each(SITUATIONS)('%s', (_, given, { fits = {}, not = {} }) => {
      const { offered, withheld } = offerLetters(situation(given));
      for (const [slug, reason] of Object.entries(fits)) expect([slug, plain(offered.find(({ followUp }) => followUp.slug === slug)?.reason)]).toEqual([slug, expect.stringMatching(reason)]);
      for (const [slug, why] of Object.entries(not)) expect([slug, plain(withheld.find(({ followUp }) => followUp.slug === slug)?.why)]).toEqual([slug, expect.stringMatching(why)]);
    });

    test('every one of them is tried both ways', () => {
      const of = (key: 'fits' | 'not') => new Set(SITUATIONS.flatMap(([, , expected]) => Object.keys(expected[key] ?? {})));
      expect([...of('fits')].sort()).toEqual([...of('not')].sort());
      expect(of('fits').size).toBe(12);
    });
  });

  const day = fc.integer({ min: 0, max: 120 }).map((n) => new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10));
  const items = fc.subarray([1, 2, 3]);
  const holds = fc.option(fc.boolean(), { nil: undefined });
  const told: fc.Arbitrary<Told> = fc.oneof(
    day.map((date) => received(date)),
    fc.record({ date: day, items, ground: fc.constantFrom('', 'privacy', 'burden'), exemptions: fc.subarray(['7923.600', 'drafts', 'section 9']), inWriting: holds, groundsGiven: holds, nameGiven: holds, titleGiven: holds }).map(({ date, ...details }) => denied(date, details)),
    fc.tuple(day, items).map(([date, some]) => said(date, { what: 'redacted', items: some, where: 'page 2' })),
    fc.tuple(day, fc.constantFrom(1, 2, 3)).map(([date, n]) => came(date, n)),
    fc.tuple(day, fc.constantFrom(1, 2, 3), fc.boolean()).map(([date, n, with_]): Told => ({ type: 'determination', date, details: { items: [{ n, outcome: 'none_found', basis: with_ ? shown : [] }] } })),
    day.map((date) => said(date, { what: 'return_demanded', files: 'log', published: false })),
    fc.tuple(day, day).map(([date, from]): Told => ({ ...kept(from), date })),
    day.map((date): Told => ({ type: 'closed', date })),
    fc.tuple(day, day).map(([date, by]) => extended(date, by >= date ? by : null)),
  );

  describe('the ladder', () => {
    test('a letter that went is never offered again for what it spoke of, whatever the record', () => {
      fc.assert(fc.property(fc.array(told, { maxLength: 8 }), day, (facts, today) => {
        const known = { facts: [received('2026-10-01'), ...facts.filter(({ date }) => date <= today)] };
        const before = situation({ ...known, today });
        for (const { followUp, about } of offerLetters(before).offered) {
          if (about.length === 0) continue;
          const again = offerLetters(situation({ ...known, today, written: [{ slug: followUp.slug, on: today, about }] })).offered.find((one) => one.followUp.slug === followUp.slug);
          expect([followUp.slug, again === undefined || again.about.every((key) => !about.includes(key))]).toEqual([followUp.slug, true]);
        }
      }), { numRuns: 60 });
    });

    test('from refusal to court: each step once, one a week, and none after a withdrawal', () => {
      const facts = [R, denied('2026-10-08', { exemptions: ['7923.600'], nameGiven: false })];
      const written: { slug: FollowUpSlug; on: string; about: readonly string[] }[] = [];
      const held: string[] = [];
      for (let n = 0; n < 120; n += 1) {
        const today = new Date(Date.UTC(2026, 9, 8 + n)).toISOString().slice(0, 10);
        const { offered, heldUntil } = offerLetters(situation({ today, facts, items: 2, written }));
        const first = offered.find(isCalledFor);
        if (first && heldUntil !== null) held.push(today);
        if (first && heldUntil === null) written.push({ slug: first.followUp.slug, on: today, about: first.about });
      }
      expect(written.map(({ slug }) => slug)).toEqual([INCOMPLETE, DISPUTE, REVIEW, COURT]);
      for (const [index, { on }] of written.entries()) if (index > 0) expect(Date.parse(on) - Date.parse(written[index - 1]?.on ?? '')).toBeGreaterThanOrEqual(7 * 86_400_000);
      expect(held.length).toBeGreaterThan(0);
      const after = offerLetters(situation({ today: '2027-02-10', facts: [...facts, { type: 'withdrawn', date: '2027-02-01' }], items: 2, written: written.slice(0, 2) }));
      expect(after.offered).toEqual([]);
    });
  });
});
