import type { Response } from 'express';
import { type PageResult, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { requestParams } from '../../requests/requests.schemas.js';
import { draftParams } from '../follow-ups/follow-ups.schemas.js';
import { letterParams } from '../letters.schemas.js';
import type { PaperSource } from './letter-paper.js';
import type { PaperKind } from './make-paper.js';
import { draftPaper, followUpPaper, frozenPaper, sendPaper } from './send-paper.js';

async function answer(res: Response, kind: PaperKind, source: PaperSource): Promise<PageResult> {
  await sendPaper(res, kind, source);
  return { answered: true };
}

export const outputPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/letters/:letterId/letter.pdf', summary: 'A letter as PDF', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params, res }) => answer(res, 'pdf', await frozenPaper(deps, actor, params)),
  }),
  page({
    method: 'get', path: '/letters/:letterId/letter.docx', summary: 'A letter as Word document', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params, res }) => answer(res, 'docx', await frozenPaper(deps, actor, params)),
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose/letter.pdf', summary: 'The letter of a draft as PDF, marked as draft', access: 'requests.write', params: requestParams,
    handle: async ({ deps, actor, params, res }) => answer(res, 'pdf', await draftPaper(deps, actor, params)),
  }),
  page({
    method: 'get', path: '/requests/:requestId/letters/:draftId/letter.pdf', summary: 'A follow-up letter being written as PDF, marked as draft', access: 'requests.write', params: draftParams,
    handle: async ({ deps, actor, params, res }) => answer(res, 'pdf', await followUpPaper(deps, actor, params)),
  }),
];
