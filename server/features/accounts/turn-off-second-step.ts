import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { endSessions } from './end-access.js';
import { personInGroup } from './person-in-group.js';

/** Forgets a person's second step and records who turned it off; a step of the caller's transaction. Off already: nothing is recorded. */
export async function turnOffSecondStep(tx: Tx, actor: Actor, input: { personId: string; by: 'themselves' | 'an owner'; at: Date }): Promise<void> {
  const { groupId } = actor;
  const { personId, by, at } = input;
  const person = await personInGroup(tx, groupId, personId);
  if (!person.totpSecret) return;
  await tx.person.update({ where: { groupId_id: { groupId, id: personId } }, data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null } });
  if (by === 'an owner') await endSessions(tx, personId);
  await appendEvent(tx, {
    groupId, at, type: 'person.second-step-off', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name, by },
  });
}
