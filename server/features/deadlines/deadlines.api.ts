import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { correctFact } from './correct-fact.js';
import { deadlinesOf, factsOf } from './deadlines.queries.js';
import { correctFactBody, deadlineList, factList, factParams, recordFactBody, requestParams, takeBackBody, writtenFact } from './deadlines.schemas.js';
import { recordFact } from './record-fact.js';
import { takeBackFact } from './take-back-fact.js';

const tag = 'Deadlines';

export const deadlinesApiRoutes: RouteDefinition[] = [
  api({
    method: 'get',
    path: '/api/v1/requests/:requestId/deadlines',
    summary: 'The deadlines of a request, with derivation and history',
    tag,
    access: 'deadlines.see',
    params: requestParams,
    response: deadlineList,
    handle: async ({ deps, actor, params }) => ({ deadlines: await deadlinesOf(deps.db, { groupId: actor.groupId, ...params }, deps.clock.now()) }),
  }),
  api({
    method: 'get',
    path: '/api/v1/requests/:requestId/facts',
    summary: 'The facts a request’s clocks run on, those set aside too',
    tag,
    access: 'deadlines.see',
    params: requestParams,
    response: factList,
    handle: async ({ deps, actor, params }) => ({ facts: await factsOf(deps.db, { groupId: actor.groupId, ...params }) }),
  }),
  api({
    method: 'post',
    path: '/api/v1/requests/:requestId/facts',
    summary: 'Record what the agency did, or that we withdrew',
    tag,
    access: 'facts.record',
    status: 201,
    params: requestParams,
    body: recordFactBody,
    response: writtenFact,
    handle: ({ deps, actor, params, body }) => recordFact(deps, actor, { requestId: params.requestId, fact: body }),
  }),
  api({
    method: 'post',
    path: '/api/v1/requests/:requestId/facts/:factId/correction',
    summary: 'Replace a fact by what is right; dates are counted again',
    tag,
    access: 'facts.correct',
    status: 201,
    params: factParams,
    body: correctFactBody,
    response: writtenFact,
    handle: ({ deps, actor, params, body }) => correctFact(deps, actor, { ...params, ...body }),
  }),
  api({
    method: 'post',
    path: '/api/v1/requests/:requestId/facts/:factId/take-back',
    summary: 'Take back a fact that should not have been recorded',
    tag,
    access: 'facts.correct',
    params: factParams,
    body: takeBackBody,
    response: writtenFact.pick({ moved: true }),
    handle: ({ deps, actor, params, body }) => takeBackFact(deps, actor, { ...params, ...body }),
  }),
];
