import type { Actor } from '../../../platform/http/actor.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { roleMay } from '../../accounts/permissions.js';
import type { ProposedLetters } from '../../requests/request-page.js';
import { queuedSays } from '../approved-words.js';
import { WITHDRAWN } from './follow-up.js';
import type { LetterDraft, Standing } from './letter-drafts.queries.js';
import { isCalledFor } from './offer-letters.js';
import type { Situation, SituationNotice } from './situation.js';

/** What a request's page says of letters: the one that fits, the way to the others, and what its extension notices lack. Pure. */
export function lettersProposed({ request, offers, situation }: Standing, drafts: readonly LetterDraft[], actor: Actor): ProposedLetters {
  const at = `/requests/${request.id}/letters`;
  const mayWrite = roleMay(actor.role, 'requests.write') && situation.state !== 'draft' && situation.state !== 'not_sent';
  const notices = situation.notices.map((notice) => ({ says: noticeSays(notice), lacks: notice.defects.map(({ sentence }) => sentence) }));
  if (!mayWrite) return { step: null, write: null, notices };
  return { step: waitingStep(situation) ?? withdrawnStep(request.id, situation, actor) ?? stepOf(at, offers, drafts), write: { href: `${at}/new`, label: t('Write a letter') }, notices };
}

/** The newest letter is approved and no server has it: when it leaves, and where to take it back; null when none is. */
export function leavingStep(letters: readonly { id: string; state: string; undoUntil: Date | null; nextAttemptAt: Date | null; attempts: number }[], around: { zone: string; now: Date }): ProposedLetters['step'] {
  const newest = letters.filter((letter) => letter.state !== 'recalled').at(-1);
  if (newest?.state !== 'queued') return null;
  return { title: t('Let it leave, or take it back'), why: queuedSays(newest, around), action: { href: `/letters/${newest.id}`, label: t('Take it back') } };
}

/** A letter that was written and has not left comes before another. */
function waitingStep({ written }: Situation): ProposedLetters['step'] {
  const waiting = written.find((letter) => letter.sentOn === null);
  if (!waiting) return null;
  return { title: t('Send the letter that waits'), why: t('A letter about this request is written and has not left.'), action: { href: `/letters/${waiting.id}`, label: t('Open the letter') } };
}

/** A letter withdrew the request, and the record does not say so yet. */
function withdrawnStep(requestId: string, { written, state }: Situation, actor: Actor): ProposedLetters['step'] {
  if (state === 'withdrawn' || !roleMay(actor.role, 'facts.record') || !written.some((letter) => letter.about.includes(WITHDRAWN))) return null;
  return { title: t('Record that you withdrew it'), why: t('Your letter withdrew the request. Its dates end when that is recorded.'), action: { href: `/requests/${requestId}/record/withdrawn`, label: t('Record the withdrawal') } };
}

function stepOf(at: string, offers: Standing['offers'], drafts: readonly LetterDraft[]): ProposedLetters['step'] {
  const [draft] = drafts;
  if (draft) {
    return { title: t('Finish the letter: {letter}', { letter: draft.followUp.title() }), why: t('It is kept as it is now. Nothing leaves until you send it.'), action: { href: `${at}/${draft.id}`, label: t('Continue writing') } };
  }
  const first = offers.offered.find(isCalledFor);
  // A week between two letters: the page waits too.
  if (!first || (offers.heldUntil !== null && !first.followUp.atOnce)) return null;
  return { title: first.followUp.title(), why: first.reason, action: { href: `${at}/new#${first.followUp.slug}`, label: t('See the letter') } };
}

function noticeSays(notice: SituationNotice): string {
  const date = formatDate(notice.sent);
  const effects = {
    extends: () => t('Extension notice of {date}: it extends the time.', { date }),
    assert_only: () => t('Extension notice of {date}: it came late and moves only the date it is safe to call them late after.', { date }),
    none: () => t('Extension notice of {date}: it moves nothing.', { date }),
  };
  return effects[notice.effect]();
}
