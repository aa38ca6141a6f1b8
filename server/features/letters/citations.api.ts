import type { Context } from '../../context.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { approveCitation } from './approve-citation.js';
import { approvePack } from './approve-pack.js';
import { mayCite } from './citations.js';
import { citationApprovals } from './citations.queries.js';
import { citationBody, citationsOut, doneOut, packBody } from './citations.schemas.js';
import { citationStandings } from './citations.view.js';
import { withdrawCitation } from './withdraw-citation.js';

const tag = 'Letters';
const DONE = { done: true } as const;

async function listed(deps: Pick<Context, 'db'>, groupId: string) {
  const standings = citationStandings(await citationApprovals(deps.db, groupId));
  return standings.map(({ citation, verdict, read, letters, approval }) => ({
    citation, verdict, read, letters: [...letters], usable: mayCite(citation, new Set(approval ? [citation] : [])),
    approved: approval && { by: approval.by, at: approval.at, note: approval.note },
  }));
}

export const citationApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/citations', summary: 'What letters may cite, how far it was read, and who answers for the rest.', tag, access: 'letters.see', response: citationsOut,
    handle: async ({ deps, actor }) => ({ citations: await listed(deps, actor.groupId) }),
  }),
  api({
    method: 'post', path: '/api/v1/citations/approve', summary: 'Answer for a citation not read whole (lawyers).', tag, access: 'citations.approve', body: citationBody, response: doneOut,
    handle: async ({ deps, actor, body }) => {
      await approveCitation(deps, actor, body);
      return DONE;
    },
  }),
  api({
    method: 'post', path: '/api/v1/citations/withdraw', summary: 'Take an approval of a citation back (lawyers).', tag, access: 'citations.approve', body: citationBody, response: doneOut,
    handle: async ({ deps, actor, body }) => {
      await withdrawCitation(deps, actor, body);
      return DONE;
    },
  }),
  api({
    method: 'post', path: '/api/v1/letter-templates/looked-at', summary: 'Keep that a lawyer of the group has looked at a template’s ready-made items (lawyers).', tag, access: 'citations.approve', body: packBody, response: doneOut,
    handle: async ({ deps, actor, body }) => {
      await approvePack(deps, actor, { templateSlug: body.template });
      return DONE;
    },
  }),
];
