import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { deadlineNotFound, notToTickOff } from './deadlines.errors.js';
import type { FactToWrite, WrittenFact } from './write-fact.js';
import { recordFact } from './record-fact.js';
import { standingFacts } from './standing-facts.js';

/**
 * Ends a reminder as done, or a promise as kept, today: the fact that says so is recorded. Two at once record it once.
 * @throws deadlines.not-found, deadlines.not-to-tick-off for a date of the law and for records that may be destroyed, deadlines.fact-refused when it has ended
 */
export async function tickOff(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly requestId: string; readonly deadlineId: string }): Promise<WrittenFact> {
  const { groupId } = actor;
  const row = await deps.db.deadline.findFirst({ where: { id: input.deadlineId, groupId, requestId: input.requestId }, select: { rule: true, key: true, kind: true, timeZone: true } });
  if (!row) throw deadlineNotFound();
  const common = { date: civilIn(deps.clock.now(), row.timeZone).date, basis: 'person' } as const;
  if (row.kind === 'promised') return recordFact(deps, actor, { requestId: input.requestId, fact: { ...common, type: 'promise_kept', details: { rule: row.rule, key: row.key } } });
  if (row.rule !== 'reminder') throw notToTickOff();
  return recordFact(deps, actor, { requestId: input.requestId, fact: { ...common, ...(await doneWith(deps, { groupId, requestId: input.requestId }, Number(row.key))) } });
}

async function doneWith({ db }: Pick<Context, 'db'>, where: { groupId: string; requestId: string }, n: number): Promise<Pick<FactToWrite, 'type' | 'details'>> {
  const reminder = (await standingFacts(db, where)).find((fact) => fact.type === 'reminder' && fact.details.n === n);
  if (!reminder) throw notToTickOff();
  return { type: 'reminder_done', details: { reminderFactId: reminder.id, n } };
}
