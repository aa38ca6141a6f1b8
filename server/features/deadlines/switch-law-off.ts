import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import type { ConditionalLaw } from '../statutes/deadline.js';
import { appendEvent } from '../timeline/append-event.js';
import { GOVERNS_FROM } from './counting-terms.js';
import { lawSwitchedAlready } from './deadlines.errors.js';
import { lawName } from './law-names.js';
import { byBill, touched } from './mark-recalculations.js';

/**
 * Takes a bill's hold on the group's dates away again. The switch and its notes stay readable.
 * @returns how many requests are counted again
 * @throws deadlines.law-switched-already when it is not on
 */
export async function switchLawOff(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { readonly law: ConditionalLaw; readonly note: string }): Promise<{ requests: number }> {
  const { groupId, personId } = actor;
  const { law, note } = input;
  const at = deps.clock.now();
  const requests = await deps.db.$transaction(async (tx) => {
    const on = await tx.lawSwitch.findFirst({ where: { groupId, law, switchedOffAt: null }, select: { id: true } });
    const off = await tx.lawSwitch.updateMany({ where: { groupId, law, switchedOffAt: null }, data: { switchedOffAt: at, switchedOffById: personId, offNote: note } });
    if (!on || off.count !== 1) throw lawSwitchedAlready();
    await appendEvent(tx, { groupId, at, type: 'law.switched-off', personId, subject: { type: 'law-switch', id: on.id }, words: { law: lawName(law), reason: note } });
    const reason = t('{law}, not verified to be law, was switched off: {note}', { law: lawName(law), note });
    return (await touched(tx, byBill(groupId, GOVERNS_FROM[law]), { reason, at })).count;
  });
  if (requests > 0) await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId });
  return { requests };
}
