import { civilIn } from '../../../platform/clock.js';
import type { Context } from '../../../context.js';
import { AppError } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { approvedCitations } from '../citations.queries.js';
import type { ComposedLetter } from '../compose-letter.js';
import { loadDraft } from '../drafts.queries.js';
import { readFields } from '../follow-ups/draft-fields.js';
import { loadStanding } from '../follow-ups/letter-drafts.queries.js';
import { replyAddressOf } from '../../requests/reply-address.js';
import type { CheckedTemplate } from './check-template.js';
import { exampleOf } from './examples.js';
import { checkInThread, renderInThread } from './in-thread.js';
import { type LibraryLetter, libraryLetter } from './library.js';
import { draftedFollowUp, draftedLetter } from './own-letter.js';

export interface TemplatePreview extends CheckedTemplate {
  /** Null while the source has faults. */
  readonly letter: ComposedLetter | null;
  /** Why it is shown with examples though a request was chosen; null when it is not. */
  readonly note: string | null;
}

type Deps = Pick<Context, 'db' | 'clock' | 'config'>;

/**
 * A source as the letter it makes: from a request of the group where one is given, else with an example in every field. Nothing is kept.
 * @throws requests.not-found
 */
export async function previewTemplate(deps: Deps, actor: Actor, input: { baseSlug: string; source: string; requestId: string | null }): Promise<TemplatePreview> {
  const library = libraryLetter(input.baseSlug);
  const source = `${input.source.replace(/\r\n?/g, '\n').trimEnd()}\n`;
  const checked = await checkInThread(source, library.allowed);
  if (checked.faults.length > 0) return { ...checked, letter: null, note: null };
  try {
    return { ...checked, ...(await letterFor(deps, actor, { library, source, requestId: input.requestId })) };
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('own-templates.')) return { ...checked, faults: [{ line: 1, says: error.message }], letter: null, note: null };
    throw error;
  }
}

async function letterFor(deps: Deps, actor: Actor, input: { library: LibraryLetter; source: string; requestId: string | null }): Promise<Pick<TemplatePreview, 'letter' | 'note'>> {
  const { library, source, requestId } = input;
  const { groupId } = actor;
  const approved = await approvedCitations(deps.db, groupId);
  const own = { source, baseSlug: library.slug };
  if (requestId === null) return { letter: await renderInThread(exampleOf(library, source, approved)), note: null };
  const { base } = library;
  if ('template' in base) {
    const draft = await loadDraft(deps.db, { groupId, requestId, as: base.template });
    const today = civilIn(deps.clock.now(), draft.agency.timeZone).date;
    const words = { ...own, versionId: '', templateId: '', n: 0, title: '', retired: false, newer: null };
    return { letter: await draftedLetter({ ...draft, own: words }, { today, replyDomain: deps.config.replyDomain }, { approved }), note: null };
  }
  const { agency, group, offers, request, situation } = await loadStanding(deps.db, { groupId, requestId }, deps.clock.now());
  const offered = offers.offered.find(({ followUp }) => followUp.slug === library.slug);
  if (!offered) {
    const why = offers.withheld.find(({ followUp }) => followUp.slug === library.slug)?.why ?? '';
    return { letter: await renderInThread(exampleOf(library, source, approved)), note: t('{number} does not call for this letter now, so it is shown with examples. {why}', { number: request.number, why }) };
  }
  const replyAddress = replyAddressOf({ replyToken: request.replyToken, replyDomain: deps.config.replyDomain, contactEmail: group.contactEmail });
  return { letter: await draftedFollowUp(offered, { fields: { ...readFields({}), signerName: actor.name }, own }, { situation, agency, group, number: request.number, replyAddress, approved }), note: null };
}
