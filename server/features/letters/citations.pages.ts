import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { approveCitation } from './approve-citation.js';
import { citationApprovals } from './citations.queries.js';
import { citationBody } from './citations.schemas.js';
import { citationAnchor, citationsView } from './citations.view.js';
import { withdrawCitation } from './withdraw-citation.js';

async function citationsPage(deps: Pick<Context, 'db'>, actor: Actor, problem: Problem | null = null): Promise<PageResult> {
  const approvals = await citationApprovals(deps.db, actor.groupId);
  return { view: 'letters/citations', title: t('Citations'), nav: 'letters', model: citationsView(approvals, { mayDecide: roleMay(actor.role, 'citations.approve'), zone: actor.timeZone }, problem) };
}

export const citationPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/letters/citations', summary: 'What letters may cite, how far it was read, and who answers for the rest', access: 'letters.see',
    handle: ({ deps, actor }) => citationsPage(deps, actor),
  }),
  page({
    method: 'post', path: '/letters/citations/approve', summary: 'Answer for a citation not read whole', access: 'citations.approve', body: citationBody,
    handle: async ({ deps, actor, body }) => {
      await approveCitation(deps, actor, body);
      return { redirect: `/letters/citations#${citationAnchor(body.citation)}`, flash: t('Your letters may use {citation} from now on.', { citation: body.citation }) };
    },
    again: ({ deps, actor }, problem) => citationsPage(deps, actor, problem),
  }),
  page({
    method: 'post', path: '/letters/citations/withdraw', summary: 'Take an approval of a citation back', access: 'citations.approve', body: citationBody,
    handle: async ({ deps, actor, body }) => {
      await withdrawCitation(deps, actor, body);
      return { redirect: `/letters/citations#${citationAnchor(body.citation)}`, flash: t('Your letters do without {citation} from now on. Those that went keep it.', { citation: body.citation }) };
    },
    again: ({ deps, actor }, problem) => citationsPage(deps, actor, problem),
  }),
];
