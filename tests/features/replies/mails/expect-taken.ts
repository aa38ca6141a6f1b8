import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { keepRawMail } from '../../../../server/features/replies/keep-raw-mail.js';
import { placeOf } from '../../../../server/features/replies/mail-files.js';
import { processMail } from '../../../../server/features/replies/process-mail.js';
import type { World } from '../../../support/world.js';
import { anyMail } from './random.js';

/** As many at one time as a worker takes. */
const AT_ONCE = 4;

interface Taking {
  readonly mails: number;
  /** To whom they come: a request, nobody. */
  readonly envelopes: readonly string[];
  /** A group that may have brought it in. */
  readonly groupId: string;
}

/** Whatever comes to the door is kept byte for byte, read, and stands where a person finds it with every file whole; nothing fails. */
export async function expectAllTaken(world: World, { mails, envelopes, groupId }: Taking): Promise<void> {
  const one = fc.record({ raw: anyMail, to: fc.constantFrom(...envelopes), groupId: fc.constantFrom(null, groupId), door: fc.constantFrom('smtp' as const, 'imap' as const, 'upload' as const) });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (all) => {
      // Beyond what an hour may bring to one request, all would be held.
      world.clock.pass(1);
      await Promise.all(all.map(async ({ raw, to, ...mail }) => {
        const { rawMailId } = await keepRawMail(world.context, { ...mail, stream: Readable.from(raw.length > 0 ? [raw] : []), envelopeTo: [to] });
        const placed = await processMail(world.context, { rawMailId });
        await expectKept(world, rawMailId, raw);
        await expectStands(world, rawMailId, placed?.outcome ?? 'failed');
      }));
    }),
    { numRuns: Math.ceil(mails / AT_ONCE), endOnFailure: true },
  );
}

const bytesAt = async (world: World, key: string): Promise<Buffer> => {
  const { folder, sha256 } = placeOf(key);
  return buffer(await world.context.files.open(folder, sha256));
};

async function expectKept(world: World, id: string, raw: Buffer): Promise<void> {
  const row = await world.database.db.rawMail.findUniqueOrThrow({ where: { id } });
  expect([row.state, row.lastError, row.claimedAt]).toEqual(['processed', '', null]);
  expect((await bytesAt(world, row.fileKey)).equals(raw)).toBe(true);
  expect([row.sha256, Number(row.size)]).toEqual([createHash('sha256').update(raw).digest('hex'), raw.length]);
}

async function expectStands(world: World, rawMailId: string, outcome: string): Promise<void> {
  const messages = await world.database.db.message.findMany({ where: { rawMailId }, include: { attachments: true } });
  expect([outcome, messages.map(({ state }) => state)]).toEqual(outcome === 'unplaced' ? ['unplaced', []] : [outcome, [outcome]]);
  for (const { fileKey, size, sha256 } of messages.flatMap(({ attachments }) => attachments)) {
    const bytes = await bytesAt(world, fileKey ?? '');
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([Number(size), sha256]);
  }
}
