import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { freePort, startProcess, until } from './processes.js';

/** A cluster is made, started and stopped here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

describe('Tenday starts and stops as one command', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase({ maxConnections: 1 });
    folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-start-'));
  });
  afterAll(async () => {
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('in an empty folder everything comes up, and SIGTERM leaves no PostgreSQL behind', async () => {
    const port = await freePort();
    const tenday = startProcess('server/main.js', ['all'], { DATA_DIR: folder, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` });
    try {
      await until('everything is ready', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200, 60_000);
      await until('the set-up link is printed', async () => tenday.output().includes('/set-up?code='));
      const running = await clusterPorts(folder);
      for (const port of running) expect(await listens(port)).toBe(true);
      expect(running).toHaveLength(1);
      expect(await tenday.stop()).toBe(0);
      expect(await clusterPorts(folder)).toEqual([]);
      for (const port of running) expect(await listens(port)).toBe(false);
    } finally {
      await tenday.stop('SIGKILL');
    }
  });

  test('a port in use is one sentence that says what to do, and exit 1', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const tenday = startProcess('server/main.js', ['web'], { DATA_DIR: folder, DATABASE_URL: database.url, PORT: String(port) });
    expect(await tenday.exited).toBe(1);
    expect(tenday.errors().trim()).toBe(`Port ${port} is in use. Stop what uses it, or set PORT to another number.`);
    holder.close();
  });

  test('a wrong setting is one sentence that names it, and exit 1', async () => {
    const tenday = startProcess('server/main.js', ['all'], { DATA_DIR: folder, PORT: 'three' });
    expect(await tenday.exited).toBe(1);
    expect(tenday.errors().trim()).toBe('The setting PORT must be a whole number from 0 to 65535.');
  });
});

/** The ports of every cluster below the folder that runs, from the fourth line of its `postmaster.pid`. */
async function clusterPorts(folder: string): Promise<number[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => path.basename(name) === 'postmaster.pid');
  return Promise.all(files.map(async (name) => Number((await readFile(path.join(folder, name), 'utf8')).split('\n')[3])));
}

/** Whether anything takes connections there. A process id would not tell: in a container nobody may reap the dead. */
async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answered = await once(socket, 'connect').then(() => true, () => false);
  socket.destroy();
  return answered;
}
