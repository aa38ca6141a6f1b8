import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { hashSecret, newId, newSecret } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { personDeactivated } from './accounts.errors.js';
import { revokeLinks } from './end-access.js';
import { personInGroup } from './person-in-group.js';

const HOUR_MS = 60 * 60 * 1000;

/** How long a link lasts: a reset is used while the owner is on the phone, a first sign-in when somebody gets to it. */
const LIFE_MS = { 'password-reset': 24 * HOUR_MS, 'first-sign-in': 7 * 24 * HOUR_MS } as const;

const PATH = { 'password-reset': 'reset', 'first-sign-in': 'welcome' } as const;

export type LinkPurpose = keyof typeof LIFE_MS;

export interface IssuedLink {
  /** Path and secret, e.g. `/reset/…`; shown once, only its hash is kept. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** Makes a one-time link in place of any open one of that person; a step of the caller's transaction. */
export async function makeSignInLink(tx: Tx, link: { groupId: string; personId: string; purpose: LinkPurpose; issuedById: string | null; at: Date }): Promise<IssuedLink> {
  const { groupId, personId, purpose, issuedById, at } = link;
  const secret = newSecret();
  const expiresAt = new Date(at.getTime() + LIFE_MS[purpose]);
  await revokeLinks(tx, personId, at);
  await tx.signInLink.create({
    data: { id: newId(at.getTime()), groupId, personId, purpose, tokenHash: hashSecret(secret), issuedById, createdAt: at, expiresAt },
  });
  return { path: `/${PATH[purpose]}/${secret}`, expiresAt };
}

/**
 * A reset link for an owner to hand over, good for a day and once. The old password works until the link is used.
 * @throws AppError `accounts.person-not-found`, `accounts.deactivated`
 */
export async function issueResetLink(deps: Pick<Context, 'db' | 'clock' | 'config'>, actor: Actor, personId: string): Promise<{ url: string; expiresAt: Date; name: string }> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const person = await personInGroup(tx, groupId, personId);
    if (person.deactivatedAt) throw personDeactivated(person.name);
    const at = deps.clock.now();
    const link = await makeSignInLink(tx, { groupId, personId, purpose: 'password-reset', issuedById: actor.personId, at });
    await appendEvent(tx, {
      groupId, at, type: 'person.reset-link-issued', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name },
    });
    return { url: `${deps.config.publicUrl}${link.path}`, expiresAt: link.expiresAt, name: person.name };
  });
}
