import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import type { World } from '../../support/world.js';

export interface Held {
  readonly fromName?: string;
  readonly fromAddress?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly heldWhy?: string;
  readonly says?: string;
  readonly suggestions?: readonly { readonly requestId: string; readonly ground: string; readonly says: string }[];
  readonly createdAt?: Date;
  readonly auth?: object;
}

/** A mail in the group's holding pen, as the match leaves it there. */
export async function holdMail(world: World, actor: Pick<Actor, 'groupId'>, held: Held): Promise<string> {
  const id = newId();
  const createdAt = held.createdAt ?? world.context.clock.now();
  await world.database.db.message.create({
    data: {
      id, groupId: actor.groupId, requestId: null, channel: 'email', state: 'held', fromName: held.fromName ?? 'Records Desk', fromAddress: held.fromAddress ?? 'records@example.org', subject: held.subject ?? 'Your request',
      text: held.text ?? 'Please see the attached.', html: held.html ?? '', heldWhy: held.heldWhy ?? 'sender_only', why: [{ ground: held.heldWhy ?? 'sender_only', says: held.says ?? 'Only its sender or its subject point to a request.' }],
      suggestions: (held.suggestions ?? []).map((one) => ({ ...one })), contentHash: id, sentOn: new Date(`${createdAt.toISOString().slice(0, 10)}T00:00:00Z`), createdAt, auth: { ...held.auth },
    },
  });
  return id;
}
