import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createRequest } from '../../../server/features/requests/create-request.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

export interface Bench extends World {
  /** A request to LAPD in the state `awaiting` unless told. */
  addRequest(actor: Actor, title?: string, state?: 'draft' | 'awaiting'): Promise<{ id: string; number: string }>;
  /** Every file the store keeps anywhere, temporary or permanent, by its name. */
  kept(): Promise<string[]>;
  /** Where the store keeps a group's files. */
  folderOf(groupId: string): string;
}

/** The application with an upload limit of 100,000 bytes, and what tests of documents look at. */
export async function makeBench(): Promise<Bench> {
  const world = await makeWorld({ settings: { MAX_UPLOAD_BYTES: '100000' } });
  const folder = path.join(world.context.config.dataDir, 'files');
  const agencyId = await world.agencyId('lapd');
  const { db } = world.context;
  return {
    ...world,
    folderOf: (groupId) => path.join(folder, groupId),
    kept: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    addRequest: (actor, title = 'Plate reader searches', state = 'awaiting') =>
      db.$transaction(async (tx) => {
        const made = await createRequest(tx, actor, { agencyId, statute: 'CPRA', title, templateSlug: null, items: [], draft: null }, world.clock.now());
        await tx.recordsRequest.update({ where: { groupId_id: { groupId: actor.groupId, id: made.id } }, data: { state } });
        return { id: made.id, number: made.number };
      }),
  };
}

export const bytes = (text: string | Buffer): Readable => Readable.from([Buffer.from(text)]);
