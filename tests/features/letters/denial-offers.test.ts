import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { isCalledFor, offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { type Given, type Told, extended, received, situation } from './situations.js';

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
