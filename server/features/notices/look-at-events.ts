import type { Context } from '../../context.js';
import { type MailCame, tellOfMail } from './tell-of-mail.js';
import { type Move, tellOfMoves } from './tell-of-moves.js';
import { type EventsRead, unreadEvents } from './unread-events.all-groups.queries.js';
import { wakeFor } from './wake-for.js';

const BATCH = 200;
/** What somebody filed by hand they know of. */
const MAIL: ReadonlySet<string> = new Set(['message.filed', 'message.held']);
const MOVES: ReadonlySet<string> = new Set(['deadline.moved', 'deadline.reopened']);

type Deps = Pick<Context, 'db' | 'clock' | 'config' | 'logger'>;

/**
 * Reads the events of every group since the last look: tells people of dates that moved and of mails that came, and has the warnings look again where somebody else is concerned now. A group's events have numbers
 * without gaps, given in the order they are committed, so that none is passed over; a look cut short is done again, and tells nobody twice.
 * @returns how many notices were added
 */
export async function lookAtEvents(deps: Deps): Promise<number> {
  let added = 0;
  for (const read of await unreadEvents(deps.db)) {
    try {
      added += await tell(deps, read);
      await wake(deps, read);
      await deps.db.noticeLook.upsert({ where: { groupId: read.groupId }, create: { groupId: read.groupId, seq: read.through }, update: { seq: read.through } });
    } catch (error) {
      deps.logger.error({ err: error, groupId: read.groupId }, 'the events of a group could not be looked at; the next sweep tries again');
    }
  }
  return added;
}

async function tell(deps: Deps, { groupId, events }: EventsRead): Promise<number> {
  const moves = events.flatMap(({ type, subjectId, requestId, at }): Move[] => (MOVES.has(type) && subjectId && requestId ? [{ deadlineId: subjectId, requestId, at }] : []));
  let added = 0;
  for (let start = 0; start < moves.length; start += BATCH) {
    const batch = { groupId, moves: moves.slice(start, start + BATCH), now: deps.clock.now(), domain: deps.config.replyDomain };
    added += await deps.db.$transaction((tx) => tellOfMoves(tx, batch), { timeout: 60_000 });
  }
  const came = events.flatMap(({ type, subjectId, requestId, personId }): MailCame[] => (MAIL.has(type) && subjectId && personId === null ? [{ messageId: subjectId, requestId }] : []));
  for (let start = 0; start < came.length; start += BATCH) {
    const batch = { groupId, came: came.slice(start, start + BATCH), now: deps.clock.now() };
    added += await deps.db.$transaction((tx) => tellOfMail(tx, batch), { timeout: 60_000 });
  }
  return added;
}

async function wake(deps: Deps, { groupId, events }: EventsRead): Promise<void> {
  for (const { type, subjectId, requestId } of events) {
    if (MOVES.has(type) || MAIL.has(type)) continue;
    await wakeFor(deps.db, { groupId, now: deps.clock.now(), ...(type === 'request.responsible-changed' ? { requestId } : { responsibleId: subjectId }) });
  }
}
