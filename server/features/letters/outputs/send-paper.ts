import type { Response } from 'express';
import type { Context } from '../../../context.js';
import { civilIn } from '../../../platform/clock.js';
import type { Actor } from '../../../platform/http/actor.js';
import { loadDraft } from '../drafts.queries.js';
import { loadLetterDraft, loadStanding } from '../follow-ups/letter-drafts.queries.js';
import { readDraft } from '../follow-ups/read-draft.js';
import { noWords } from '../letters.errors.js';
import { letterDetail } from '../letters.queries.js';
import { draftedLetter } from '../own-templates/own-letter.js';
import type { PaperSource } from './letter-paper.js';
import { type PaperKind, makePaper } from './make-paper.js';

export const PAPER_TYPES: Readonly<Record<PaperKind, string>> = {
  pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The letter as it was frozen, whatever became of its template, its group or its agency since. @throws letters.not-found */
export async function frozenPaper(deps: Context, actor: Actor, { letterId }: { letterId: string }): Promise<PaperSource> {
  const { subject, bodyHtml, request, frozenAt } = await letterDetail(deps.db, actor.groupId, letterId);
  return { subject, html: bodyHtml, number: request.number, frozenAt, draft: false };
}

/** What a draft's letter would be if it were approved now, marked as a draft. @throws requests.not-found, requests.not-draft */
export async function draftPaper(deps: Context, actor: Actor, { requestId }: { requestId: string }): Promise<PaperSource> {
  const draft = await loadDraft(deps.db, { groupId: actor.groupId, requestId });
  const now = deps.clock.now();
  const { subject, html } = await draftedLetter(draft, { today: civilIn(now, draft.agency.timeZone).date, replyDomain: deps.config.replyDomain });
  return { subject, html, number: draft.number, frozenAt: now, draft: true };
}

/** The same of a letter after the first. @throws letters.no-words when it does not fit the record now */
export async function followUpPaper(deps: Context, actor: Actor, input: { requestId: string; draftId: string }): Promise<PaperSource> {
  const where = { groupId: actor.groupId, requestId: input.requestId };
  const draft = await loadLetterDraft(deps.db, { ...where, draftId: input.draftId });
  const now = deps.clock.now();
  const standing = await loadStanding(deps.db, where, now);
  const { letter } = await readDraft(draft, standing, { replyDomain: deps.config.replyDomain, isLawyer: actor.role === 'lawyer' });
  if (!letter) throw noWords();
  return { subject: letter.subject, html: letter.html, number: standing.request.number, frozenAt: now, draft: true };
}

/** Answers with the letter as a file to keep. @throws letters.no-words for a letter whose words were never entered */
export async function sendPaper(res: Response, kind: PaperKind, source: PaperSource): Promise<void> {
  if (source.html === '') throw noWords();
  const bytes = await makePaper(kind, source);
  res.set('Content-Disposition', `attachment; filename="${source.number.replace(/[^A-Za-z0-9-]/g, '_')}${source.draft ? '-draft' : ''}.${kind}"`);
  res.type(PAPER_TYPES[kind]).send(bytes);
}
