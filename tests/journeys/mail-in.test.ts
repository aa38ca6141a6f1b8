import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { offerMail } from '../support/smtp-client.js';
import { type Office, openOffice, REPLY_DOMAIN } from './office.js';
import { freePort, type TendayProcess, until } from './processes.js';

jest.setTimeout(5 * 60_000);

let office: Office;
let port: number;

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  port = await freePort();
  Object.assign(office.settings, { INBOUND_SMTP_PORT: String(port) });
  await office.startWeb();
  await office.setUp();
}, 150_000);
afterAll(() => office?.close());

const mail = (name: string) => ({ to: `abcdefghjkmnp@${REPLY_DOMAIN}`, raw: ['From: clerk@lapd.example', `Message-ID: <${name}@lapd.example>`, `Subject: ${name}`, '', 'About your request.', ''].join('\r\n') });
const rows = () => office.query<{ sha256: string; size: string }>('SELECT sha256, size FROM raw_mails ORDER BY arrived_at');
const filesKept = async () => (await readdir(path.join(office.dataDir, 'files', '00000000-0000-0000-0000-000000000000')).catch(() => [])).length;

async function listening(): Promise<TendayProcess> {
  const worker = office.startWorker();
  await until('the worker listens for mail', async () => (await offerMail(port, { to: 'nobody@elsewhere.example', raw: 'x' })).code === 550);
  return worker;
}

test('the process is killed between the bytes and the row: the sender was told nothing, and its second try is kept once', async () => {
  const worker = await listening();
  const lock = new pg.Client({ connectionString: office.databaseUrl });
  await lock.connect();
  await lock.query('BEGIN; LOCK TABLE raw_mails IN EXCLUSIVE MODE');
  const offered = offerMail(port, mail('killed'));
  await until('its bytes lie in the store', async () => (await filesKept()) === 1);
  await worker.stop('SIGKILL');
  await lock.query('ROLLBACK');
  await lock.end();
  expect((await offered).code).not.toBe(250);
  expect(await rows()).toHaveLength(0);

  const next = await listening();
  expect(await offerMail(port, mail('killed'))).toMatchObject({ code: 250 });
  expect([(await rows()).length, await filesKept()]).toEqual([1, 1]);
  await next.stop();
});

test('PostgreSQL drops every connection while a mail comes in: what was answered 250 is there, what was not comes again', async () => {
  const worker = await listening();
  const before = (await rows()).length;
  let dropping = true;
  const drops = (async () => {
    for (let n = 0; n < 8; n += 1) {
      await office.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    dropping = false;
  })();
  let taken = 0;
  for (let n = 0; n < 200 && (dropping || n < 10); n += 1) {
    for (let tries = 0; tries < 20; tries += 1) {
      const { code } = await offerMail(port, mail(`dropped-${n}`));
      if (code === 250) break;
      expect([421, 450, 451]).toContain(code);
    }
    taken += 1;
  }
  await drops;
  const kept = new Set((await rows()).slice(before).map(({ sha256 }) => sha256));
  expect(kept.size).toBe(taken);
  await worker.stop();
});

test('of two workers one listens, and the other follows it', async () => {
  const first = await listening();
  const second = office.startWorker();
  await until('the second waits', async () => /another process has the port/.test(second.output() + second.errors()));
  await first.stop('SIGKILL');
  await until('the second listens', async () => (await offerMail(port, mail('second'))).code === 250);
  await second.stop();
});
