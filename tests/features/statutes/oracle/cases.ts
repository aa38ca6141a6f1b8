import fc from 'fast-check';
import { AGENCY_CALENDARS, defaultAgency, type AgencySlug } from '../../../../server/features/statutes/agency-calendars.js';
import type { Closure } from '../../../../server/features/statutes/calendars.js';
import type { CivilDate } from '../../../../server/features/statutes/civil-date.js';
import type { DeriveInput } from '../../../../server/features/statutes/deadline.js';
import { EXTENSION_GROUNDS, SERVICE_METHODS, type StatuteFact } from '../../../../server/features/statutes/facts.js';
import { dayOf, walk } from './days.js';

/** Random requests: receipts of 2017 to 2040 at any hour, every kind of fact, notices with every defect, pauses, closings, both policies, the bill. */

const FIRST = dayOf('2017-01-01').at;
const LAST = dayOf('2040-12-31').at;

export const after = (date: CivilDate, days: number): CivilDate => walk(dayOf(date), days).iso as CivilDate;

const anyDay = fc.integer({ min: FIRST, max: LAST }).map((at) => walk(dayOf('2015-01-01'), at).iso as CivilDate);
const two = (value: number): string => String(value).padStart(2, '0');
const times = fc.option(
  fc.oneof(fc.constantFrom('16:59', '17:00', '17:00:00', '17:00:01', '17:01', '23:59'), fc.tuple(fc.nat(23), fc.nat(59)).map(([hours, minutes]) => `${two(hours)}:${two(minutes)}`)),
  { nil: undefined },
);
const receipts = fc.tuple(anyDay, times, fc.boolean()).map(([date, time, bare]) => (bare && time === undefined ? date : { date, ...(time && { time }) }));
const policies = fc.constantFrom<(DeriveInput['receiptPolicy'] | 'as a fact')[]>(undefined, 'actual_calendar_day', 'next_business_day', 'as a fact');

/** A fact dated by an offset from the receipt. */
type Dated = (received: CivilDate) => StatuteFact;
const offsets = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const some = (arbitrary: fc.Arbitrary<Dated>, maxLength = 1): fc.Arbitrary<Dated[]> => fc.oneof(fc.constant<Dated[]>([]), fc.array(arbitrary, { minLength: 1, maxLength }));
const on = (type: 'incident_known' | 'denial' | 'deemed_received' | 'clock_start' | 'appeal_received' | 'constructive_exhaustion' | 'received_by_proper_component' | 'received_by_other_component', min: number, max: number): fc.Arbitrary<Dated> =>
  offsets(min, max).map((days) => (received) => ({ type, date: after(received, days) }));

const notice = fc.record({
  days: offsets(0, 45), named: fc.option(offsets(0, 60), { nil: null }), says: fc.boolean(), ground: fc.option(fc.constantFrom(...EXTENSION_GROUNDS), { nil: null }),
}).map(({ days, named, says, ground }): Dated => (received) => {
  const sent = after(received, days);
  return { type: 'extension_notice', sent, ...(named !== null ? { specifiedDate: after(sent, named) } : says ? { specifiedDate: null } : {}), ...(ground ? { ground } : says ? { ground: null } : {}) };
});

const service = fc.record({ days: offsets(0, 900), method: fc.constantFrom(...SERVICE_METHODS), of: fc.constantFrom('notice of entry of order', 'notice_of_entry_of_fee_order', 'notice of entry of judgment') })
  .map(({ days, method, of }): Dated => (received) => ({ type: 'service', method, date: after(received, days), of }));

const californiaFacts = fc.tuple(
  some(notice, 3), some(service, 2), some(on('denial', 0, 1500), 2), some(on('incident_known', -500, 60)), some(on('deemed_received', 0, 5)), some(on('clock_start', 0, 5)),
  some(offsets(-30, 30).map((days): Dated => (received) => ({ type: 'peace_officer_records', requested: after(received, days) }))),
).map((lists) => lists.flat());

/** Pauses one after the other, so that they touch at most; some about information, some about fees. */
const pauses = fc.array(fc.record({ gap: offsets(0, 15), length: offsets(0, 30), fees: fc.boolean() }), { maxLength: 4 }).map((list): Dated[] => {
  let day = 0;
  return list.map(({ gap, length, fees }) => {
    const [from, to] = [day + gap, day + gap + length];
    day = to;
    return (received) => ({ type: fees ? 'toll_fee_clarification' : 'toll_information_request', from: after(received, from), to: after(received, to) });
  });
});

const federalFacts = fc.tuple(
  some(on('received_by_proper_component', 0, 25)), some(on('received_by_other_component', -20, 10)), pauses,
  some(offsets(0, 120).map((days): Dated => (received) => ({ type: 'unusual_circumstances_notice', sent: after(received, days) })), 2),
  some(offsets(-10, 30).map((days): Dated => (received) => ({ type: 'expedited_requested', requested: after(received, days) }))),
  some(fc.tuple(offsets(0, 900), fc.constantFrom('ICE', 'cbp', 'OBIM', 'dhs', 'FBI', 'DOJ', 'somebody', undefined)).map(([days, agency]): Dated => (received) => ({ type: 'adverse_determination', date: after(received, days), ...(agency && { agency }) })), 2),
  some(on('appeal_received', 0, 900)), some(on('constructive_exhaustion', 0, 900)), some(on('deemed_received', 0, 5)), some(on('clock_start', 0, 20)),
).map((lists) => lists.flat());

const agencies = fc.constantFrom<(AgencySlug | 'CPRA' | 'FOIA')[]>('lapd', 'bopc', 'lasd', 'cal-doj', 'CPRA', 'ice', 'cbp', 'obim', 'fbi', 'FOIA');
const closings = fc.oneof(fc.constant<number[]>([]), fc.uniqueArray(offsets(-3, 90), { maxLength: 6 }));

export const requests: fc.Arbitrary<DeriveInput> = fc.record({ agency: agencies, receipt: receipts, policy: policies, california: californiaFacts, federal: federalFacts, closings, switched: fc.boolean(), reversed: fc.boolean() })
  .map(({ agency: name, receipt, policy, california, federal, closings: days, switched, reversed }): DeriveInput => {
    const agency = name === 'CPRA' || name === 'FOIA' ? defaultAgency(name) : AGENCY_CALENDARS[name];
    const law = agency.calendarSet === 'FED' ? 'FOIA' : 'CPRA';
    const date = typeof receipt === 'string' ? receipt : receipt.date;
    const facts = (law === 'CPRA' ? california : federal).map((dated) => dated(date));
    const policyFact: StatuteFact[] = policy === 'as a fact' ? [{ type: 'receipt_policy', value: 'next_business_day' }] : [];
    const all = [...facts, ...policyFact];
    return {
      law, agency, received: receipt, facts: reversed ? all.reverse() : all, closures: days.map((offset): Closure => ({ date: after(date, offset), name: 'Closed' })),
      ...(policy && policy !== 'as a fact' && { receiptPolicy: policy }), ...(switched && { switchedOn: ['ab_1821'] as const }),
    };
  });
