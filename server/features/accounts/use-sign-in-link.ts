import type { Context } from '../../context.js';
import { hashSecret } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { linkNotFound, linkOver } from './accounts.errors.js';
import { endSessions, revokeLinks } from './end-access.js';
import type { LinkPurpose } from './make-sign-in-link.js';
import { hashPassword } from './password.js';

export interface OpenLink {
  readonly id: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly purpose: LinkPurpose;
  readonly needsCode: boolean;
}

/**
 * Whose link it is.
 * @throws AppError `accounts.link-not-found` (404), `accounts.link-over` (410) when used, taken back or expired
 */
export async function openLink(deps: Pick<Context, 'db' | 'clock'>, token: string): Promise<OpenLink> {
  const link = await deps.db.signInLink.findUnique({ where: { tokenHash: hashSecret(token) }, include: { person: { include: { group: { select: { name: true } } } } } });
  if (!link) throw linkNotFound();
  const { person } = link;
  if (link.usedAt || link.revokedAt || person.deactivatedAt || link.expiresAt <= deps.clock.now()) throw linkOver();
  return {
    id: link.id, groupId: person.groupId, groupName: person.group.name, personId: person.id, name: person.name, email: person.email,
    purpose: link.purpose === 'first-sign-in' ? 'first-sign-in' : 'password-reset', needsCode: person.totpConfirmedAt !== null,
  };
}

/**
 * Sets the password with a one-time link and ends every session the person had. The second step, if they have one, is still to be given: a link alone
 * never gets round it.
 * @throws AppError as {@link openLink}, `accounts.weak-password`
 */
export async function useSignInLink(deps: Pick<Context, 'db' | 'clock'>, input: { token: string; password: string }): Promise<OpenLink> {
  const link = await openLink(deps, input.token);
  const passwordHash = await hashPassword(input.password, { email: link.email, groupName: link.groupName });
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const claimed = await tx.signInLink.updateMany({
      where: { id: link.id, usedAt: null, revokedAt: null, expiresAt: { gt: at }, person: { deactivatedAt: null } }, data: { usedAt: at },
    });
    if (claimed.count !== 1) throw linkOver();
    await tx.person.update({ where: { id: link.personId }, data: { passwordHash } });
    await endSessions(tx, link.personId);
    await revokeLinks(tx, link, at);
    await appendEvent(tx, {
      groupId: link.groupId, at, type: 'person.password-set', personId: link.personId, subject: { type: 'person', id: link.personId }, words: { by: link.purpose },
    });
  });
  return link;
}
