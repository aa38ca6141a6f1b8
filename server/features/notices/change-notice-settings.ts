import type { Context } from '../../context.js';
import { fromCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import type { Delivery } from './delivery.js';
import type { ToldRole } from './notice-settings.schemas.js';
import { wakeFor } from './wake-for.js';

/** Quiet days bring a mail forward by less than a week. */
const LOOKED_AHEAD_MS = 8 * 86_400_000;

export interface SettingsChange {
  /** Null: the actor's own. */
  readonly role: ToldRole | null;
  /** Null: what a person said for themselves is given up, and their role's settings hold again. */
  readonly settings: Delivery | null;
}

/** Sets how the actor, or everybody of a role who said nothing for themselves, is told. It holds for notices written from now on; those already in the ledger go as they stand there. */
export async function changeNoticeSettings(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, { role, settings }: SettingsChange): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const where = role ? { groupId_role: { groupId, role } } : { groupId_personId: { groupId, personId } };
  await deps.db.$transaction(async (tx) => {
    if (settings) {
      const { delivery, without, quietDays, awayFrom, awayTo } = settings;
      const data = { delivery, without: [...new Set(without)], quietDays: [...new Set(quietDays)].sort((a, b) => a - b), awayFrom: awayFrom ? fromCivil(awayFrom) : null, awayTo: awayTo ? fromCivil(awayTo) : null, updatedAt: at };
      await tx.noticeSettings.upsert({ where, create: { id: newId(at.getTime()), groupId, ...(role ? { role } : { personId }), ...data }, update: data });
    } else {
      await tx.noticeSettings.deleteMany({ where: { groupId, ...(role ? { role } : { personId }) } });
    }
    await appendEvent(tx, {
      groupId, at, type: 'notices.settings-changed', personId, subject: { type: 'person', id: personId },
      words: { who: role ?? 'own', delivery: settings?.delivery ?? 'as the role', without: settings?.without.join(', ') ?? '', quietDays: settings?.quietDays.join(', ') ?? '' },
    });
  });
  await wakeFor(deps.db, { groupId, now: at, before: new Date(at.getTime() + LOOKED_AHEAD_MS) });
}
