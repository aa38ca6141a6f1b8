import type { Context } from '../../context.js';
import { isUniqueViolation } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { t } from '../../platform/words.js';
import type { ConditionalLaw } from '../statutes/deadline.js';
import { appendEvent } from '../timeline/append-event.js';
import { GOVERNS_FROM } from './counting-terms.js';
import { lawSwitchedAlready } from './deadlines.errors.js';
import { lawName } from './law-names.js';
import { byBill, touched } from './mark-recalculations.js';

/**
 * Lets a bill not known to be law move the group's dates, on a lawyer's word. What it governs is counted again; every date it moves stays
 * marked as not verified.
 * @returns how many requests are counted again
 * @throws deadlines.law-switched-already
 */
export async function switchLawOn(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { readonly law: ConditionalLaw; readonly note: string }): Promise<{ requests: number }> {
  const { groupId, personId } = actor;
  const { law, note } = input;
  const at = deps.clock.now();
  try {
    const requests = await deps.db.$transaction(async (tx) => {
      const id = newId(at.getTime());
      await tx.lawSwitch.create({ data: { id, groupId, law, note, switchedOnById: personId, switchedOnAt: at } });
      await appendEvent(tx, { groupId, at, type: 'law.switched-on', personId, subject: { type: 'law-switch', id }, words: { law: lawName(law), reason: note } });
      const reason = t('{law}, not verified to be law, was switched on: {note}', { law: lawName(law), note });
      return (await touched(tx, byBill(groupId, GOVERNS_FROM[law]), { reason, at })).count;
    });
    if (requests > 0) await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId });
    return { requests };
  } catch (error) {
    if (isUniqueViolation(error)) throw lawSwitchedAlready();
    throw error;
  }
}
