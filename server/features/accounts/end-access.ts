import type { Tx } from '../../platform/db.js';

interface Who {
  readonly groupId: string;
  readonly personId: string;
}

/**
 * Ends a person's sessions at once, but for the one they act from, if given; sign-ins under way too, where the password was right and the
 * second step or the choice of a group is awaited.
 * @returns how many were signed in
 */
export async function endSessions(tx: Tx, personId: string, except: string | null = null): Promise<number> {
  const ended = await tx.session.deleteMany({ where: { personId, ...(except === null ? {} : { sid: { not: except } }) } });
  await tx.$executeRaw`
    DELETE FROM session WHERE person_id IS NULL AND (sess #>> '{pending,personId}' = ${personId} OR (sess #> '{choice,personIds}')::jsonb @> to_jsonb(${personId}::text))`;
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

/**
 * Takes back what an owner handed out and nobody has used yet, invitations and one-time links for others: whoever issued one may still hold it, and
 * could let themselves in again.
 */
export async function revokeIssued(tx: Tx, who: Who, at: Date): Promise<{ invitations: number; linksForOthers: number }> {
  const { groupId, personId } = who;
  const invitations = await tx.invitation.updateMany({ where: { groupId, invitedById: personId, acceptedAt: null, revokedAt: null }, data: { revokedAt: at } });
  const links = await tx.signInLink.updateMany({ where: { groupId, issuedById: personId, usedAt: null, revokedAt: null }, data: { revokedAt: at } });
  return { invitations: invitations.count, linksForOthers: links.count };
}
