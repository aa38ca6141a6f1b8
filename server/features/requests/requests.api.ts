import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { roleMay } from '../accounts/permissions.js';
import { addAgencyNumber } from './add-agency-number.js';
import { changeRequest } from './change-request.js';
import { keyOf } from './request-filter.js';
import { briefOut, detailOut, rowOut } from './request-out.js';
import { loadRequestForVolunteer, loadRequestPage, requestHeading } from './request-page.queries.js';
import { agenciesAndDays, pageOfRequests } from './requests.queries.js';
import {
  agencyNumberBody, agencyNumberOut, apiListQuery, apiTimelineQuery, patchBody, requestListOut, requestOut, requestParams, timelineOut,
} from './requests.schemas.js';
import { tellEvent } from './timeline-words.js';
import { pageOfTimeline } from './timeline.queries.js';

const tag = 'Requests';

export const requestApi: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/requests', summary: 'Requests of the group, filtered and sorted, a page at a time', tag, access: 'requests.see', query: apiListQuery, response: requestListOut,
    handle: async ({ deps, actor, query }) => {
      const readsAll = roleMay(actor.role, 'requests.read-all');
      const { agencies, today } = await agenciesAndDays(deps.db, actor, deps.clock.now());
      const asked = { agencyId: query.agencyId, words: query.q };
      const filter = readsAll
        ? { ...asked, states: query.state && [query.state], responsibleId: query.responsibleId, late: query.late, dueWithinDays: query.dueWithinDays }
        : asked;
      const sort = readsAll ? query.sort : '-number';
      const page = await pageOfRequests(deps.db, actor, { filter, sort, ask: { limit: query.limit, after: query.after }, agencies, today });
      const last = page.rows.at(-1);
      return {
        requests: page.rows.map((row) => (readsAll ? rowOut(row, today) : briefOut(row))),
        next: last && page.hasNext ? encodeKey(keyOf(sort, last.sortable)) : null,
      };
    },
  }),
  api({
    method: 'get', path: '/api/v1/requests/:requestId', summary: 'One request: where it stands and its items', tag, access: 'requests.see', params: requestParams, response: requestOut,
    handle: async ({ deps, actor, params }) => {
      if (!roleMay(actor.role, 'requests.read-all')) return briefOut(await loadRequestForVolunteer(deps.db, actor, params.requestId));
      return detailOut(await loadRequestPage(deps, actor, params.requestId), deps.clock.now());
    },
  }),
  api({
    method: 'patch', path: '/api/v1/requests/:requestId', summary: 'Change a request’s title or responsible person', tag, access: 'requests.write',
    params: requestParams, body: patchBody, response: requestOut,
    handle: async ({ deps, actor, params, body }) => {
      await changeRequest(deps, actor, { requestId: params.requestId, ...body });
      return detailOut(await loadRequestPage(deps, actor, params.requestId), deps.clock.now());
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/agency-numbers', summary: 'Note a number the agency gave', tag, access: 'requests.write', status: 201,
    params: requestParams, body: agencyNumberBody, response: agencyNumberOut,
    handle: async ({ deps, actor, params, body }) => {
      await addAgencyNumber(deps, actor, { requestId: params.requestId, number: body.number });
      return { number: body.number };
    },
  }),
  api({
    method: 'get', path: '/api/v1/requests/:requestId/timeline', summary: 'A request’s timeline, newest first', tag, access: 'timeline.see',
    params: requestParams, query: apiTimelineQuery, response: timelineOut,
    handle: async ({ deps, actor, params, query }) => {
      await requestHeading(deps.db, actor, params.requestId);
      const { entries, next } = await pageOfTimeline(deps.db, { groupId: actor.groupId, requestId: params.requestId, limit: query.limit, before: query.before });
      return {
        events: entries.map(({ id, seq, at, type, hash, erased, person, subject, words }) => ({ id, seq, at: at.toISOString(), type, ...tellEvent({ type, words }), person, subject, hash, erased })),
        next,
      };
    },
  }),
];
