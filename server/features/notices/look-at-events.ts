import type { Context } from '../../context.js';
import { type EventsRead, type ReadEvent, unreadEvents } from './unread-events.all-groups.queries.js';
import { tellOfMove } from './tell-of-move.js';
import { wakeFor } from './wake-for.js';

/**
 * Reads the events of every group since the last look: tells people of dates that moved, and has the warnings look again where somebody else is concerned now. A group's events have numbers
 * without gaps, given in the order they are committed, so that none is passed over; a look cut short is done again, and tells nobody twice.
 * @returns how many notices were added
 */
export async function lookAtEvents(deps: Pick<Context, 'db' | 'clock' | 'config' | 'logger'>): Promise<number> {
  let added = 0;
  for (const read of await unreadEvents(deps.db)) {
    try {
      for (const event of read.events) added += await act(deps, read, event);
      await deps.db.noticeLook.upsert({ where: { groupId: read.groupId }, create: { groupId: read.groupId, seq: read.through }, update: { seq: read.through } });
    } catch (error) {
      deps.logger.error({ err: error, groupId: read.groupId }, 'the events of a group could not be looked at; the next sweep tries again');
    }
  }
  return added;
}

async function act(deps: Pick<Context, 'db' | 'clock' | 'config'>, read: EventsRead, event: ReadEvent): Promise<number> {
  const ask = { groupId: read.groupId, now: deps.clock.now(), domain: deps.config.replyDomain };
  const { type, subjectId, requestId } = event;
  if (type === 'deadline.moved' || type === 'deadline.reopened') {
    return subjectId && requestId ? deps.db.$transaction((tx) => tellOfMove(tx, { ...ask, deadlineId: subjectId, requestId, at: event.at })) : 0;
  }
  await wakeFor(deps.db, { ...ask, ...(type === 'request.responsible-changed' ? { requestId } : { responsibleId: subjectId }) });
  return 0;
}
