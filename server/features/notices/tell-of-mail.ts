import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { civilIn } from '../../platform/clock.js';
import { isAway } from './delivery.js';
import { type Member, membersOf } from './members.queries.js';
import { morningOf } from './rungs.js';

/** An event that a mail was filed or held; never one that a person filed. */
export interface MailCame {
  readonly messageId: string;
  /** Null for a held one. */
  readonly requestId: string | null;
}

/** So that a handful of mails that come together go in one notice. */
const GATHER_MS = 60_000;

/**
 * Writes down whom to tell of mails that came: whoever is responsible for the request, or for one it may belong to; the owners for what points to none, or while that person is away or has
 * left. Once each, however often the events are looked at. A step of the caller's transaction.
 * @returns how many were added
 */
export async function tellOfMail(tx: Tx, { groupId, came, now }: { groupId: string; came: readonly MailCame[]; now: Date }): Promise<number> {
  if (came.length === 0) return 0;
  const { timeZone } = await tx.group.findUniqueOrThrow({ where: { id: groupId }, select: { timeZone: true } });
  const messages = await tx.message.findMany({ where: { groupId, id: { in: came.map(({ messageId }) => messageId) }, state: { in: ['filed', 'held'] } }, select: { id: true, requestId: true, suggestions: true } });
  const about = messages.map((message) => ({ ...message, points: message.requestId ? [message.requestId] : suggested(message.suggestions) }));
  const requests = await tx.recordsRequest.findMany({ where: { groupId, id: { in: about.flatMap(({ points }) => points) } }, select: { id: true, responsibleId: true } });
  const responsible = new Map(requests.map(({ id, responsibleId }) => [id, responsibleId]));
  const members = await membersOf(tx, [groupId], [...responsible.values()]);
  const today = civilIn(now, timeZone).date;
  const rows = about.flatMap(({ id, requestId, points }) => {
    const first = points.flatMap((point) => members.get(responsible.get(point) ?? '') ?? []);
    return toldOf(first, [...members.values()], today).map((person) => ({
      id: newId(now.getTime()), groupId, personId: person.id, messageId: id, requestId, kind: requestId ? 'filed' : 'held', createdAt: now, nextAttemptAt: mailAt(person, now, timeZone),
    }));
  });
  return (await tx.mailNotice.createMany({ data: rows, skipDuplicates: true })).count;
}

/** Never a volunteer, who handles no replies. */
function toldOf(first: readonly Member[], all: readonly Member[], today: string): Member[] {
  const there = first.filter((person) => person.isActive && person.role !== 'volunteer' && !isAway(person.delivery, today));
  const told = there.length > 0 ? there : all.filter(({ role, isActive }) => role === 'owner' && isActive);
  return [...new Map(told.map((person) => [person.id, person])).values()];
}

/** Somebody who wants one mail a day gets it at eight. */
function mailAt({ delivery }: Member, now: Date, timeZone: string): Date {
  const soon = new Date(now.getTime() + GATHER_MS);
  if (delivery.delivery !== 'digest') return soon;
  const { date } = civilIn(now, timeZone);
  const morning = morningOf(date, timeZone);
  return morning > soon ? morning : morningOf(nextDay(date), timeZone);
}

const nextDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function suggested(stored: unknown): string[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'requestId' in one && typeof one.requestId === 'string' ? [one.requestId] : []));
}
