import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import type { Actor } from '../../../server/platform/http/actor.js';
import { nestFields } from '../../../server/platform/http/form-fields.js';
import { errorHandler, mountRoutes, type Ways } from '../../../server/platform/http/mount.js';
import { api } from '../../../server/platform/http/routes.js';
import { readUpload } from '../../../server/platform/http/uploads.js';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { type Bench, makeBench } from './bench.js';

let world: Bench;
let server: http.Server;
let port: number;
let actor: Actor;
let requestId: string;
/** Every upload's end, in order: what the handler gave or threw. */
let ends: Promise<unknown>[];

beforeAll(async () => {
  world = await makeBench();
  const person = await world.addPerson(await world.addGroup(), 'advocate');
  const routes = [
    api({
      method: 'post', path: '/api/upload', summary: 'Takes files', access: 'signed-in', tag: 'test', upload: true,
      handle: (call) => {
        const end = readUpload(call, {
          fieldsSchema: z.object({ note: z.string().max(10).default(''), items: z.array(z.object({ n: z.string() })).optional() }),
          maxFiles: 3, stalledAfterMs: 1500,
          onFile: (file) =>
            storeDocument(world.context, call.actor, { requestId, originalName: file.originalName, stream: file.stream, kind: 'response', source: 'upload' }),
        });
        ends.push(end.catch((error: unknown) => error));
        return end;
      },
    }),
    api({ method: 'post', path: '/api/forgetful', summary: 'Never checks', access: 'signed-in', tag: 'test', upload: true, handle: async () => ({ done: true }) }),
  ];
  const ways: Ways = {
    deps: world.context,
    csrf: { token: () => 'good', holds: (_req, token) => token === 'good' },
    authenticate: async (req) => ({ ...person, via: req.get('authorization') ? 'token' : 'session' }),
    permits: () => true,
    show: async () => undefined,
  };
  const app = express();
  mountRoutes(app, routes, ways);
  app.use(errorHandler(ways));
  server = http.createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  actor = person;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.close();
});
beforeEach(async () => {
  ends = [];
  requestId = (await world.addRequest(actor)).id;
});

const upload = () => request(server).post('/api/upload');
const names = async () => (await world.context.db.document.findMany({ where: { requestId }, orderBy: { n: 'asc' } })).map((row) => row.originalName);

