import type { Response } from 'express';
import type { Context } from '../../../context.js';
import { civilIn } from '../../../platform/clock.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { requestParams } from '../../requests/requests.schemas.js';
import type { ComposedLetter } from '../compose-letter.js';
import { loadDraft } from '../drafts.queries.js';
import { draftParams } from '../follow-ups/follow-ups.schemas.js';
import { loadLetterDraft, loadStanding } from '../follow-ups/letter-drafts.queries.js';
import { readDraft } from '../follow-ups/read-draft.js';
import { noWords } from '../letters.errors.js';
import { letterDetail } from '../letters.queries.js';
import { letterParams } from '../letters.schemas.js';
import { draftedLetter } from '../own-templates/own-letter.js';
import type { PaperSource } from './letter-paper.js';
import { type PaperKind, makePaper } from './make-paper.js';

const TYPES: Readonly<Record<PaperKind, string>> = {
  pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The letter as it was frozen, whatever became of its template, its group or its agency since. */
async function frozen(deps: Context, actor: Actor, letterId: string): Promise<PaperSource> {
  const { subject, bodyHtml, request, frozenAt } = await letterDetail(deps.db, actor.groupId, letterId);
  return { subject, html: bodyHtml, number: request.number, frozenAt, draft: false };
}

/** What a draft would be if it were approved now, marked as a draft. */
function drafted({ letter, number }: { letter: ComposedLetter; number: string }, now: Date): PaperSource {
  return { subject: letter.subject, html: letter.html, number, frozenAt: now, draft: true };
}

async function send(res: Response, kind: PaperKind, source: PaperSource): Promise<PageResult> {
  if (source.html === '') throw noWords();
  const bytes = await makePaper(kind, source);
  const name = `${source.number.replace(/[^A-Za-z0-9-]/g, '_')}${source.draft ? '-draft' : ''}.${kind}`;
  res.set('Content-Disposition', `attachment; filename="${name}"`);
  res.type(TYPES[kind]).send(bytes);
  return { answered: true };
}

export const outputPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/letters/:letterId/letter.pdf', summary: 'A letter as PDF', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params, res }) => send(res, 'pdf', await frozen(deps, actor, params.letterId)),
  }),
  page({
    method: 'get', path: '/letters/:letterId/letter.docx', summary: 'A letter as Word document', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params, res }) => send(res, 'docx', await frozen(deps, actor, params.letterId)),
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose/letter.pdf', summary: 'The letter of a draft as PDF, marked as draft', access: 'requests.write', params: requestParams,
    handle: async ({ deps, actor, params, res }) => {
      const draft = await loadDraft(deps.db, { groupId: actor.groupId, requestId: params.requestId });
      const letter = await draftedLetter(draft, { today: civilIn(deps.clock.now(), draft.agency.timeZone).date, replyDomain: deps.config.replyDomain });
      return send(res, 'pdf', drafted({ letter, number: draft.number }, deps.clock.now()));
    },
  }),
  page({
    method: 'get', path: '/requests/:requestId/letters/:draftId/letter.pdf', summary: 'A follow-up letter being written as PDF, marked as draft', access: 'requests.write', params: draftParams,
    handle: async ({ deps, actor, params, res }) => {
      const where = { groupId: actor.groupId, requestId: params.requestId };
      const draft = await loadLetterDraft(deps.db, { ...where, draftId: params.draftId });
      const standing = await loadStanding(deps.db, where, deps.clock.now());
      const { letter } = await readDraft(draft, standing, { replyDomain: deps.config.replyDomain, isLawyer: actor.role === 'lawyer' });
      if (!letter) throw noWords();
      return send(res, 'pdf', drafted({ letter, number: standing.request.number }, deps.clock.now()));
    },
  }),
];
