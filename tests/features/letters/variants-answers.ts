import { type Given, type Told, numbers, received } from './situations.js';

/** An answer of theirs, as it is recorded. */
export const answered = (date: string, what: string, details: object = {}): Told => ({ type: 'response', date, details: { what, ...details } });
export const asked = (date: string, asks: string, items: readonly number[] = []): Told => answered(date, 'clarification_asked', { asks, items, question: '' });
export const fee = (date: string, lines: readonly { what: string; amount?: number }[], amount?: number): Told => answered(date, 'fee_estimate', { lines, ...(amount === undefined ? {} : { amount }) });

const at = (letter: string, today: string, facts: readonly Told[], inputs: Given['inputs'] = {}): Given => ({ letter, today, numbers, facts: [received('2026-10-01'), ...facts], inputs });
const reply = (facts: readonly Told[], inputs: Given['inputs']) => at('cpra-clarification-reply', '2026-10-09', facts, inputs);
const MEANS = 'Item 2 means the list as it stands today, with the day it was last changed.';
const cost = (lines: readonly { what: string; amount?: number }[], amount?: number, inputs: Given['inputs'] = {}) => at('cpra-fee-question', '2026-10-20', [fee('2026-10-08', lines, amount)], inputs);
const elsewhere = (details: object, inputs: Given['inputs'] = {}) => at('cpra-held-elsewhere', '2026-10-15', [answered('2026-10-08', 'held_elsewhere', { items: [1, 3], holder: 'Example Vendor, Inc.', ...details })], inputs);
const link = (problem: string, inputs: Given['inputs'] = {}) => at('cpra-posted-record', '2026-10-09', [answered('2026-10-08', 'link_given', { items: [2], url: 'https://example.org/list.pdf', problem })], { opened: '2026-10-09', ...inputs });
const stored = (details: object, inputs: Given['inputs'] = {}) => at('cpra-existing-data', '2026-10-16', [answered('2026-10-08', 'no_duty_to_create', { items: [1], ...details })], { held: 'on', ...inputs });
const pages = (files: string, details: object = {}) => answered('2026-10-08', 'wrong_format', { items: [1], files, got: 'page images', asked: 'CSV', ...details });
const part = (date: string): Told => ({ type: 'produced', date, details: { items: [{ n: 1, complete: false }] } });
const decided: Told = { type: 'determination', date: '2026-10-08', details: { items: [{ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 3, outcome: 'withhold' }] } };

/** Letters on what an agency answered; one for each way they can read. */
export const ANSWERS: readonly [string, Given][] = [
  ['cpra-clarification-reply.meaning', reply([asked('2026-10-08', 'meaning', [2])], { answer: MEANS })],
  ['cpra-clarification-reply.whole', reply([asked('2026-10-08', 'meaning')], { answer: `${MEANS}\nItem 3 means the audits of 2025.` })],
  ['cpra-clarification-reply.narrow', reply([asked('2026-10-08', 'narrow', [1, 2])], { first: 'Item 1: the month of June 2025\nItem 2: the list as it stands today' })],
  ['cpra-clarification-reply.unknown', reply([asked('2026-10-08', 'narrow', [1, 2])], {})],
  ['cpra-clarification-reply.purpose', reply([asked('2026-10-08', 'purpose')], {})],
  ['cpra-clarification-reply.burden', reply([asked('2026-10-08', 'burden', [1])], { first: 'Item 1: the month of June 2025' })],
  ['cpra-clarification-reply.several', reply([asked('2026-10-07', 'meaning', [2]), asked('2026-10-08', 'volume', [1, 2]), asked('2026-10-08', 'purpose')], { answer: MEANS })],
  ['cpra-fee-question.whole', cost([], 48_000)],
  ['cpra-fee-question.staff', cost([{ what: 'Staff time, 6 hours', amount: 48_000 }, { what: 'One disc', amount: 50 }], 48_050, { free: 'items 1 and 3' })],
  ['cpra-fee-question.redaction', cost([{ what: 'Review and redaction', amount: 1_234_500 }])],
  ['cpra-fee-question.programming', cost([{ what: 'Programming a query' }, { what: 'Copies, 200 pages', amount: 2000 }, { what: 'Deposit', amount: 10_000 }])],
  ['cpra-posted-record.dead', link('dead')],
  ['cpra-posted-record.partial', link('partial', { shows: 'It shows page 1 of 14.' })],
  ['cpra-posted-record.version', link('other_version')],
  ['cpra-posted-record.several', at('cpra-posted-record', '2026-10-09', [answered('2026-10-08', 'link_given', { items: [2], url: 'https://example.org/a', problem: 'login' }), answered('2026-10-08', 'link_given', { items: [3], url: 'https://example.org/b', problem: 'not_native' })], { opened: '2026-10-09' })],
  ['cpra-existing-data', stored({})],
  ['cpra-existing-data.system', stored({ system: 'Data Sharing Report', exportPath: 'Reports, Sharing' })],
  ['cpra-existing-data.typed', stored({ items: [] }, { system: 'Transparency Portal', path: 'Admin, Export' })],
  ['cpra-held-elsewhere.vendor', elsewhere({ isVendor: true }, { clause: 'Clause 4.1 of the agreement says that the City owns the data.', account: 'on', plates: 'on', asked: 'on' })],
  ['cpra-held-elsewhere.agency', elsewhere({ holder: 'the Sheriff’s Department' })],
  ['cpra-held-elsewhere.whole', elsewhere({ items: [], isVendor: true })],
  ['cpra-confidentiality-agreement', at('cpra-confidentiality-agreement', '2026-10-09', [answered('2026-10-08', 'shared_in_confidence', { items: [2], recipient: 'Immigration and Customs Enforcement' })])],
  ['cpra-confidentiality-agreement.whole', at('cpra-confidentiality-agreement', '2026-10-09', [answered('2026-10-08', 'shared_in_confidence', { recipient: 'a federal task force' })])],
  ['cpra-native-format', at('cpra-native-format', '2026-10-23', [part('2026-10-08'), pages('The log of June 2025')])],
  ['cpra-native-format.several', at('cpra-native-format', '2026-10-23', [part('2026-10-08'), pages('The log of June 2025', { system: 'Data Sharing Report' }), pages('Messages of 3 March', { items: [2], got: 'paper', asked: 'EML' })])],
  ['cpra-promise-missed.idle', at('cpra-promise-missed', '2026-11-12', [{ type: 'determination', date: '2026-10-08', details: { items: [{ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }] } }, part('2026-10-12')])],
  ['cpra-promise-missed.both', at('cpra-promise-missed', '2026-11-12', [decided, part('2026-10-12')])],
];
