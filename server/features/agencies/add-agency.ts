import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { agencyNameTaken } from './agencies.errors.js';
import type { NewAgencyInput } from './agencies.schemas.js';
import { COUNTING } from './agency-types.js';

/**
 * Adds an agency to the group's own directory; no other group sees it. Its statute, calendar and zone follow from what kind of agency it is.
 * @throws AppError `agencies.name-taken` (409) when the short name is in the group's directory already
 */
export async function addAgency(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: NewAgencyInput): Promise<{ agencyId: string; slug: string }> {
  const { groupId } = actor;
  const slug = slugOf(input.shortName);
  const { level, statute, calendarSet, timeZone, sureness } = COUNTING[input.type];
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`agency-added ${groupId}`}, 0))::text`;
    const taken = await tx.agency.findFirst({ where: { slug, OR: [{ groupId: null }, { groupId }] }, select: { name: true } });
    if (taken) throw agencyNameTaken(taken.name);
    const at = deps.clock.now();
    const id = newId(at.getTime());
    await tx.agency.create({
      data: {
        id, groupId, slug, name: input.name, shortName: input.shortName, unit: input.unit, notes: input.notes, level, statute, calendarSet, timeZone, sureness,
        component: input.type === 'federal' ? input.department : null,
        channels: input.channels.map((channel) => ({ ...channel, confidence: 'group', source: '' })),
        createdAt: at, updatedAt: at,
      },
    });
    await appendEvent(tx, {
      groupId, at, type: 'agency.added', personId: actor.personId, subject: { type: 'agency', id }, words: { agency: input.shortName, name: input.name, statute },
    });
    return { agencyId: id, slug };
  });
}

/** Letters and digits of the short name, joined by hyphens. */
export function slugOf(shortName: string): string {
  const plain = shortName.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'agency';
}
