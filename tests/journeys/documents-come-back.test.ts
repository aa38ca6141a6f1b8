import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, utimes } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { agencyId } from './cases.js';
import { type Member, type Office, openOffice } from './office.js';
import { until } from './processes.js';

/** Whole processes start and stop here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

interface Uploaded {
  readonly documents: { id: string; n: number; originalName: string; sha256: string; duplicateOf: number | null }[];
}
interface Listed {
  readonly documents: { id: string; originalName: string }[];
}

describe('documents come back from an agency', () => {
  let office: Office;
  let advocate: Member;
  let volunteer: Member;
  let requestId: string;
  let kept: string;
  beforeAll(async () => {
    office = await openOffice('PostgreSQL');
    await office.startWeb();
    const owner = await office.setUp();
    advocate = await office.invite(owner, 'advocate', 'Ada Advocate');
    volunteer = await office.invite(owner, 'volunteer', 'Vic Volunteer');
    const entered = await advocate.api.post<{ id: string }>('/requests/enter', { agencyId: await agencyId(advocate, 'lapd'), title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal' });
    requestId = entered.body.id;
    kept = (await advocate.api.upload<Uploaded>(`/requests/${requestId}/documents`, [{ name: 'internal memo.txt', bytes: Buffer.from('Not for volunteers yet.') }])).body.documents[0]?.id ?? '';
  }, 150_000);
  afterAll(() => office?.close());

  const listed = async (member: Member) => (await member.api.get<Listed>(`/requests/${requestId}/documents`)).body.documents;
  const incoming = () => readdir(path.join(office.dataDir, 'files', '.incoming')).catch(() => []);

  /** Sends the beginning of a file and leaves the line open. */
  const beginUpload = () => {
    const boundary = 'a-long-line-of-dashes';
    const headers = { authorization: `Bearer ${volunteer.api.token}`, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const sending = http.request(`${office.origin}/api/v1/requests/${requestId}/documents`, { method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="half.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`);
    sending.write(randomBytes(300_000));
    return { sending, finish: () => sending.end(`\r\n--${boundary}--\r\n`) };
  };

  test('a volunteer puts in several files, one of them twice, and gets the very bytes back', async () => {
    const scan = randomBytes(400_000);
    const list = Buffer.from('agency,partner\nLAPD,unknown\n');
    const files = [{ name: 'scan é 1.bin', bytes: scan }, { name: 'list.csv', bytes: list }, { name: 'again.bin', bytes: scan }];
    const { status, body } = await volunteer.api.upload<Uploaded>(`/requests/${requestId}/documents`, files);
    expect(status).toBe(201);
    expect(body.documents.map((document) => document.duplicateOf !== null)).toEqual([false, false, true]);
    expect(body.documents[2]?.duplicateOf).toBe(body.documents[0]?.n);
    expect(body.documents[0]?.sha256).toBe(createHash('sha256').update(scan).digest('hex'));
    const back = await volunteer.api.download(`/documents/${body.documents[0]?.id}/file`);
    expect(back.bytes.equals(scan)).toBe(true);
    expect(back.disposition).toMatch(/^attachment/);
    expect(back.disposition).toContain(encodeURIComponent('scan é 1.bin'));
  });

  test('they see their own and no more, until an advocate releases one', async () => {
    expect((await listed(volunteer)).map((document) => document.originalName).sort()).toEqual(['list.csv', 'scan é 1.bin']);
    expect(await listed(advocate)).toHaveLength(3);
    expect((await volunteer.api.download(`/documents/${kept}/file`)).status).toBe(404);
    for (const address of ['/outbox', '/people', '/notices', `/requests/${requestId}/timeline`]) expect((await volunteer.browser.get(address)).status).toBe(403);
    expect((await volunteer.api.post(`/documents/${kept}/release`)).status).toBe(403);
    await advocate.browser.get(`/documents/${kept}`);
    expect((await advocate.browser.post(`/documents/${kept}/release`)).status).toBe(303);
    expect((await volunteer.api.download(`/documents/${kept}/file`)).bytes.toString()).toBe('Not for volunteers yet.');
  });

  test('the server is killed with -9 amid an upload: after a restart no document is there, and the sweep takes the rest', async () => {
    const before = (await listed(advocate)).length;
    beginUpload();
    const [left = ''] = await until('bytes arrive', async () => {
      const names = await incoming();
      return names.length > 0 && names;
    });
    await office.web().stop('SIGKILL');
    await office.startWeb();
    expect(await listed(advocate)).toHaveLength(before);
    // The sweep leaves alone what is younger than a day: it might be an upload under way.
    const twoDaysAgo = new Date(performance.timeOrigin - 2 * 86_400_000);
    await utimes(path.join(office.dataDir, 'files', '.incoming', left), twoDaysAgo, twoDaysAgo);
    const worker = await office.startWorkerAt('2026-11-24T17:00:00Z');
    await until('the sweep has taken it', async () => (await incoming()).length === 0);
    await worker.stop();
    expect((await office.query("SELECT 1 FROM documents WHERE original_name = 'half.bin'"))).toEqual([]);
  });

  test('SIGTERM amid an upload: the file is taken to its end, then the server goes with 0', async () => {
    const before = (await listed(advocate)).length;
    const { sending, finish } = beginUpload();
    await until('bytes arrive', async () => (await incoming()).length > 0);
    const ended = office.web().stop('SIGTERM');
    await until('no new visitor is taken', async () => fetch(`${office.origin}/healthz`).then(() => false, () => true));
    const answered = once(sending, 'response') as Promise<[http.IncomingMessage]>;
    finish();
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).toBe(201);
    expect(await ended).toBe(0);
    expect(await incoming()).toEqual([]);
    await office.startWeb();
    expect(await listed(advocate)).toHaveLength(before + 1);
  });
});
