import { type Given, type Told, numbers, received } from './situations.js';

const came: Told = { type: 'produced', date: '2026-10-08', details: { items: [{ n: 1, complete: true }] } };

const GROUNDS: Readonly<Record<string, string>> = {
  X1: 'Section 7923.600', X2: 'unduly burdensome', X3: 'privacy of drivers', X4: 'Evidence Code 1040', X5: 'Penal Code 832.7', X6: 'Civil Code 1798.90.55(b)', X7: '8 CFR 236.6', X8: 'Section 7927.200', X9: 'Section 7927.500',
  X10: 'attorney-client privilege', X11: 'Section 7929.210', X12: 'Penal Code 13300', X13: 'trade secret', X14: 'federal record',
};
export const denied = (date: string, details: object): Told => ({ type: 'denial', date, details: { items: [1, 2], ...details } });
const dispute = (...ids: string[]): Given => ({ letter: 'cpra-denial-dispute', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { items: [1], exemptions: ids.map((id) => GROUNDS[id] ?? id) })] });

const closed = (details: object, closing: Told = { type: 'closed', date: '2026-10-20' }): Given => ({ letter: 'cpra-closed-without-answer', today: '2026-10-30', numbers, facts: [received('2026-10-01'), closing, { type: 'response', date: '2026-10-20', details: { what: 'portal_closed', ...details } }] });
const cut = (details: object): Told => ({ type: 'response', date: '2026-10-08', details: { what: 'redacted', items: [1], where: 'pages 3 to 9', ...details } });
const notFound = (basis: readonly object[]): Told => ({ type: 'determination', date: '2026-10-08', details: { items: [{ n: 1, outcome: 'disclose', promisedFor: '2026-12-20' }, { n: 2, outcome: 'none_found', basis }, { n: 3, outcome: 'none_found' }] } });
const kept = (destroyedFrom: string): Told => ({ type: 'retention', date: '2026-10-02', details: { what: 'Plate data of November 2024', destroyedFrom, source: 'Special Order 31', items: [1] } });

const reminders = [{ slug: 'cpra-overdue-ten-days', on: '2026-10-15' }, { slug: 'cpra-overdue-ten-days', on: '2026-10-26' }];
const refused = [received('2026-10-01'), denied('2026-10-08', { exemptions: ['Section 7923.600'], ground: 'Records of investigations.' })];
const disputed = [{ slug: 'cpra-denial-dispute', on: '2026-10-20', about: ['dispute:1:X1', 'dispute:2:X1'] }];
const presuit = { settle: 'Items 1 and 2, with plates masked\nThe day on which they come', until: '2026-12-21' };

