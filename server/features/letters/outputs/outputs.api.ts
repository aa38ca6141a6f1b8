import { type RouteDefinition, api } from '../../../platform/http/routes.js';
import { requestParams } from '../../requests/requests.schemas.js';
import { draftParams } from '../follow-ups/follow-ups.schemas.js';
import { agencyFor } from '../../agencies/agencies.queries.js';
import { letterDetail } from '../letters.queries.js';
import { letterParams } from '../letters.schemas.js';
import { boxOf, portalParts } from '../portal-parts.js';
import type { PaperKind } from './make-paper.js';
import { partsOut, partsQuery } from './outputs.schemas.js';
import { PAPER_TYPES, draftPaper, followUpPaper, frozenPaper, sendPaper } from './send-paper.js';

const tag = 'Letters';
const NAMES: Readonly<Record<PaperKind, string>> = { pdf: 'PDF', docx: 'Word document' };

function papersAs(kind: PaperKind): RouteDefinition[] {
  const file = PAPER_TYPES[kind];
  return [
    api({
      method: 'get', path: `/api/v1/letters/:letterId/letter.${kind}`, access: 'letters.see', tag, summary: `A letter as it was approved, as ${NAMES[kind]}.`, params: letterParams, file,
      handle: async ({ deps, actor, params, res }) => sendPaper(res, kind, await frozenPaper(deps, actor, params)),
    }),
    api({
      method: 'get', path: `/api/v1/requests/:requestId/preview.${kind}`, access: 'requests.write', tag, summary: `The exact letter a draft makes today, marked as a draft, as ${NAMES[kind]}.`, params: requestParams, file,
      handle: async ({ deps, actor, params, res }) => sendPaper(res, kind, await draftPaper(deps, actor, params)),
    }),
    api({
      method: 'get', path: `/api/v1/requests/:requestId/letter-drafts/:draftId/preview.${kind}`, access: 'requests.write', tag, params: draftParams, file,
      summary: `The exact follow-up letter as the record makes it now, marked as a draft, as ${NAMES[kind]}.`,
      handle: async ({ deps, actor, params, res }) => sendPaper(res, kind, await followUpPaper(deps, actor, params)),
    }),
  ];
}

/** Letters on paper, and for a portal's box, for programs. */
export const outputApiRoutes: RouteDefinition[] = [
  ...papersAs('pdf'),
  ...papersAs('docx'),
  api({
    method: 'get', path: '/api/v1/letters/:letterId/parts', access: 'letters.see', tag, summary: 'A letter as plain text, in as many numbered parts as a portal’s box needs.', params: letterParams, query: partsQuery, response: partsOut,
    handle: async ({ deps, actor, params, query }) => {
      const letter = await letterDetail(deps.db, actor.groupId, params.letterId);
      const agency = query.limit === undefined ? await agencyFor(deps.db, actor.groupId, letter.agencyId) : null;
      const limit = query.limit ?? (agency ? boxOf(agency) : undefined);
      return { limit: limit ?? null, parts: limit === undefined ? [letter.bodyText] : [...portalParts(letter.bodyText, { limit, number: letter.request.number })] };
    },
  }),
];
