import { z } from 'zod';
import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { factName } from '../requests/request-words.js';
import { factsOf } from './deadlines.queries.js';
import { factParams, requestParams, why } from './deadlines.schemas.js';
import type { FactShape } from './deadlines.schemas.js';
import { type FactBasis, typedFact } from './fact-types.js';
import { basisWord } from './fact-words.js';
import { factSays } from './fact-says.js';
import type { FactRow, FactsView } from './facts.view.js';
import { actOf } from './record-acts.js';
import { recordContext } from './record.queries.js';
import { takeBackFact } from './take-back-fact.js';

async function list(deps: Context, actor: Actor, requestId: string, message: string | null): Promise<PageResult> {
  const key = { groupId: actor.groupId, requestId };
  const [context, facts] = await Promise.all([recordContext(deps.db, key, deps.clock.now()), factsOf(deps.db, key)]);
  const people = await deps.db.person.findMany({ where: { groupId: actor.groupId, id: { in: facts.flatMap((fact) => fact.recordedById ?? []) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  const mayCorrect = roleMay(actor.role, 'facts.correct');
  const model: FactsView = {
    request: { href: `/requests/${requestId}`, label: context.number, title: context.title }, zone: actor.timeZone, message,
    rows: facts.map((fact) => factRow(fact, requestId, names, mayCorrect)),
  };
  return { view: 'facts/list', title: t('Facts of {number}', { number: context.number }), nav: 'requests', model };
}

function factRow(fact: FactShape, requestId: string, names: ReadonlyMap<string, string>, mayCorrect: boolean): FactRow {
  const at = `/requests/${requestId}/facts/${fact.id}`;
  const open = fact.superseded === null && mayCorrect;
  const what = factName(fact.type, fact.details);
  return {
    id: fact.id, date: fact.date, time: fact.time, what, says: factSays(typedFact(fact)), basis: basisWord(fact.basis as FactBasis), presumed: fact.presumed, note: fact.note,
    by: fact.recordedById ? (names.get(fact.recordedById) ?? null) : null, at: fact.recordedAt,
    document: fact.documentId ? { href: `/documents/${fact.documentId}`, label: t('Document') } : null,
    setAside: fact.superseded ? fact.superseded.why || t('Set aside.') : null, correct: open && actOf(fact) ? `${at}/correct` : null, takeBack: open ? `${at}/take-back` : null,
  };
}

export const factsPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/facts', summary: 'The facts a request’s clocks run on', access: 'deadlines.see', params: requestParams,
    handle: ({ deps, actor, params }) => list(deps, actor, params.requestId, null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/facts/:factId/take-back', summary: 'Takes a fact back', access: 'facts.correct', params: factParams, body: z.object({ why }),
    handle: async ({ deps, actor, params, body }) => {
      const { moved } = await takeBackFact(deps, actor, { ...params, why: body.why });
      return { redirect: `/requests/${params.requestId}/facts`, flash: t.count(moved, 'Taken back. {n} date changed.', 'Taken back. {n} dates changed.') };
    },
    again: ({ deps, actor, params }, problem) => list(deps, actor, params.requestId, problem.fields['why'] ?? problem.message),
  }),
];
