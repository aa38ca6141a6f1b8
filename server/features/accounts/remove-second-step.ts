import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { ownSecondStep } from './accounts.errors.js';
import { confirmPassword } from './change-password.js';
import { endSessions } from './end-access.js';
import { personInGroup } from './person-in-group.js';

type Deps = Pick<Context, 'db' | 'pool' | 'clock'>;

/**
 * Turns one's own second step off, after the present password.
 * @throws AppError `accounts.wrong-password`, `accounts.too-many-tries`
 */
export async function removeSecondStep(deps: Deps, actor: Actor, currentPassword: string): Promise<void> {
  await confirmPassword(deps, actor, currentPassword);
  await turnOff(deps, actor, actor.personId, 'themselves');
}

/**
 * An owner turns off somebody's second step, for a lost phone. That person's sessions end, so that whoever holds the phone is out.
 * @throws AppError `accounts.person-not-found`, `accounts.own-second-step`: for one's own the password is asked
 */
export async function resetSecondStep(deps: Deps, actor: Actor, personId: string): Promise<void> {
  if (personId === actor.personId) throw ownSecondStep();
  await turnOff(deps, actor, personId, 'an owner');
}

async function turnOff({ db, clock }: Deps, actor: Actor, personId: string, by: 'themselves' | 'an owner'): Promise<void> {
  const { groupId } = actor;
  await db.$transaction(async (tx) => {
    const person = await personInGroup(tx, groupId, personId);
    if (!person.totpSecret) return;
    await tx.person.update({ where: { id: personId }, data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null } });
    if (by === 'an owner') await endSessions(tx, personId);
    await appendEvent(tx, {
      groupId, at: clock.now(), type: 'person.second-step-off', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name, by },
    });
  });
}
