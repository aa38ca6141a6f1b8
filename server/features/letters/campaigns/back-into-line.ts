import type { Tx } from '../../../platform/db.js';
import { takeBackLetter } from '../take-back-letter.js';
import { MOST_ON_THE_WAY } from './domain-turns.js';
import { lettersUnderWay } from './letters-under-way.js';

/**
 * Takes back what a campaign has queued; its rows wait for their turn again. A step of the caller's transaction, who holds the campaign's row, so
 * that nobody adds to them.
 * @returns how many were taken back
 */
export async function backIntoLine(tx: Tx, by: { groupId: string; personId: string }, { campaignId, at }: { campaignId: string; at: Date }): Promise<number> {
  const { groupId } = by;
  let takenBack = 0;
  for (const { id, kind, letterId } of await lettersUnderWay(tx, { groupId, campaignId }, ['queued'], 2 * MOST_ON_THE_WAY)) {
    if (!(await takeBackWhole(tx, by, { letterId, at }))) continue;
    const row = { where: { id, groupId }, data: { place: 'created', letterId: null } } as const;
    if (kind === 'first') await tx.campaignAgency.updateMany(row);
    else await tx.campaignChaser.updateMany(row);
    takenBack += 1;
  }
  return takenBack;
}

/**
 * Takes a campaign's letter back. A follow-up's draft, begun for the campaign, goes with it: it would stand as half written.
 * @returns false when it is with a mail server or has gone
 */
export async function takeBackWhole(tx: Tx, by: { groupId: string; personId: string }, { letterId, at }: { letterId: string; at: Date }): Promise<boolean> {
  const back = await takeBackLetter(tx, by, { letterId, at });
  if (back?.draftId) await tx.letterDraft.deleteMany({ where: { groupId: by.groupId, id: back.draftId } });
  return back !== null;
}
