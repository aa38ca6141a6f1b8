import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { wrongPassword } from './accounts.errors.js';
import { passwordFits } from './password.js';
import { personInGroup } from './person-in-group.js';
import { forgetTries, takeTry } from './try-limits.js';

/**
 * Whether the person at the keyboard knows the present password, before something that a stolen session must not do.
 * @throws AppError `accounts.wrong-password` (403), `accounts.too-many-tries` (429)
 */
export async function confirmPassword(deps: Pick<Context, 'db' | 'pool'>, actor: Actor, currentPassword: string) {
  const person = await personInGroup(deps.db, actor.groupId, actor.personId);
  await takeTry(deps.pool, 'confirm', person.id);
  if (!(await passwordFits(person.passwordHash, currentPassword))) throw wrongPassword();
  await forgetTries(deps.pool, 'confirm', person.id);
  return person;
}
