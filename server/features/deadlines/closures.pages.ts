import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { formView } from '../accounts/form.view.js';
import { agencyNotFound, closureGone, closureNotFound, closureRefused } from '../agencies/agencies.errors.js';
import { type AgencyProfile, agencyFor } from '../agencies/agencies.queries.js';
import { agencyParams } from '../agencies/agencies.schemas.js';
import { closuresOf } from '../agencies/closures.queries.js';
import type { CivilDate } from '../statutes/civil-date.js';
import { addClosure } from './add-closure.js';
import { closureProblems } from './closure-problems.js';
import { addClosureBody, closureFormQuery, closureParams, takeClosureBackBody } from './closures.schemas.js';
import { type ClosureFormView, type EffectView, type TakeClosureBackView, effectView } from './closures.view.js';
import { effectOf } from './effect.queries.js';
import { byClosure } from './mark-recalculations.js';
import { takeBackClosure } from './take-back-closure.js';

const nav = 'agencies';
type Typed = Readonly<Record<'date' | 'name' | 'evidence', string>>;
const BLANK: Typed = { date: '', name: '', evidence: '' };

async function agencyOf(deps: Pick<Context, 'db'>, actor: Actor, agencyId: string): Promise<AgencyProfile> {
  const agency = await agencyFor(deps.db, actor.groupId, agencyId);
  if (!agency) throw agencyNotFound();
  return agency;
}

const linkTo = (agency: AgencyProfile) => ({ href: `/agencies/${agency.id}`, label: agency.shortName });

function formPage(agency: AgencyProfile, typed: Typed, problem: Problem | null, effect: EffectView | null): PageResult {
  const model: ClosureFormView = { agency: linkTo(agency), action: `/agencies/${agency.id}/closures`, effect, ...formView({ ...typed }, problem) };
  return { view: 'agencies/closure', title: t('A day {agency} was closed', { agency: agency.shortName }), nav, model };
}

/** The empty form; with its fields given, what recording them would do, or what is wrong with them. */
async function newPage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, agencyId: string, given: Partial<Typed>): Promise<PageResult> {
  const agency = await agencyOf(deps, actor, agencyId);
  if (given.date === undefined) return formPage(agency, BLANK, null, null);
  const typed = { ...BLANK, ...given };
  const closure = addClosureBody.safeParse(typed);
  const fields = closure.success ? closureProblems(agency, closure.data.date) : fieldProblems(closure.error);
  if (!closure.success || Object.keys(fields).length > 0) {
    const error = closureRefused(fields);
    return { ...formPage(agency, typed, { values: typed, fields, message: error.message, error }, null), status: error.status };
  }
  const { date, name, evidence } = closure.data;
  const effect = await effectOf(deps.db, byClosure(actor.groupId, agency.id, date), deps.clock.now(), ({ closures, switchedOn }) => ({ switchedOn, closures: [...closures, { date: date as CivilDate, name, evidence }] }));
  return formPage(agency, { date, name, evidence }, null, effectView(effect));
}

async function takeBackPage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, ids: { agencyId: string; closureId: string }, problem: Problem | null = null): Promise<PageResult> {
  const agency = await agencyOf(deps, actor, ids.agencyId);
  const closure = (await closuresOf(deps.db, { groupId: actor.groupId, agencyId: agency.id, seesPeople: false })).find((one) => one.id === ids.closureId);
  if (!closure) throw closureNotFound();
  if (closure.takenBack) throw closureGone();
  const { date, name, evidence } = closure;
  const effect = await effectOf(deps.db, byClosure(actor.groupId, agency.id, date), deps.clock.now(), ({ closures, switchedOn }) => ({ switchedOn, closures: closures.filter((one) => one.date !== date) }));
  const model: TakeClosureBackView = { agency: linkTo(agency), action: `/agencies/${agency.id}/closures/${closure.id}/take-back`, date, name, evidence, effect: effectView(effect), form: formView({ why: '' }, problem) };
  return { view: 'agencies/closure-take-back', title: t('Take back a closed day'), nav, model };
}

/** What is said after it: how much is being counted. */
function said(what: string, requests: number): string {
  return requests === 0 ? t('{what} No open date depends on it.', { what }) : t.count(requests, '{what} {n} request is counted again now.', '{what} {n} requests are counted again now.', { what });
}

export const closurePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/agencies/:agencyId/closures/new', summary: 'The form that records a day an office was closed, and what it would move', access: 'closures.record', params: agencyParams, query: closureFormQuery,
    handle: ({ deps, actor, params, query }) => newPage(deps, actor, params.agencyId, Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))),
  }),
  page({
    method: 'post', path: '/agencies/:agencyId/closures', summary: 'Records a day an office was closed', access: 'closures.record', params: agencyParams, body: addClosureBody,
    handle: async ({ deps, actor, params, body }) => {
      const { requests } = await addClosure(deps, actor, { ...body, agencyId: params.agencyId });
      return { redirect: `/agencies/${params.agencyId}#closures`, flash: said(t('{date} is recorded as closed.', { date: formatDate(body.date) }), requests) };
    },
    again: async ({ deps, actor, params }, problem) => formPage(await agencyOf(deps, actor, params.agencyId), BLANK, problem, null),
  }),
  page({
    method: 'get', path: '/agencies/:agencyId/closures/:closureId/take-back', summary: 'The form that takes a closed day back, and what that would move', access: 'closures.record', params: closureParams,
    handle: ({ deps, actor, params }) => takeBackPage(deps, actor, params),
  }),
  page({
    method: 'post', path: '/agencies/:agencyId/closures/:closureId/take-back', summary: 'Takes a closed day back', access: 'closures.record', params: closureParams, body: takeClosureBackBody,
    handle: async ({ deps, actor, params, body }) => {
      const { requests } = await takeBackClosure(deps, actor, { ...params, why: body.why });
      return { redirect: `/agencies/${params.agencyId}#closures`, flash: said(t('The closed day is taken back.'), requests) };
    },
    again: ({ deps, actor, params }, problem) => takeBackPage(deps, actor, params, problem),
  }),
];
