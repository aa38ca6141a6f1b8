import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { enterRequest } from '../../server/features/letters/enter-request.js';
import { storeDocument } from '../../server/features/documents/store-document.js';
import { makeWorld } from '../support/world.js';
import type { Result } from './measure.js';

const MEBIBYTES = 200;

/** A document of 200 MiB stored (hashed, written, synced, recorded) against `sha256sum` of the same bytes and a plain copy. */
export async function uploadsBench(): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-bench-upload-'));
  const world = await makeWorld();
  try {
    const owner = await world.addGroup();
    const request = await enterRequest(world.context, owner, {
      agencyId: await world.agencyId('lapd'), title: 'Big files', sentOn: '2026-11-02', channel: 'portal', letterText: '', agencyNumbers: [], items: [{ heading: 'All', text: 'All of it.' }],
    });
    const times: { store: number[]; sum: number[]; copy: number[] } = { store: [], sum: [], copy: [] };
    for (let round = 0; round < 4; round += 1) {
      const file = path.join(folder, `file-${round}`);
      await writeFile(file, randomBytes(MEBIBYTES * 1024 * 1024));
      times.sum.push(await timed(() => Promise.resolve(spawnSync('sha256sum', [file]))));
      times.copy.push(await timed(() => pipeline(createReadStream(file), createWriteStream(`${file}-copy`))));
      times.store.push(await timed(() => storeDocument(world.context, owner, { requestId: request.id, originalName: `file-${round}`, stream: createReadStream(file), kind: 'response', source: 'upload' })));
    }
    // The first round warms the disk's cache.
    const [store, sum, copy] = [times.store, times.sum, times.copy].map((list) => middle(list.slice(1)));
    if (store === undefined || sum === undefined || copy === undefined) throw new Error('nothing was measured');
    return { bench: 'uploads', rows: [{ what: `store ${MEBIBYTES} MiB`, figures: { 'store ms': store, 'sha256sum ms': sum, 'copy ms': copy, 'store / (sum + copy)': store / (sum + copy), 'MiB per s': (MEBIBYTES * 1000) / store } }] };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const middle = (values: readonly number[]): number | undefined => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
