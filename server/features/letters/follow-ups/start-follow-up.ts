import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { refusalOf } from '../../agencies/agency-profile.js';
import { lockRequest } from '../../requests/lock-request.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { appendEvent } from '../../timeline/append-event.js';
import { CHANNELS, type Channel, addressFor, isChannel } from '../channels.js';
import { notOfferedNow } from '../letters.errors.js';
import { chosenWords } from '../own-templates/own-templates.queries.js';
import type { FollowUpFields } from './draft-fields.js';
import { seenOf } from './follow-up-letter.js';
import { type Standing, loadStanding, openDrafts } from './letter-drafts.queries.js';
import { type OfferedLetter, followUp } from './offer-letters.js';
import { withInputs } from './save-follow-up.js';

export interface NewFollowUp {
  readonly requestId: string;
  /** A letter of the library, or a group's own as `own:<id>`. */
  readonly templateSlug: string;
  /** What is given here is not filled in for them. */
  readonly fields?: Partial<FollowUpFields>;
  /** Begun by Tenday, on the standing order the actor gave. */
  readonly byItself?: boolean;
}

/**
 * Begins a follow-up letter that fits now, with its fields filled. One that is already being written is gone on with.
 * @returns the draft's id and version
 * @throws requests.not-found, letters.no-such-template, letters.not-offered with the reason, letters.invalid-input,
 *   own-templates.not-found, own-templates.retired
 */
export async function startFollowUp(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: NewFollowUp): Promise<{ id: string; version: number }> {
  return deps.db.$transaction((tx) => beginFollowUp(tx, actor, input, deps.clock.now()));
}

/** The same as a step of the caller's transaction. */
export async function beginFollowUp(tx: Tx, actor: Actor, input: NewFollowUp, at: Date): Promise<{ id: string; version: number }> {
  const { groupId, personId } = actor;
  const where = { groupId, requestId: input.requestId };
  await lockRequest(tx, where);
  const { slug, own } = await chosenWords(tx, { groupId, choice: input.templateSlug });
  const wanted = followUp(slug);
  const begun = (await openDrafts(tx, where)).find((draft) => draft.followUp.slug === wanted.slug);
  if (begun) return { id: begun.id, version: begun.version };
  const standing = await loadStanding(tx, where, at);
  const offered = offeredNow(standing, wanted.slug);
  const blank = { ...filled(standing, offered, actor), templateVersionId: own?.id ?? '' };
  const id = newId(at.getTime());
  await tx.letterDraft.create({
    data: {
      id, ...where, templateSlug: wanted.slug, fields: { ...blank, ...withInputs({ followUp: wanted, fields: blank }, standing, { fields: input.fields ?? {} }) }, seen: { ...seenOf(offered, standing.situation, standing) },
      createdById: personId, createdAt: at, updatedAt: at,
    },
  });
  await appendEvent(tx, { groupId, at, type: 'letter.begun', requestId: input.requestId, personId: input.byItself ? null : personId, subject: { type: 'letter-draft', id }, words: { letter: wanted.subject, why: offered.reason } });
  return { id, version: 0 };
}

/** The letter as it is offered now. @throws letters.not-offered */
export function offeredNow(standing: Standing, slug: string): OfferedLetter {
  const offered = standing.offers.offered.find((one) => one.followUp.slug === slug);
  if (offered) return offered;
  const withheld = standing.offers.withheld.find((one) => one.followUp.slug === slug);
  throw notOfferedNow(followUp(slug).title(), withheld?.why ?? '');
}

/** The fields of a letter as they are filled in before anybody types. */
export function filled({ agency, situation }: Standing, offered: OfferedLetter, actor: Actor): Omit<FollowUpFields, 'templateVersionId'> {
  const { elsewhere = false } = offered.followUp;
  const channel = elsewhere ? '' : likelyChannel(agency, situation.sentBy);
  return {
    signerName: actor.name, signerTitle: '', ownWords: '', inputs: {}, channel, toAddress: elsewhere ? '' : addressFor(agency, 'email'),
    // Asking for an answer on a day they are closed is asking for it on the next.
    replyBy: offered.followUp.replyWithin === null ? '' : situation.workingDaysAfter(addDays(parseCivilDate(situation.today), offered.followUp.replyWithin - 1), 1),
  };
}

/** The way the request went, unless they refuse it now; else the one they designated. */
function likelyChannel(agency: Standing['agency'], sentBy: string | null): Channel | '' {
  if (sentBy !== null && isChannel(sentBy) && !refusalOf(agency, sentBy)) return sentBy;
  return CHANNELS.find((channel) => agency.channels.some((entry) => entry.kind === channel && entry.designated === true)) ?? '';
}
