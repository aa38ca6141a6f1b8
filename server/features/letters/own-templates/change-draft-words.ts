import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { loadDraft } from '../drafts.queries.js';
import { loadLetterDraft } from '../follow-ups/letter-drafts.queries.js';
import { saveFollowUp } from '../follow-ups/save-follow-up.js';
import { saveDraftStep } from '../save-draft-step.js';
import type { OwnWords } from './own-templates.queries.js';

export interface WordsChange {
  readonly requestId: string;
  /** A follow-up's draft; null for the request's first letter. */
  readonly draftId: string | null;
  readonly to: 'newest' | 'library';
  /** The draft's version the person was looking at. */
  readonly version: number;
}

/**
 * Puts a draft into its template's latest words, or back into the library's; what people typed stays.
 * @throws requests.not-found, requests.not-draft, requests.draft-moved-on, letters.no-such-draft, letters.already-sent, letters.draft-moved-on
 */
export async function changeDraftWords(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: WordsChange): Promise<void> {
  const { requestId, draftId, version } = input;
  const where = { groupId: actor.groupId, requestId };
  if (draftId === null) {
    const { own } = await loadDraft(deps.db, where);
    await saveDraftStep(deps, actor, { requestId, version, fields: { templateVersionId: versionFor(own ?? null, input.to) } });
    return;
  }
  const { own } = await loadLetterDraft(deps.db, { ...where, draftId });
  await saveFollowUp(deps, actor, { requestId, draftId, version, fields: { templateVersionId: versionFor(own, input.to) }, read: false });
}

function versionFor(own: OwnWords | null, to: WordsChange['to']): string {
  return to === 'library' || own === null ? '' : (own.newer?.id ?? own.versionId);
}
