import { civilIn } from '../../platform/clock.js';
import { rowIsLate } from './request-list.js';
import { standingFacts } from './request-page.js';
import type { RequestPageData } from './request-page.queries.js';
import type { RequestRowData } from './requests.queries.js';
import { isLate, whereItStands } from './where-it-stands.js';

/** What a volunteer is told of a request. */
export function briefOut(row: { readonly id: string; readonly number: string; readonly title: string; readonly agency: { readonly id: string; readonly name: string } }) {
  return { id: row.id, number: row.number, title: row.title, agency: { id: row.agency.id, name: row.agency.name } };
}

/** A row of the list for programs. Dates are YYYY-MM-DD, instants ISO 8601. */
export function rowOut(row: RequestRowData, today: ReadonlyMap<string, string>) {
  return {
    ...briefOut(row), statute: row.statute, state: row.state, responsible: row.responsible, sentOn: row.sentOn, closedOn: row.closedOn, nextDue: row.nextDue,
    nextAssertAfter: row.nextAssertAfter, nextPresumed: row.nextPresumed, late: rowIsLate(row, today.get(row.agency.timeZone) ?? ''),
    movedAt: row.movedAt.toISOString(), createdAt: row.createdAt.toISOString(),
  };
}

/** One request for programs, with its sentence and its items. */
export function detailOut(data: RequestPageData, now: Date) {
  const { request, agency } = data;
  const facts = standingFacts(data, civilIn(now, agency.timeZone).date);
  const { lead, rest } = whereItStands(facts);
  return {
    ...briefOut({ ...request, agency: { id: agency.id, name: agency.shortName } }), statute: request.statute, state: request.state, responsible: request.responsible,
    sentOn: request.sentOn, closedOn: request.closedOn, nextDue: request.nextDue, nextAssertAfter: request.nextAssertAfter, nextPresumed: request.nextPresumed,
    late: isLate(facts.owed, facts.today), movedAt: request.movedAt.toISOString(), createdAt: request.createdAt.toISOString(),
    standing: { lead, rest }, agencyNumbers: request.agencyNumbers, replyAddress: request.replyAddress, items: request.items,
  };
}
