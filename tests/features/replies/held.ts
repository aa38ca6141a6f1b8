import { Readable } from 'node:stream';
import { keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
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
  readonly requestId?: string;
  /** The mail's bytes, kept as its original. */
  readonly raw?: string;
  /** Name → content. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A mail in the group's holding pen, as the match leaves it there; filed, when it has a request. */
export async function holdMail(world: World, actor: Pick<Actor, 'groupId'>, held: Held): Promise<string> {
  const id = newId();
  const createdAt = held.createdAt ?? world.context.clock.now();
  const { context: { files, clock, jobs, db } } = world;
  const raw = held.raw === undefined ? null : await keepRawMail({ db, files, clock, jobs }, { stream: Readable.from([Buffer.from(held.raw)]), door: 'smtp', groupId: actor.groupId });
  await world.database.db.message.create({
    data: {
      id, groupId: actor.groupId, requestId: held.requestId ?? null, rawMailId: raw?.rawMailId ?? null, channel: 'email', state: held.requestId ? 'filed' : 'held', fromName: held.fromName ?? 'Records Desk', fromAddress: held.fromAddress ?? 'records@example.org', subject: held.subject ?? 'Your request',
      text: held.text ?? 'Please see the attached.', html: held.html ?? '', heldWhy: held.heldWhy ?? 'sender_only', why: [{ ground: held.heldWhy ?? 'sender_only', says: held.says ?? 'Only its sender or its subject point to a request.' }],
      suggestions: (held.suggestions ?? []).map((one) => ({ ...one })), contentHash: id, sentOn: new Date(`${createdAt.toISOString().slice(0, 10)}T00:00:00Z`), createdAt, auth: { ...held.auth },
    },
  });
  const stored = await Promise.all(Object.entries(held.files ?? {}).map(async ([name, content]) => ({ name, ...(await files.put(actor.groupId, Readable.from([Buffer.from(content)]), { maxBytes: 1000 })) })));
  await db.messageAttachment.createMany({
    data: stored.map(({ name, sha256, size }, index) => ({ id: newId(), groupId: actor.groupId, messageId: id, n: index + 1, name, mediaType: 'application/octet-stream', size: BigInt(size), sha256, fileKey: `${actor.groupId}/${sha256}` })),
  });
  return id;
}
