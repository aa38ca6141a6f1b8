import { isDeepStrictEqual } from 'node:util';
import { AGENCY_CALENDARS } from '../../server/features/statutes/agency-calendars.js';
import { addDays, type CivilDate } from '../../server/features/statutes/civil-date.js';
import type { DeriveInput } from '../../server/features/statutes/deadline.js';
import { deriveDates, deriveDeadlines } from '../../server/features/statutes/derive.js';
import type { Result, Row } from './measure.js';
import { dayByDay, type Dates } from './statutes-day-by-day.js';
import { makeTables } from './statutes-tables.js';

/** Every day of 2026 as a day of receipt: the California request has seven clocks then, the federal one six. */
const RECEIPTS = Array.from({ length: 365 }, (_, day) => addDays('2026-01-01', day));

function californiaRequest(received: CivilDate): DeriveInput {
  const on = (days: number): CivilDate => addDays(received, days);
  return {
    law: 'CPRA', agency: AGENCY_CALENDARS.lapd, received: { date: received, time: '16:00' },
    facts: [
      { type: 'extension_notice', sent: on(6), specifiedDate: null, ground: 'voluminous' }, { type: 'peace_officer_records', requested: received }, { type: 'incident_known', date: on(-5) },
      { type: 'denial', date: on(30) }, { type: 'service', method: 'mail', date: on(200), of: 'notice of entry of order' }, { type: 'service', method: 'personal', date: on(260), of: 'notice of entry of fee order' },
    ],
  };
}

function federalRequest(received: CivilDate): DeriveInput {
  const on = (days: number): CivilDate => addDays(received, days);
  return {
    law: 'FOIA', agency: AGENCY_CALENDARS.ice, received,
    facts: [
      { type: 'toll_information_request', from: on(4), to: on(12) }, { type: 'unusual_circumstances_notice', sent: on(10) }, { type: 'expedited_requested', requested: received },
      { type: 'adverse_determination', date: on(60) }, { type: 'appeal_received', date: on(100) }, { type: 'constructive_exhaustion', date: on(45) },
    ],
  };
}

/**
 * Microseconds of processor time a call takes: the best of several rounds over all inputs, because other work on the machine only ever
 * makes a round longer.
 */
function microseconds(work: (input: DeriveInput) => unknown, inputs: readonly DeriveInput[], { rounds = 12, ms = 120 }: { rounds?: number; ms?: number } = {}): number {
  const used = (): number => { const { user, system } = process.cpuUsage(); return user + system; };
  for (const input of inputs) work(input);
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = used();
    let calls = 0;
    while (used() - start < ms * 1000) {
      for (const input of inputs) work(input);
      calls += inputs.length;
    }
    best = Math.min(best, (used() - start) / calls);
  }
  return best;
}

/** The dates alone, in one form, without what is no date. */
const datesOnly = (deadlines: readonly Dates[]): unknown[] => deadlines.map(({ rule, nominal, earliest, due, assertAfter, lastLawful, byCalendar }) => ({ rule, nominal, earliest, due, assertAfter, lastLawful: lastLawful ?? null, byCalendar }));

/** How many of the requests the other way gives other dates for. */
function differing(inputs: readonly DeriveInput[], other: (input: DeriveInput) => readonly Dates[]): number {
  return inputs.filter((input) => !isDeepStrictEqual(datesOnly(deriveDates(input)), datesOnly(other(input)))).length;
}

function rowFor(what: string, inputs: readonly DeriveInput[]): Row {
  const [first] = inputs;
  if (!first) throw new Error('no inputs');
  const tables = makeTables(inputs);
  const [asking, keeping] = [dayByDay(first.law, 'asks the package each day'), dayByDay(first.law, 'keeps its years in sets')];
  const wrong = [differing(inputs, tables), differing(inputs.slice(0, 3), asking), differing(inputs, keeping)];
  if (wrong.some((count) => count > 0)) throw new Error(`${what}: other dates by tables, by date-holidays, by its years in sets: ${wrong.join(', ')}`);
  const dates = microseconds(deriveDates, inputs);
  const explained = microseconds(deriveDeadlines, inputs, { rounds: 5 });
  const found = microseconds(tables, inputs);
  const asked = microseconds(asking, inputs.slice(0, 2), { rounds: 1 });
  const kept = microseconds(keeping, inputs, { rounds: 3 });
  return {
    what,
    figures: {
      'dates per s': 1e6 / dates, 'explained per s': 1e6 / explained, 'µs dates': dates, 'µs explained': explained, 'µs tables': found, 'µs date-holidays': asked, 'µs its years in sets': kept,
      'date-holidays / ours': asked / dates, 'years in sets / ours': kept / dates, 'ours / tables': dates / found,
    },
  };
}

/** All the clocks of a request with their readings, on one core: beside `date-holidays` asked day by day, and beside tables made beforehand. */
export async function statutesBench(): Promise<Result> {
  return Promise.resolve({
    bench: 'statutes',
    rows: [rowFor('CPRA request, 7 clocks', RECEIPTS.map(californiaRequest)), rowFor('FOIA request, 6 clocks', RECEIPTS.map(federalRequest))],
  });
}
