import { toCivil } from '../../platform/clock.js';
import type { Db, Tx } from '../../platform/db.js';
import { parallelIn } from '../requests/parallel-dates.js';
import { type Delivery, USUAL } from './delivery.js';

/** A person of a group as the warnings see them. */
export interface Member {
  readonly id: string;
  readonly groupId: string;
  readonly email: string;
  readonly role: string;
  readonly isActive: boolean;
  readonly joinedAt: Date;
  readonly delivery: Delivery;
}

/** Whoever of the groups may be told of dates, by id, and `also`, who may have left or be volunteers by now. */
export async function membersOf(tx: Db | Tx, groupIds: readonly string[], also: readonly string[]): Promise<Map<string, Member>> {
  const groups = { in: [...groupIds] };
  const [people, settings] = await Promise.all([
    tx.person.findMany({
      where: { groupId: groups, OR: [{ deactivatedAt: null, role: { in: ['owner', 'lawyer'] } }, { id: { in: [...also] } }] },
      select: { id: true, groupId: true, email: true, role: true, deactivatedAt: true, createdAt: true },
    }),
    tx.noticeSettings.findMany({ where: { groupId: groups } }),
  ]);
  return new Map(people.map((person) => {
    const ofGroup = settings.filter((row) => row.groupId === person.groupId);
    const own = ofGroup.find((row) => row.personId === person.id) ?? ofGroup.find((row) => row.role === person.role);
    return [person.id, { id: person.id, groupId: person.groupId, email: person.email, role: person.role, isActive: person.deactivatedAt === null, joinedAt: person.createdAt, delivery: own ? deliveryOf(own) : USUAL }];
  }));
}

/** A settings row as what it means. */
export function deliveryOf(row: { delivery: string; without: string[]; quietDays: number[]; awayFrom: Date | null; awayTo: Date | null }): Delivery {
  return {
    delivery: row.delivery === 'digest' ? 'digest' : 'at_once', without: row.without, quietDays: row.quietDays,
    awayFrom: row.awayFrom && toCivil(row.awayFrom), awayTo: row.awayTo && toCivil(row.awayTo),
  };
}

/** Whom reminders were set for, by the deadline's id; nothing of other dates, nor of a reminder for nobody in particular. */
export async function remindersFor(tx: Db | Tx, deadlines: readonly { readonly id: string; readonly groupId: string; readonly rule: string }[]): Promise<Map<string, string>> {
  const reminders = deadlines.filter((deadline) => deadline.rule === 'reminder');
  if (reminders.length === 0) return new Map();
  const rows = await tx.deadline.findMany({
    where: { groupId: { in: [...new Set(reminders.map((one) => one.groupId))] }, id: { in: reminders.map((one) => one.id) } }, select: { id: true, derivation: true },
  });
  return new Map(rows.flatMap(({ id, derivation }) => {
    const personId = parallelIn(derivation)?.forPersonId;
    return personId ? [[id, personId] as const] : [];
  }));
}
