import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { requestPageView } from '../requests/request-page.js';
import { loadRequestForVolunteer, loadRequestPage } from '../requests/request-page.queries.js';
import { requestParams } from '../requests/requests.schemas.js';
import { volunteerRequestView } from '../requests/volunteer-pages.js';
import { loadStanding, openDrafts } from './follow-ups/letter-drafts.queries.js';
import { leavingStep, lettersProposed } from './follow-ups/proposal.js';

async function forVolunteer(deps: Context, actor: Actor, requestId: string): Promise<PageResult> {
  const data = await loadRequestForVolunteer(deps.db, actor, requestId);
  return { view: 'documents/request', title: data.title, nav: 'requests', model: volunteerRequestView(data, actor) };
}

async function whole(deps: Context, actor: Actor, requestId: string): Promise<PageResult> {
  const now = deps.clock.now();
  const data = await loadRequestPage(deps, actor, requestId);
  const where = { groupId: actor.groupId, requestId };
  const proposed = lettersProposed(await loadStanding(deps.db, where, now), await openDrafts(deps.db, where), actor);
  const letters = { ...proposed, step: leavingStep(data.letters, { zone: actor.timeZone, now }) ?? proposed.step };
  return { view: 'requests/show', title: `${data.request.number} ${data.request.title}`, nav: 'requests', model: requestPageView(data, actor, now, letters), unverifiedRule: unverifiedRule(data.deadlines) };
}

/** The banner's sentence when an open date of the page rests on a rule or calendar that is not verified. */
function unverifiedRule(deadlines: readonly { readonly state: string; readonly confidence: string }[]): string | null {
  const applies = deadlines.some(({ state, confidence }) => state === 'open' && confidence === 'unverified');
  return applies ? t('A rule or a calendar that is not verified applies to an open date here. Each date says which, under how it was counted.') : null;
}

/** A request's page. It stands with the letters because it proposes one; what else it shows is put together in the requests slice. */
export const requestShowPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId', summary: 'One request', access: 'requests.see', params: requestParams,
    handle: ({ deps, actor, params }) => (roleMay(actor.role, 'requests.read-all') ? whole(deps, actor, params.requestId) : forVolunteer(deps, actor, params.requestId)),
  }),
];
