import type { Context } from '../../context.js';
import { closeSetUp } from './close-set-up.js';
import { createGroup } from './create-group.js';
import { makeApiToken } from './make-api-token.js';
import { makeSignInLink } from './make-sign-in-link.js';

/** What an operator hands to a new person; both secrets are shown once. */
export interface Credentials {
  readonly personId: string;
  /** API token. */
  readonly token: string;
  /** One-time link where the person sets a password, good for seven days. */
  readonly signInUrl: string;
}

export const OPERATOR_TOKEN = 'Made by the operator';

/** An operator makes a group with its owner; the set-up link of a fresh server closes with it, for ever. */
export async function operatorCreateGroup(
  deps: Pick<Context, 'db' | 'clock' | 'config'>,
  input: { name: string; ownerEmail: string; ownerName: string },
): Promise<Credentials & { groupId: string }> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const { groupId, personId } = await createGroup(tx, { ...input, ownerPasswordHash: null }, at);
    await closeSetUp(tx, at);
    const { token } = await makeApiToken(tx, { groupId, personId, name: OPERATOR_TOKEN, byPersonId: null, at });
    const link = await makeSignInLink(tx, { groupId, personId, purpose: 'first-sign-in', issuedById: null, at });
    return { groupId, personId, token, signInUrl: `${deps.config.publicUrl}${link.path}` };
  });
}
