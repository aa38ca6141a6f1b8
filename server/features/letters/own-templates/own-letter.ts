import type { ComposeOptions, ComposedLetter } from '../compose-letter.js';
import { type DraftSetting, draftVariables, letterOf, withPersonalGaps } from '../draft-letter.js';
import type { Draft } from '../drafts.queries.js';
import type { FollowUpFields } from '../follow-ups/draft-fields.js';
import { type FollowUpSetting, followUpLetter, followUpValues } from '../follow-ups/follow-up-letter.js';
import type { OfferedLetter } from '../follow-ups/offer-letters.js';
import { sourceOf } from '../letter-templates.js';
import { withGapMarks } from '../letter-variables.js';
import { renderInThread } from './in-thread.js';
import { libraryLetter } from './library.js';
import type { OwnWords } from './own-templates.queries.js';
import type { OwnLetterSource } from './render-own.js';

/**
 * The exact letter a follow-up's draft makes today: in the library's words, or in the group's own, made in a thread.
 * @throws own-templates.too-slow, own-templates.too-long, own-templates.fails
 */
export async function draftedFollowUp(offered: OfferedLetter, draft: { fields: FollowUpFields; own: Pick<OwnWords, 'source' | 'baseSlug'> | null }, setting: FollowUpSetting): Promise<ComposedLetter> {
  if (!draft.own) return followUpLetter(offered, draft.fields, setting);
  return renderInThread(ownSource(draft.own, followUpValues(offered, draft.fields, setting), { approved: setting.approved }));
}

/** The exact letter a first request's draft makes today, in the library's words or in the group's own. @throws as {@link draftedFollowUp} */
export async function draftedLetter(draft: Draft, setting: DraftSetting, options: ComposeOptions = {}): Promise<ComposedLetter> {
  if (!draft.own) return letterOf(draft, setting, options);
  const variables = draftVariables(draft, setting);
  return withPersonalGaps(draft, await renderInThread(ownSource(draft.own, { subject: variables.subject, ...withGapMarks(variables) }, { approved: draft.approved, ...options })));
}

/** Names the words used: hex SHA-256 over the group's source and what Tenday puts around it. */
export function ownHash({ baseSlug, source }: Pick<OwnWords, 'source' | 'baseSlug'>): string {
  const { frame, pieces } = libraryLetter(baseSlug);
  return sourceOf(baseSlug, source, { ...pieces, body: frame }).hash;
}

/** A group's words between Tenday's head and foot, with a letter's values. */
export function ownSource(
  own: Pick<OwnWords, 'source' | 'baseSlug'>,
  values: Pick<OwnLetterSource, 'subject' | 'marked' | 'gaps'>,
  options: { approved?: ReadonlySet<string> | undefined; highlight?: number | null | undefined },
): OwnLetterSource {
  const { frame, pieces } = libraryLetter(own.baseSlug);
  return { ...values, frame, pieces, body: own.source, approved: options.approved ?? new Set(), highlight: options.highlight ?? null };
}