/** Letters on refusals, on what is cut out or not found, of the end stage and of courtesy; one for each way they can read. */
export const DENIALS: readonly [string, Given][] = [
  ['cpra-withdrawal', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01')] }],
  ['cpra-withdrawal.rest', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
  ['cpra-narrowing', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 3: the list as it stands today', later: 'Item 3: older versions\nItem 2' } }],
  ['cpra-narrowing.order', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 1' } }],
  ['cpra-thanks', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), { ...came, details: { items: [1, 2, 3].map((n) => ({ n, complete: true })) } }] }],
  ...([
    ['oral', { inWriting: false, exemptions: ['Section 7923.600'] }], ['no-ground', { groundsGiven: false }], ['no-reason', { exemptions: ['Section 7923.600'], groundsGiven: false }], ['no-link', { exemptions: ['Section 7923.600', 'Section 7922.000'], ground: 'Security of systems.' }],
    ['no-person', { ground: 'Privacy.', nameGiven: false, titleGiven: false }], ['no-name', { ground: 'Privacy.', nameGiven: false }], ['no-title', { ground: 'Privacy.', titleGiven: false }],
    ['several', { exemptions: ['Section 7923.600', 'Section 7922.000'], groundsGiven: false, nameGiven: false, titleGiven: false }],
  ] as const).map(([name, details]): [string, Given] => [`cpra-denial-incomplete.${name}`, { letter: 'cpra-denial-incomplete', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', details)] }]),
  ['cpra-denial-incomplete.vendor', { letter: 'cpra-denial-incomplete', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { ground: 'Ours.', nameGiven: false })], inputs: { byVendor: 'Flock Safety' } }],
  ...Object.keys(GROUNDS).map((id): [string, Given] => [`cpra-denial-dispute.${id.toLowerCase()}`, dispute(id)]),
  ['cpra-denial-dispute.unknown', dispute('Section 7928.000')],
  ['cpra-denial-dispute.facts', { ...dispute('X6', 'X9'), inputs: { factsX6: 'Item 1 asks for the agreement', factsX9: 'The Board adopted the policy on December 8, 2020.', withoutX9: 'on', offer: 'One month as a sample\nThe list without its last column' } }],
  ['cpra-denial-dispute.completed', { letter: 'cpra-denial-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { ground: 'Privacy of drivers.', nameGiven: false })], written: [{ slug: 'cpra-denial-incomplete', on: '2026-10-14', about: ['incomplete:1:name', 'incomplete:2:name'] }] }],
  ['cpra-closed-without-answer.duplicate', { ...closed({ reason: 'Duplicate request' }), inputs: { otherNumber: '26-1200', differs: 'Item 3 asks for a later year.' } }],
  ['cpra-closed-without-answer.duplicate-unnamed', closed({ reason: 'Duplicate' })],
  ['cpra-closed-without-answer.silent', { ...closed({ reason: 'No response to clarification.' }), written: [{ slug: 'cpra-clarification-reply', on: '2026-10-12' }] }],
  ['cpra-closed-without-answer.silent-unasked', closed({ reason: 'No response to clarification.' })],
  ['cpra-closed-without-answer.link', { ...closed({ items: [2] }), inputs: { kind: 'link' } }],
  ['cpra-closed-without-answer.reason', closed({ reason: 'PD: Closed – Other' })],
  ['cpra-redaction-dispute', { letter: 'cpra-redaction-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), came, cut({ groundStated: 'privacy' })] }],
  ['cpra-redaction-dispute.no-ground', { letter: 'cpra-redaction-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), came, cut({}), cut({ where: 'column Reason', items: [2], groundStated: 'security' })] }],
  ['cpra-redaction-dispute.ground', { letter: 'cpra-redaction-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), came, cut({ groundStated: 'information security' })], inputs: { factsX11: 'The column Reason holds words, and no address.' } }],
  ['cpra-redaction-dispute.full', { letter: 'cpra-redaction-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), came, cut({})], inputs: { restore: 'The column Reason\nPage 4', users: 'on', purposes: 'on', agencies: 'on' } }],
  ['cpra-no-records-search', { letter: 'cpra-no-records-search', today: '2026-10-30', numbers, facts: [received('2026-10-01'), notFound([])] }],
  ['cpra-no-records-search.shown', { letter: 'cpra-no-records-search', today: '2026-10-30', numbers, facts: [received('2026-10-01'), notFound([{ fact: 'lists this policy', document: 'Board agenda', date: '2020-12-08' }, { fact: 'names the unit that keeps it.', document: 'Annual report' }])] }],
  ['cpra-no-records-search.full', { letter: 'cpra-no-records-search', today: '2026-10-30', numbers, facts: [received('2026-10-01'), notFound([])], inputs: { units: 'Information Technology Bureau', words: 'Flock, ALPR', destroyed: 'on' } }],
  ['cpra-preservation', { letter: 'cpra-preservation', today: '2026-11-02', numbers, facts: [received('2026-10-01'), kept('2026-12-01')] }],
  ['cpra-preservation.passed', { letter: 'cpra-preservation', today: '2026-11-02', numbers, facts: [received('2026-10-01'), kept('2026-11-01')], inputs: { event: 'The contract with the company ends on June 30, 2027.', vendor: 'on', mail: 'on', phones: 'on' } }],
  ['cpra-preservation.refused', { letter: 'cpra-preservation', today: '2026-11-02', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { ground: 'Privacy.' })] }],
  ['cpra-clawback-reply', { letter: 'cpra-clawback-reply', today: '2026-11-02', numbers, facts: [received('2026-10-01'), came, { type: 'response', date: '2026-11-02', details: { what: 'return_demanded', files: 'log.csv', ground: 'privilege', published: false } }], inputs: { limited: 'on' } }],
  ['cpra-clawback-reply.no-ground', { letter: 'cpra-clawback-reply', today: '2026-11-02', numbers, facts: [received('2026-10-01'), came, { type: 'response', date: '2026-11-02', details: { what: 'return_demanded', files: 'pages 1 to 3 of your log', published: true } }], inputs: { limited: 'on' } }],
  ['cpra-supervisor-review', { letter: 'cpra-supervisor-review', today: '2026-11-10', numbers, facts: [received('2026-10-01')], written: reminders, inputs: { addressee: 'the head of the CPRA Unit' } }],
  ['cpra-supervisor-review.refused', { letter: 'cpra-supervisor-review', today: '2026-11-10', numbers, facts: [...refused, { type: 'determination', date: '2026-10-09', details: { items: [{ n: 3, outcome: 'none_found' }] } }], written: disputed, inputs: { addressee: 'the City Attorney' } }],
  ['cpra-presuit-demand.silence', { letter: 'cpra-presuit-demand', today: '2026-12-01', numbers, facts: [received('2026-10-01')], written: reminders, inputs: presuit }],
  ['cpra-presuit-demand.refused', { letter: 'cpra-presuit-demand', today: '2026-12-01', numbers, facts: refused, written: disputed, inputs: { ...presuit, call: 'weekday mornings, 213-555-0100', bar: '123456', factsX1: 'Item 1 asks for the policy in force.' } }],
  ['cpra-presuit-demand.cut', { letter: 'cpra-presuit-demand', today: '2026-12-01', numbers, facts: [received('2026-10-01'), came, cut({ groundStated: 'security' })], written: [{ slug: 'cpra-redaction-dispute', on: '2026-10-30', about: ['cut:2026-10-08:pages 3 to 9'] }], inputs: presuit }],
  ['cpra-presuit-demand.both', { letter: 'cpra-presuit-demand', today: '2026-12-20', numbers, facts: refused, written: [...disputed, ...reminders], inputs: presuit }],
  ['cpra-thanks.open', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
];
