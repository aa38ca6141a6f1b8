import type { Tx } from '../../platform/db.js';
import { hashSecret, newId, newSecret } from '../../platform/ids.js';
import { revokeLinks } from './end-access.js';

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
  await revokeLinks(tx, { groupId, personId }, at);
  await tx.signInLink.create({
    data: { id: newId(at.getTime()), groupId, personId, purpose, tokenHash: hashSecret(secret), issuedById, createdAt: at, expiresAt },
  });
  return { path: `/${PATH[purpose]}/${secret}`, expiresAt };
}
