import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import type { EventWord } from '../timeline/event-chain.js';
import { appendEvent } from '../timeline/append-event.js';
import type { GroupSettings } from './group-settings.schemas.js';

/**
 * Changes what a group says of itself. Requests keep the numbers they have; a new prefix begins with the next request.
 * What changed goes to the timeline, from what to what; nothing changed, nothing recorded.
 * @returns the names of the settings that changed
 */
export async function changeGroupSettings(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, wanted: GroupSettings): Promise<string[]> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM groups WHERE id = ${groupId}::uuid FOR NO KEY UPDATE`;
    const group = await tx.group.findUniqueOrThrow({ where: { id: groupId } });
    const names = (Object.keys(wanted) as (keyof GroupSettings)[]).filter((name) => wanted[name] !== undefined && wanted[name] !== group[name]);
    if (names.length === 0) return [];
    await tx.group.update({ where: { id: groupId }, data: { ...Object.fromEntries(names.map((name) => [name, wanted[name]])), ...(wanted.confirmsByItself && names.includes('confirmsByItself') ? { confirmsSetById: actor.personId } : {}) } });
    const words: Record<string, EventWord> = Object.fromEntries(names.map((name) => [name, { from: group[name], to: wanted[name] ?? null }]));
    await appendEvent(tx, { groupId, at: deps.clock.now(), type: 'group.settings-changed', personId: actor.personId, subject: { type: 'group', id: groupId }, words });
    return names;
  });
}
