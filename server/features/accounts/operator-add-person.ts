import type { Context } from '../../context.js';
import type { RoleName } from '../../platform/http/actor.js';
import { groupNotFound } from './accounts.errors.js';
import { addPerson } from './add-person.js';
import { makeApiToken } from './make-api-token.js';
import { makeSignInLink } from './make-sign-in-link.js';
import { type Credentials, OPERATOR_TOKEN } from './operator-create-group.js';

/**
 * An operator adds a person to a group.
 * @throws AppError `accounts.group-not-found`, `accounts.already-member`
 */
export async function operatorAddPerson(
  deps: Pick<Context, 'db' | 'clock' | 'config'>,
  input: { groupId: string; email: string; role: RoleName; name: string },
): Promise<Credentials> {
  return deps.db.$transaction(async (tx) => {
    const { groupId, email, role, name } = input;
    const at = deps.clock.now();
    if (!(await tx.group.findUnique({ where: { id: groupId }, select: { id: true } }))) throw groupNotFound(groupId);
    const personId = await addPerson(tx, { groupId, at, name, email, role, passwordHash: null, how: 'operator', byPersonId: null });
    const { token } = await makeApiToken(tx, { groupId, personId, name: OPERATOR_TOKEN, byPersonId: null, at });
    const link = await makeSignInLink(tx, { groupId, personId, purpose: 'first-sign-in', issuedById: null, at });
    return { personId, token, signInUrl: `${deps.config.publicUrl}${link.path}` };
  });
}
