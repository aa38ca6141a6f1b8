import { describe, expect, test } from '@jest/globals';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';
import type { CivilDate } from '../../../server/features/statutes/civil-date.js';
import { deriveDeadlines } from '../../../server/features/statutes/derive.js';
import type { ServiceMethod, StatuteFact } from '../../../server/features/statutes/facts.js';
import { validateFacts, validateInput } from '../../../server/features/statutes/validate-facts.js';
import { request } from './support.js';

/** What somebody may type, before anything has checked it. */
const typed = (date: string): CivilDate => date as CivilDate;

const fields = (law: 'CPRA' | 'FOIA', facts: readonly StatuteFact[]): string[] => validateFacts(law, '2026-06-01', facts).map(({ field }) => field);

describe('Facts that can’t be', () => {
  test.each<[string, 'CPRA' | 'FOIA', StatuteFact[], string[]]>([
    ['a day that does not exist', 'CPRA', [{ type: 'denial', date: typed('2026-02-30') }], ['facts.0.date']],
    ['a year out of range', 'CPRA', [{ type: 'extension_notice', sent: typed('2150-01-01') }], ['facts.0.sent']],
    ['a notice before the receipt', 'CPRA', [{ type: 'extension_notice', sent: '2026-05-29', specifiedDate: '2026-06-20' }], ['facts.0.sent']],
    ['a notice naming a day before it was sent', 'CPRA', [{ type: 'extension_notice', sent: '2026-06-10', specifiedDate: '2026-06-09' }], ['facts.0.specifiedDate']],
    ['a pause that never ends', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04' }], ['facts.0.to']],
    ['a pause that never ends, said with null', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: null }], ['facts.0.to']],
    ['an answer before the question', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-10', to: '2026-06-09' }], ['facts.0.to']],
    ['overlapping pauses', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: '2026-06-12' }, { type: 'toll_fee_clarification', from: '2026-06-10', to: '2026-06-15' }], ['facts.1.from']],
    ['the other law’s fact', 'CPRA', [{ type: 'unusual_circumstances_notice', sent: '2026-06-10' }], ['facts.0.type']],
    ['something that can be true only once', 'CPRA', [{ type: 'incident_known', date: '2026-06-10' }, { type: 'incident_known', date: '2026-06-11' }], ['facts.1.type']],
    ['service of nobody knows what, in a way nobody knows', 'CPRA', [{ type: 'service', method: 'pigeon' as ServiceMethod, date: '2026-06-10', of: 'a letter' }], ['facts.0.method', 'facts.0.of']],
    ['the right component before the request was received', 'FOIA', [{ type: 'received_by_proper_component', date: '2026-05-20' }], ['facts.0.date']],
  ])('%s is named by its field', (_name, law, facts, expected) => {
    expect(fields(law, facts)).toEqual(expected);
  });

  test('messages say what to do', () => {
    const [problem] = validateFacts('FOIA', '2026-06-01', [{ type: 'toll_information_request', from: '2026-06-04', to: null }]);
    expect(problem?.message).toBe('This pause never ends: give the day the agency had your answer.');
    expect(validateFacts('CPRA', '2026-06-01', [{ type: 'denial', date: '2026-05-01' }])[0]?.message).toBe('Fri, May 1, 2026 is before the request was received, Mon, Jun 1, 2026.');
  });

  test('pauses that touch do not overlap, and what may precede a receipt may', () => {
    expect(fields('FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: '2026-06-10' }, { type: 'toll_fee_clarification', from: '2026-06-10', to: '2026-06-15' }])).toEqual([]);
    expect(fields('CPRA', [{ type: 'incident_known', date: '2026-01-05' }, { type: 'peace_officer_records', requested: '2026-05-30' }])).toEqual([]);
  });
});

describe('An input that can’t be', () => {
  test('is refused by field: receipt, time, agency, closing', () => {
    expect(validateInput(request('lapd', typed('2026-02-30'))).map(({ field }) => field)).toEqual(['received']);
    expect(validateInput(request('lapd', { date: '2026-06-01', time: '25:00' })).map(({ field }) => field)).toEqual(['received']);
    expect(validateInput({ ...request('lapd', '2026-06-01'), law: 'FOIA' }).map(({ field }) => field)).toEqual(['agency']);
    expect(validateInput({ ...request('ice', '2026-06-01'), law: 'CPRA', agency: AGENCY_CALENDARS.ice }).map(({ field }) => field)).toEqual(['agency']);
    expect(validateInput(request('lapd', '2026-06-01', { closures: [{ date: typed('2026-06-31'), name: 'Fire' }] })).map(({ field }) => field)).toEqual(['closures.0.date']);
    expect(validateInput(request('lapd', '2026-06-01'))).toEqual([]);
  });

  test('derives nothing: it throws and names the field', () => {
    expect(() => deriveDeadlines(request('lapd', typed('2150-01-01')))).toThrow(/^received: .*1990 to 2100/);
  });
});
