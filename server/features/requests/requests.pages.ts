import type { Context } from '../../context.js';
import type { FieldProblems } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { addAgencyNumber } from './add-agency-number.js';
import { changeRequest } from './change-request.js';
import { filterOf } from './request-filter.js';
import { requestListView } from './request-list.js';
import { requestHeading } from './request-page.queries.js';
import { agenciesAndDays, choosablePeople, countRequests, lastEvents, pageOfRequests, visibleDocumentCounts } from './requests.queries.js';
import { type ListQuery, agencyNumberBody, listQuery, renameBody, requestParams, responsibleBody } from './requests.schemas.js';
import { volunteerListView } from './volunteer-pages.js';

const ROWS = 50;

async function listFor(deps: Context, actor: Actor, query: ListQuery): Promise<PageResult> {
  const { db } = deps;
  const { agencies, today } = await agenciesAndDays(db, actor, deps.clock.now());
  const filter = { ...filterOf(query.show), agencyId: query.agency, responsibleId: query.person, words: query.words };
  const ask = { limit: ROWS, after: query.after, before: query.before };
  const [rows, people, found, late, due, notSent] = await Promise.all([
    pageOfRequests(db, actor, { filter, sort: query.sort, ask, agencies, today }),
    choosablePeople(db, actor.groupId),
    countRequests(db, actor, filter, today),
    countRequests(db, actor, filterOf('late'), today),
    countRequests(db, actor, filterOf('due'), today),
    countRequests(db, actor, filterOf('not-sent'), today),
  ]);
  const events = await lastEvents(db, actor.groupId, rows.rows.map((row) => row.id));
  const model = requestListView({
    query, page: rows, agencies, people, today, zone: actor.timeZone, counts: { found, late, due, notSent }, lastEvents: events,
    mayWrite: roleMay(actor.role, 'requests.write'),
  });
  return { view: 'requests/list', title: t('Requests'), nav: 'requests', model };
}

/** A volunteer's list: number, title, agency and how many documents are theirs to see; no state, no date, no person. */
async function listForVolunteer(deps: Context, actor: Actor, query: ListQuery): Promise<PageResult> {
  const { db } = deps;
  const { agencies, today } = await agenciesAndDays(db, actor, deps.clock.now());
  const ask = { limit: ROWS, after: query.after, before: query.before };
  const rows = await pageOfRequests(db, actor, { filter: { agencyId: query.agency, words: query.words }, sort: '-number', ask, agencies, today });
  const counts = await visibleDocumentCounts(db, actor, rows.rows.map((row) => row.id));
  return { view: 'documents/requests', title: t('Requests'), nav: 'requests', model: volunteerListView({ page: rows, query, counts }) };
}

async function details(deps: Context, actor: Actor, requestId: string, again?: { values: Readonly<Record<string, unknown>>; fields: FieldProblems; message: string }): Promise<PageResult> {
  const [request, people] = await Promise.all([requestHeading(deps.db, actor, requestId), choosablePeople(deps.db, actor.groupId)]);
  const typed = (name: string, otherwise: string) => (typeof again?.values[name] === 'string' ? again.values[name] : otherwise);
  const model = {
    request: { href: `/requests/${request.id}`, number: request.number, id: request.id },
    people: people.map((person) => ({ value: person.id, label: person.name })),
    values: { title: typed('title', request.title), responsibleId: typed('responsibleId', request.responsibleId), number: typed('number', '') },
    errors: { title: again?.fields['title'] ?? null, responsibleId: again?.fields['responsibleId'] ?? null, number: again?.fields['number'] ?? null },
    message: again?.message ?? null,
    problems: Object.entries(again?.fields ?? {}).map(([id, says]) => ({ id, says })),
  };
  return { view: 'requests/details', title: t('Details of {number}', { number: request.number }), nav: 'requests', model };
}

export const requestPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests', summary: 'The group’s requests, filtered', access: 'requests.see', query: listQuery,
    handle: ({ deps, actor, query }) => (roleMay(actor.role, 'requests.read-all') ? listFor(deps, actor, query) : listForVolunteer(deps, actor, query)),
  }),
  page({
    method: 'get', path: '/requests/:requestId/details', summary: 'Title, responsible person and the agency’s numbers', access: 'requests.write', params: requestParams,
    handle: ({ deps, actor, params }) => details(deps, actor, params.requestId),
  }),
  page({
    method: 'post', path: '/requests/:requestId/title', summary: 'Gives a request another title', access: 'requests.write', params: requestParams, body: renameBody,
    handle: async ({ deps, actor, params, body }) => {
      await changeRequest(deps, actor, { requestId: params.requestId, title: body.title });
      return { redirect: `/requests/${params.requestId}`, flash: t('The title is changed. The letter keeps the words it was sent with.') };
    },
    again: ({ deps, actor, params }, problem) => details(deps, actor, params.requestId, problem),
  }),
  page({
    method: 'post', path: '/requests/:requestId/responsible', summary: 'Makes another person responsible', access: 'requests.write', params: requestParams, body: responsibleBody,
    handle: async ({ deps, actor, params, body }) => {
      await changeRequest(deps, actor, { requestId: params.requestId, responsibleId: body.responsibleId });
      return { redirect: `/requests/${params.requestId}`, flash: t('The responsible person is changed; warnings go to them from now on.') };
    },
    again: ({ deps, actor, params }, problem) => details(deps, actor, params.requestId, problem),
  }),
  page({
    method: 'post', path: '/requests/:requestId/agency-numbers', summary: 'Notes a number the agency gave', access: 'requests.write', params: requestParams, body: agencyNumberBody,
    handle: async ({ deps, actor, params, body }) => {
      await addAgencyNumber(deps, actor, { requestId: params.requestId, number: body.number });
      return { redirect: `/requests/${params.requestId}`, flash: t('Their number {number} is noted.', { number: body.number }) };
    },
    again: ({ deps, actor, params }, problem) => details(deps, actor, params.requestId, problem),
  }),
];
