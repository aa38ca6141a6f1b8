import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { agencyNotFound, correctionGone } from './agencies.errors.js';
import { agencyFor } from './agencies.queries.js';

/**
 * Takes all of a group's corrections of an agency back: it sees the directory's words again.
 * @throws AppError `agencies.not-found`, `agencies.no-correction`
 */
export async function withdrawCorrection(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, agencyId: string): Promise<void> {
  const { groupId } = actor;
  await deps.db.$transaction(async (tx) => {
    const agency = await agencyFor(tx, groupId, agencyId);
    if (!agency) throw agencyNotFound();
    const gone = await tx.agencyCorrection.deleteMany({ where: { groupId, agencyId } });
    if (gone.count === 0) throw correctionGone();
    await appendEvent(tx, {
      groupId, at: deps.clock.now(), type: 'agency.correction-withdrawn', personId: actor.personId, subject: { type: 'agency', id: agencyId }, words: { agency: agency.shortName },
    });
  });
}
