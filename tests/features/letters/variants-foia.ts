import type { Given, Told } from './situations.js';
import { received } from './situations.js';

const numbers = ['2027-ICFO-01234'];
export const federal = (what: string, date: string, details: object = {}): Told => ({ type: 'federal', date, details: { what, ...details } });
const foia = (given: Omit<Given, 'law'>): Given => ({ law: 'FOIA', numbers, ...given });
const had = received('2026-10-05');
const answered = (date: string, ...items: { n: number; outcome: string; ground?: string }[]): Told => ({ type: 'determination', date, details: { items } });
const reminded = (on: string) => ({ slug: 'foia-overdue', on, about: ['overdue:foia:first'] });

const asked = federal('information_asked', '2026-10-09', { asks: 'meaning', items: [2], question: 'Which logs?' });
const APPEAL = { office: 'FOIA Appeals Officer', attached: 'The request\nThe answer' };
const settle = { settle: 'Item 1 by the end of February\n500 pages a month after that', court: 'cd-cal', lastDate: '2027-04-15' };

/** One for each way a letter under FOIA can read. Receipt on October 5, 2026: due November 3, and safe to call late after it. */
export const FOIA: readonly [string, Given][] = [
  ['foia-clarification-reply.question', foia({ today: '2026-10-10', facts: [had, asked], inputs: { answer: 'Item 2 asks for the log of searches, not for the records searched.', first: 'item 1' } })],
  ['foia-clarification-reply.further', foia({ today: '2026-10-24', facts: [had, asked, federal('information_answered', '2026-10-12'), federal('information_asked', '2026-10-23', { asks: 'narrow', items: [1] })], inputs: { answer: 'For item 1 the papers in force today are enough to begin with.' } })],
  ['foia-clarification-reply.still', foia({ today: '2026-10-24', facts: [had, federal('information_asked', '2026-10-23', { asks: 'still_interested' })] })],
  ['foia-clarification-reply.fee', foia({ today: '2026-10-24', facts: [had, federal('fee_asked', '2026-10-23')], inputs: { answer: 'Our category is the one the request names.\nOur wish for a waiver stands.', ceiling: '50' } })],
  ['foia-clarification-reply.beyond', foia({ today: '2026-10-24', facts: [had, { type: 'extension_notice', date: '2026-10-20', details: { ground: 'voluminous', specifiedDate: '2027-03-01' } }], inputs: { first: 'items 1 and 2', settle: 'items 1 and 2 by December 15, 2026' } })],
  ['foia-overdue', foia({ today: '2026-11-04', facts: [had] })],
  ['foia-overdue.acknowledged', foia({ today: '2026-11-04', facts: [received('2026-10-05', 'automatic_reply'), { type: 'acknowledged', date: '2026-10-06' }] })],
  ['foia-overdue.extended', foia({ today: '2026-11-20', facts: [had, { type: 'extension_notice', date: '2026-10-20', details: { ground: 'consultation', specifiedDate: '2026-11-18' } }] })],
  ['foia-overdue.partial', foia({ today: '2026-11-20', facts: [had, { type: 'produced', date: '2026-10-20', details: { items: [{ n: 1, complete: true }] } }] })],
  ['foia-overdue.second', foia({ today: '2026-11-20', facts: [had], written: [reminded('2026-11-05')] })],
  ['foia-overdue.speed', foia({ today: '2026-10-14', facts: [had, federal('expedition_asked', '2026-10-01')] })],
  ['foia-appeal.search', foia({ today: '2026-11-24', facts: [had, answered('2026-10-28', { n: 2, outcome: 'none_found' })], inputs: { ...APPEAL, search: 'The center in Laguna Niguel, which item 2 names\nA report of May 2026 that quotes such a record' } })],
  ['foia-appeal.techniques', foia({ today: '2026-11-24', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: 'Exemption 7(E)' })], inputs: { ...APPEAL, techniques: 'The agency described the matching of prints in a privacy assessment of 2012' } })],
  ['foia-appeal.several', foia({ today: '2026-11-24', facts: [had, { type: 'denial', date: '2026-10-28', details: { items: [1, 3], exemptions: ['(b)(5)', '(b)(6)', '(b)(7)(C)', '(b)(4)'] } }], inputs: { ...APPEAL, deliberation: 'The agreement was signed in 2019', commercial: 'The price stands in a public purchase record' } })],
  ['foia-appeal.statute', foia({ today: '2026-11-24', facts: [had, { type: 'denial', date: '2026-10-28', details: { items: [1], exemptions: ['(b)(3)'], ground: 'Some records were referred to another agency.' } }], inputs: APPEAL })],
  ['foia-appeal.glomar', foia({ today: '2026-11-24', facts: [had, { type: 'denial', date: '2026-10-28', details: { ground: 'We can neither confirm nor deny that records exist.' } }], inputs: APPEAL })],
  ['foia-appeal.waiver', foia({ today: '2026-10-24', facts: [had, federal('waiver_decided', '2026-10-20', { granted: false })], inputs: { ...APPEAL, waiver: 'About 4,000 readers, on a site free to read\nTwo reports on such logs since January 2026' } })],
  ['foia-appeal.speed', foia({ today: '2026-10-24', facts: [had, federal('expedition_asked', '2026-10-05'), federal('expedition_decided', '2026-10-14', { granted: false })], inputs: { ...APPEAL, speed: 'The Board votes on the contract in January 2027' } })],
  ['foia-preservation', foia({ letter: 'foia-preservation', today: '2026-11-24', facts: [had, { type: 'retention', date: '2026-11-20', details: { what: 'messages of October 2024', destroyedFrom: '2027-01-01', source: 'the schedule named in the answer to item 2', items: [2] } }], inputs: { mail: 'on' } })],
  ['foia-preservation.refused', foia({ letter: 'foia-preservation', today: '2026-11-24', facts: [had, { type: 'denial', date: '2026-10-28', details: { items: [1], ground: '7(E)' } }] })],
  ['foia-ogis.silence', foia({ today: '2027-01-10', facts: [had], written: [reminded('2026-11-05')], letter: 'foia-ogis', inputs: { dispute: 'We asked for ten sets of rules, agreements and counts. None has come.', help: 'An order of release for items 1 to 3\nA day for the first release', consent: 'on' } })],
  ['foia-ogis.refused', foia({ today: '2027-01-10', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' }), federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10'), federal('appeal_decided', '2026-12-08', { outcome: 'upheld' })], letter: 'foia-ogis', inputs: { dispute: 'The rules asked for in item 1 are withheld whole.', help: 'Release of the parts that show no technique', consent: 'on' } })],
  ['foia-ogis.pending', foia({ today: '2027-01-10', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' }), federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10')], letter: 'foia-ogis', inputs: { dispute: 'The appeal on item 1 has no decision.', help: 'A day for the decision', consent: 'on' } })],
  ['foia-presuit.silence', foia({ today: '2027-01-10', facts: [had], written: [reminded('2026-11-05')], letter: 'foia-presuit', inputs: { ...settle, call: 'weekdays until five' } })],
  ['foia-presuit.refused', foia({ today: '2027-01-10', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' }), federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10'), federal('appeal_decided', '2026-12-08', { outcome: 'upheld' })], letter: 'foia-presuit', inputs: settle })],
  ['foia-presuit.pending', foia({ today: '2027-01-10', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' }), federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10')], letter: 'foia-presuit', inputs: settle })],
];
