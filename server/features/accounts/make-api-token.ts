import type { Tx } from '../../platform/db.js';
import { hashSecret, newId, newSecret } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';

export interface IssuedToken {
  readonly tokenId: string;
  /** `tdy_` and a secret of 256 bits. Shown once: only its hash is kept. */
  readonly token: string;
}

/** Makes a token for a person; a step of the caller's transaction. */
export async function makeApiToken(tx: Tx, input: { groupId: string; personId: string; name: string; byPersonId: string | null; at: Date }): Promise<IssuedToken> {
  const { groupId, personId, name, byPersonId, at } = input;
  const token = `tdy_${newSecret()}`;
  const tokenId = newId(at.getTime());
  await tx.apiToken.create({ data: { id: tokenId, groupId, personId, name, tokenHash: hashSecret(token), createdAt: at } });
  await appendEvent(tx, { groupId, at, type: 'token.created', personId: byPersonId, subject: { type: 'person', id: personId }, words: { name, tokenId } });
  return { tokenId, token };
}
