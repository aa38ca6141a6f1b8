import type { Context } from '../../context.js';

export type DoorName = 'smtp' | 'imap';

/** How often a process says that it minds a door. */
export const DOOR_SAYS_MS = 60_000;

/**
 * Writes down how a door fares. Trouble that goes on keeps the moment at which it began.
 * @param trouble one sentence without names and secrets; null while mail comes in
 */
export async function noteDoor(deps: Pick<Context, 'db' | 'clock'>, door: DoorName, trouble: string | null): Promise<void> {
  const now = deps.clock.now();
  const fine = { checkedAt: now, troubleSince: null, trouble: '' };
  if (trouble === null) {
    await deps.db.mailDoor.upsert({ where: { door }, create: { door, ...fine }, update: fine });
    return;
  }
  await deps.db.mailDoor.upsert({ where: { door }, create: { door, checkedAt: now, troubleSince: now, trouble }, update: { checkedAt: now, trouble } });
  await deps.db.mailDoor.updateMany({ where: { door, troubleSince: null }, data: { troubleSince: now } });
}
