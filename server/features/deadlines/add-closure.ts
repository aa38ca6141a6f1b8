import type { Context } from '../../context.js';
import { isUniqueViolation } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { agencyNotFound, closureRefused } from '../agencies/agencies.errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { writeClosure } from '../agencies/write-closure.js';
import { closureProblems } from './closure-problems.js';
import { sayDate } from './fact-words.js';
import type { NewClosureInput } from './closures.schemas.js';
import { byClosure, touched } from './mark-recalculations.js';

/**
 * Writes down that an agency's office was closed a whole day (CCP § 12b), with how it is known, and marks what it may move to be counted again. A
 * day to come may be written down when it is announced.
 * @returns the closure and how many requests are counted again because of it
 * @throws agencies.not-found, agencies.closure-refused
 */
export async function addClosure(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: NewClosureInput & { readonly agencyId: string }): Promise<{ closureId: string; requests: number }> {
  const { groupId } = actor;
  const { agencyId, date, name, evidence, documentId = null } = input;
  const at = deps.clock.now();
  try {
    const written = await deps.db.$transaction(async (tx) => {
      const agency = await agencyFor(tx, groupId, agencyId);
      if (!agency) throw agencyNotFound();
      const problems = closureProblems(agency, date);
      if (documentId && (await tx.document.count({ where: { id: documentId, groupId } })) === 0) problems['documentId'] = t('There is no such document in your group.');
      if (Object.keys(problems).length > 0) throw closureRefused(problems);
      const closureId = await writeClosure(tx, actor, { agencyId, agency: agency.shortName, date, name, evidence, documentId }, at);
      const reason = t('{agency} was closed on {date} (CCP § 12b): {name}.', { agency: agency.shortName, date: sayDate(date), name });
      const { count } = await touched(tx, byClosure(groupId, agencyId, date), { reason, at });
      return { closureId, requests: count };
    });
    if (written.requests > 0) await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId });
    return written;
  } catch (error) {
    if (isUniqueViolation(error)) throw closureRefused({ date: t('That day is recorded already for this agency.') });
    throw error;
  }
}
