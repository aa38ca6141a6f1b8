import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { lockRequest } from '../../requests/lock-request.js';
import { draftChanged, draftFrozen, fieldProblems } from '../letters.errors.js';
import type { FollowUpFields } from './draft-fields.js';
import { inputsOf, seenOf } from './follow-up-letter.js';
import { inputProblems, keepable } from './letter-inputs.js';
import { type LetterDraft, type Standing, loadLetterDraft, loadStanding } from './letter-drafts.queries.js';

export interface FollowUpChange {
  readonly requestId: string;
  readonly draftId: string;
  /** The version the person was looking at; null when it does not matter. */
  readonly version: number | null;
  /** Whatever is not named stays. */
  readonly fields: Partial<FollowUpFields>;
  /** The person has read the letter as the record makes it now: what changed before is no longer shown as changed. */
  readonly read: boolean;
  /** Keeps what can be kept and says nothing of the rest: somebody is still typing. */
  readonly halfTyped?: boolean;
}

/**
 * Keeps what is typed into a follow-up, blanks included. Keeping is no event: the letter is one when it is frozen.
 * @returns the new version
 * @throws requests.not-found, letters.no-such-draft, letters.already-sent, letters.draft-moved-on, letters.invalid-input
 */
export async function saveFollowUp(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: FollowUpChange): Promise<{ version: number }> {
  const where = { groupId: actor.groupId, requestId: input.requestId };
  return deps.db.$transaction(async (tx) => {
    await lockRequest(tx, where);
    const draft = await loadLetterDraft(tx, { ...where, draftId: input.draftId });
    const at = deps.clock.now();
    if (!input.read && input.fields.inputs === undefined) return keepFields(tx, draft, { ...input, at });
    const standing = await loadStanding(tx, where, at);
    const fields = withInputs(draft, standing, input);
    if (!input.read) return keepFields(tx, draft, { ...input, fields, at });
    const offered = standing.offers.offered.find((one) => one.followUp.slug === draft.followUp.slug);
    return keepFields(tx, draft, { ...input, fields, at, seen: offered ? seenOf(offered, standing.situation, { approved: standing.approved, own: draft.own }) : undefined });
  });
}

/**
 * The fields to keep, with the inputs that were named laid over the draft's own.
 * @throws letters.invalid-input for a value its letter can't read, by the path `inputs.<name>`
 */
export function withInputs(draft: Pick<LetterDraft, 'followUp' | 'fields'>, { situation }: Pick<Standing, 'situation'>, { fields, halfTyped = false }: { fields: Partial<FollowUpFields>; halfTyped?: boolean }): Partial<FollowUpFields> {
  if (fields.inputs === undefined) return fields;
  const known = inputsOf(draft.followUp, situation);
  const problems = inputProblems(known, fields.inputs);
  if (!halfTyped && Object.keys(problems).length > 0) throw fieldProblems(problems);
  return { ...fields, inputs: { ...draft.fields.inputs, ...keepable(known, fields.inputs) } };
}

/**
 * Writes a draft's fields; a step of a transaction that holds the request's row.
 * @throws letters.already-sent, letters.draft-moved-on
 */
export async function keepFields(
  tx: Tx,
  draft: LetterDraft,
  change: { version: number | null; fields: Partial<FollowUpFields>; at: Date; seen?: LetterDraft['seen'] | undefined },
): Promise<{ version: number }> {
  if (draft.frozenLetterId !== null) throw draftFrozen(draft.followUp.title());
  if (change.version !== null && change.version !== draft.version) throw draftChanged();
  const version = draft.version + 1;
  await tx.letterDraft.update({
    where: { groupId_id: { groupId: draft.groupId, id: draft.id } },
    data: { fields: { ...draft.fields, ...change.fields }, ...(change.seen ? { seen: { ...change.seen } as object } : {}), version, updatedAt: change.at },
  });
  return { version };
}
