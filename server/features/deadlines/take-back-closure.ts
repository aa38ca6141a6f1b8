import type { Context } from '../../context.js';
import { toCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { agencyNotFound, closureNotFound } from '../agencies/agencies.errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { endClosure } from '../agencies/write-closure.js';
import { sayDate } from './fact-words.js';
import { byClosure, touched } from './mark-recalculations.js';

/**
 * Takes back that an agency's office was closed a day. It stays readable; the open dates it moved are counted again without it.
 * @returns the closure and how many requests are counted again
 * @throws agencies.not-found, agencies.closure-not-found, agencies.closure-gone
 */
export async function takeBackClosure(
  deps: Pick<Context, 'db' | 'clock' | 'jobs'>,
  actor: Actor,
  input: { readonly agencyId: string; readonly closureId: string; readonly why: string },
): Promise<{ closureId: string; requests: number }> {
  const { groupId } = actor;
  const { agencyId, closureId, why } = input;
  const at = deps.clock.now();
  const requests = await deps.db.$transaction(async (tx) => {
    const agency = await agencyFor(tx, groupId, agencyId);
    if (!agency) throw agencyNotFound();
    const closure = await tx.agencyClosure.findFirst({ where: { id: closureId, groupId, agencyId }, select: { date: true, name: true } });
    if (!closure) throw closureNotFound();
    const date = toCivil(closure.date);
    await endClosure(tx, actor, { closureId, agencyId, agency: agency.shortName, date, name: closure.name, why }, at);
    const reason = t('That {agency} was closed on {date} was taken back: {why}', { agency: agency.shortName, date: sayDate(date), why });
    return (await touched(tx, byClosure(groupId, agencyId, date), { reason, at })).count;
  });
  if (requests > 0) await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId });
  return { closureId, requests };
}
