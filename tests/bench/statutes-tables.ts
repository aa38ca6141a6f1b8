import type { CalendarId } from '../../server/features/statutes/calendars.js';
import type { CivilDate } from '../../server/features/statutes/civil-date.js';
import type { DeadlineDates, DeriveInput } from '../../server/features/statutes/deadline.js';
import { deriveDates } from '../../server/features/statutes/derive.js';

/**
 * The least anything could cost: no law at all, only the finished dates looked up one by one in tables made beforehand. It knows one kind
 * of request by heart and checks nothing.
 */

type Table = readonly CivilDate[];

/** One clock: a date of each kind for every row, and a row for every day of receipt. */
interface Column {
  readonly rows: ReadonlyMap<CivilDate, number>;
  readonly first: DeadlineDates;
  readonly nominal: Table;
  readonly earliest: Table;
  readonly due: Table;
  readonly assertAfter: Table;
  readonly lastLawful: Table | null;
  readonly calendars: readonly CalendarId[];
  readonly byCalendar: readonly Table[];
  readonly confidence: readonly DeadlineDates['confidence'][];
}

const receivedOn = ({ received }: DeriveInput): CivilDate => (typeof received === 'string' ? received : received.date);

function columnOf(days: readonly (readonly [CivilDate, DeadlineDates])[]): Column {
  const first = days[0]?.[1];
  if (!first) throw new Error('no days');
  const calendars = Object.keys(first.byCalendar) as CalendarId[];
  const table = (dateOf: (dates: DeadlineDates) => CivilDate | undefined): Table => days.map(([received, dates]) => dateOf(dates) ?? received);
  return {
    rows: new Map(days.map(([received], row) => [received, row])), first, calendars,
    nominal: table(({ nominal }) => nominal), earliest: table(({ earliest }) => earliest), due: table(({ due }) => due), assertAfter: table(({ assertAfter }) => assertAfter),
    lastLawful: first.lastLawful ? table((dates) => dates.lastLawful) : null,
    byCalendar: calendars.map((id) => table((dates) => dates.byCalendar[id])),
    confidence: days.map(([, { confidence }]) => confidence),
  };
}

/** A function that looks up what the engine would give for these inputs. */
export function makeTables(inputs: readonly DeriveInput[]): (input: DeriveInput) => DeadlineDates[] {
  const results = inputs.map((input) => [receivedOn(input), deriveDates(input)] as const);
  const columns = (results[0]?.[1] ?? []).map((_, index) => columnOf(results.flatMap(([received, deadlines]) => { const dates = deadlines[index]; return dates ? [[received, dates] as const] : []; })));
  return (input) => {
    const received = receivedOn(input);
    return columns.map((column) => lookUp(column, received));
  };
}

function lookUp(column: Column, received: CivilDate): DeadlineDates {
  const row = column.rows.get(received) ?? 0;
  const { first, calendars } = column;
  const byCalendar: Partial<Record<CalendarId, CivilDate>> = {};
  for (let place = 0; place < calendars.length; place += 1) {
    const id = calendars[place];
    if (id) byCalendar[id] = column.byCalendar[place]?.[row];
  }
  const dates = {
    rule: first.rule, owner: first.owner, kind: first.kind, nominal: column.nominal[row] ?? received, earliest: column.earliest[row] ?? received, due: column.due[row] ?? received,
    assertAfter: column.assertAfter[row] ?? received, byCalendar, citation: first.citation, confidence: column.confidence[row] ?? first.confidence,
  };
  if (column.lastLawful) return { ...dates, lastLawful: column.lastLawful[row] ?? received };
  return first.extendedBy ? { ...dates, extendedBy: first.extendedBy } : dates;
}
