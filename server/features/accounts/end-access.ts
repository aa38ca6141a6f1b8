import type { Tx } from '../../platform/db.js';

interface Who {
  readonly groupId: string;
  readonly personId: string;
}

/** Ends a person's sessions at once, but for the one they act from, if given. */
export async function endSessions(tx: Tx, personId: string, except: string | null = null): Promise<number> {
  const ended = await tx.session.deleteMany({ where: { personId, ...(except === null ? {} : { sid: { not: except } }) } });
  return ended.count;
}

/** Takes back a person's open one-time links. */
export async function revokeLinks(tx: Tx, who: Who, at: Date): Promise<number> {
  const revoked = await tx.signInLink.updateMany({ where: { groupId: who.groupId, personId: who.personId, usedAt: null, revokedAt: null }, data: { revokedAt: at } });
  return revoked.count;
}

/** Revokes a person's API tokens. */
export async function revokeTokens(tx: Tx, who: Who, at: Date): Promise<number> {
  const revoked = await tx.apiToken.updateMany({ where: { groupId: who.groupId, personId: who.personId, revokedAt: null }, data: { revokedAt: at } });
  return revoked.count;
}