describe('the form token', () => {
  test('in the header, or as the field before the files, opens the way; a bearer token needs none', async () => {
    await upload().set('x-csrf-token', 'good').attach('files', Buffer.from('a'), 'a.txt').expect(200);
    await upload().field('_csrf', 'good').attach('files', Buffer.from('b'), 'b.txt').expect(200);
    await upload().set('authorization', 'Bearer x').attach('files', Buffer.from('c'), 'c.txt').expect(200);
    expect(await names()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test.each([
    ['missing', () => upload().attach('files', Buffer.from('a'), 'a.txt')],
    ['wrong in the header', () => upload().set('x-csrf-token', 'bad').attach('files', Buffer.from('a'), 'a.txt')],
    ['wrong in the field', () => upload().field('_csrf', 'bad').attach('files', Buffer.from('a'), 'a.txt')],
    ['after the file', () => upload().attach('files', Buffer.from('a'), 'a.txt').field('_csrf', 'good')],
    ['missing, and no file', () => upload().field('note', 'x')],
  ])('%s: refused before any file is taken', async (_what, send) => {
    const before = await world.kept();
    const answer = await send();
    expect([answer.status, answer.body.error?.code]).toEqual([403, 'http.csrf']);
    expect(await world.kept()).toEqual(before);
    expect(await names()).toEqual([]);
  });

  test('a big upload with a wrong token still hears why', async () => {
    const answer = await upload().field('_csrf', 'bad').attach('files', Buffer.alloc(8_000_000, 1), 'big.bin');
    expect(answer.status).toBe(403);
  });

  test('a handler that never checked it can’t succeed', async () => {
    await request(server).post('/api/forgetful').field('note', 'x').expect(500);
  });
});

describe('fields', () => {
  test('are checked before any file is taken', async () => {
    const before = await world.kept();
    const answer = await upload().field('_csrf', 'good').field('note', 'much too long for it').attach('files', Buffer.from('a'), 'a.txt');
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, ['note']]);
    expect(await world.kept()).toEqual(before);
  });

  test('after a file are refused, for the file was taken without them', async () => {
    const answer = await upload().field('_csrf', 'good').attach('files', Buffer.from('a'), 'a.txt').field('note', 'late');
    expect([answer.status, answer.body.error.code]).toEqual([400, 'uploads.field-after-file']);
  });

  test('are held to two megabytes in all, whatever their number', async () => {
    const sending = upload().field('_csrf', 'good');
    for (let i = 0; i < 30; i += 1) sending.field(`x${i}`, 'x'.repeat(80_000));
    const answer = await sending.attach('files', Buffer.from('a'), 'a.txt');
    expect([answer.status, answer.body.error.code]).toEqual([413, 'uploads.field-too-long']);
    expect(await names()).toEqual([]);
    await upload().field('_csrf', 'good').field('x', 'x'.repeat(1_900_000)).attach('files', Buffer.from('a'), 'a.txt').expect(200);
  });

  test('nest as in an ordinary form', async () => {
    const answer = await upload().field('_csrf', 'good').field('items[0][n]', '4').field('items[1][n]', '7').expect(200);
    expect(answer.body.fields).toEqual({ note: '', items: [{ n: '4' }, { n: '7' }] });
    expect(nestFields([['a', '1'], ['a', '2'], ['b[]', 'x'], ['b[]', 'y'], ['c[d][e]', 'z'], ['__proto__[x]', 'no'], ['f[constructor]', 'no']])).toEqual({
      a: ['1', '2'], b: ['x', 'y'], c: { d: { e: 'z' } },
    });
    expect(Object.prototype).not.toHaveProperty('x');
  });

  test('a form without files may come urlencoded; JSON is no form', async () => {
    await upload().type('form').send({ _csrf: 'good', note: 'plain' }).expect(200);
    await upload().set('x-csrf-token', 'good').send({ note: 'json' }).expect(415);
  });
});

describe('several files', () => {
  test('one that is refused does not stop the others', async () => {
    const answer = await upload()
      .field('_csrf', 'good')
      .attach('files', Buffer.from('first'), 'first.txt')
      .attach('files', Buffer.alloc(6_000_000, 1), 'too big.bin')
      .attach('files', Buffer.from('third'), 'third.txt');
    expect(answer.body.files.map((file: { error: { code: string } | null }) => file.error?.code ?? 'in')).toEqual(['in', 'files.too-large', 'in']);
    expect(await names()).toEqual(['first.txt', 'third.txt']);
  });

  test('more than the form takes: refused with the number', async () => {
    const sending = upload().field('_csrf', 'good');
    for (const name of ['a', 'b', 'c', 'd']) sending.attach('files', Buffer.from(name), `${name}.txt`);
    const answer = await sending;
    expect([answer.status, answer.body.error.code]).toEqual([400, 'uploads.too-many-files']);
  });

  test('a file field left empty is no file', async () => {
    const answer = await upload().field('_csrf', 'good').attach('files', Buffer.alloc(0), { filename: '', contentType: 'application/octet-stream' });
    expect(answer.body.files).toEqual([]);
  });

  test('names keep their letters, their quotation marks and lose their folders', async () => {
    const body = ['Отчёт.pdf', 'say %22hello%22.txt', '../../x.txt']
      .map((name, i) => `--b\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${i}\r\n`)
      .join('');
    await upload().set('x-csrf-token', 'good').set('content-type', 'multipart/form-data; boundary=b').send(Buffer.from(`${body}--b--\r\n`)).expect(200);
    expect(await names()).toEqual(['Отчёт.pdf', 'say "hello".txt', 'x.txt']);
  });
});

describe('an upload that breaks off', () => {
  const head = '--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\ngood\r\n';
  const part = (name: string, text: string) => `--b\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}`;

  function open(): http.ClientRequest {
    const sending = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/api/upload', headers: { 'content-type': 'multipart/form-data; boundary=b', 'transfer-encoding': 'chunked' } });
    sending.on('error', () => undefined);
    return sending;
  }
  async function until(met: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await met()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('waited in vain');
  }

  test('leaves nothing of the file that was under way; one that had arrived whole stays', async () => {
    const before = await world.kept();
    const sending = open();
    sending.write(`${head}${part('whole.txt', 'all of it')}\r\n${part('half.txt', 'half of it '.repeat(5000))}`);
    await until(async () => (await names()).length === 1);
    await until(async () => (await world.kept()).length === before.length + 2);
    sending.destroy();
    await until(async () => ends.length === 1);
    expect(await ends[0]).toMatchObject({ code: 'files.interrupted', status: 400 });
    expect(await names()).toEqual(['whole.txt']);
    expect(await world.kept()).toHaveLength(before.length + 1);
  });

  test('by falling silent leaves nothing either', async () => {
    const before = await world.kept();
    const sending = open();
    sending.write(`${head}${part('silent.txt', 'the beginning '.repeat(5000))}`);
    await until(async () => (await world.kept()).length === before.length + 1);
    await until(async () => ends.length === 1);
    expect(await ends[0]).toMatchObject({ code: 'files.interrupted' });
    expect(await world.kept()).toEqual(before);
  });

  test('that ends without its last boundary is unreadable, and nothing is kept', async () => {
    const before = await world.kept();
    const sending = open();
    sending.end(`${head}${part('cut.txt', 'cut off')}`);
    const [answer] = (await once(sending, 'response')) as [http.IncomingMessage];
    expect(answer.statusCode).toBe(400);
    answer.resume();
    await Promise.all(ends);
    expect(await names()).toEqual([]);
    expect(await world.kept()).toEqual(before);
  });
});
