import type { Context } from '../../../context.js';
import { AppError } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import { throwAwayDraft } from '../throw-away-draft.js';
import { takeBackWhole } from './back-into-line.js';
import { lettersUnderWay } from './letters-under-way.js';

type Deps = Pick<Context, 'db' | 'clock'>;

const AT_ONCE = 50;

/**
 * Takes back what a recalled campaign still holds, a little at a time: letters that wait for a person, drafts that wait for their turn, places
 * that have no request yet. What has gone, or is with a mail server, stays as it is.
 * @returns whether a letter is still with a mail server, which may put it off
 */
export async function clearRecalledCampaign(deps: Deps, actor: Actor, { campaignId }: { campaignId: string }): Promise<boolean> {
  const { groupId } = actor;
  const where = { groupId, campaignId };
  await deps.db.campaignAgency.updateMany({ where: { ...where, place: 'planned' }, data: { place: 'recalled' } });
  await deps.db.campaignChaser.updateMany({ where: { ...where, place: 'created' }, data: { place: 'recalled' } });
  for (let found = AT_ONCE; found === AT_ONCE; ) {
    const letters = await lettersUnderWay(deps.db, where, ['queued', 'not_sent', 'refused'], AT_ONCE);
    for (const { letterId } of letters) await deps.db.$transaction((tx) => takeBackWhole(tx, actor, { letterId, at: deps.clock.now() }));
    found = letters.length;
  }
  await deps.db.$executeRaw`
    UPDATE campaign_chasers c SET place = 'recalled' FROM letters l
    WHERE c.group_id = ${groupId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.place = 'released' AND l.group_id = c.group_id AND l.id = c.letter_id AND l.state = 'recalled'`;
  for (let found = AT_ONCE; found === AT_ONCE; ) {
    const drafts = await draftsOf(deps, where);
    for (const { id, requestId } of drafts) await clearOne(deps, actor, { id, requestId });
    found = drafts.length;
  }
  return (await lettersUnderWay(deps.db, where, ['sending'], 1)).length > 0;
}

/** Places whose request is a draft (again), or was thrown away. */
async function draftsOf({ db }: Deps, { groupId, campaignId }: { groupId: string; campaignId: string }): Promise<{ id: string; requestId: string }[]> {
  return db.$queryRaw<{ id: string; requestId: string }[]>`
    SELECT a.id, a.request_id AS "requestId" FROM campaign_agencies a LEFT JOIN letters l ON l.group_id = a.group_id AND l.id = a.letter_id
    WHERE a.group_id = ${groupId}::uuid AND a.campaign_id = ${campaignId}::uuid AND a.request_id IS NOT NULL
      AND (a.place = 'created' OR (a.place = 'released' AND l.state = 'recalled')) ORDER BY a.position LIMIT ${AT_ONCE}`;
}

async function clearOne(deps: Deps, actor: Actor, { id, requestId }: { id: string; requestId: string }): Promise<void> {
  try {
    await throwAwayDraft(deps, actor, { requestId });
  } catch (error) {
    // Somebody threw it away, or sent it by itself: either way nothing waits here any more.
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  }
  await deps.db.campaignAgency.updateMany({ where: { id, groupId: actor.groupId }, data: { place: 'recalled' } });
}
