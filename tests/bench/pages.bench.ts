import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type World, makeWorld } from '../support/world.js';
import { fillRequests } from './fill-requests.js';
import { type Result, type Row, medianMs } from './measure.js';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Requests list and request page against what they can't do without: the rows by plain SQL, and Express answering as many bytes. */
export async function pagesBench(): Promise<Result> {
  const rows: Row[] = [];
  for (const count of [200, 20_000]) rows.push(...(await atSize(count)));
  return { bench: 'pages', rows };
}

async function atSize(count: number): Promise<Row[]> {
  const world = await makeWorld({ settings: { NODE_ENV: 'production' } });
  try {
    const agencies = [await world.agencyId('lapd'), await world.agencyId('bopc')] as const;
    const owner = await world.addGroup('Harbor Records Project');
    const other = await world.addGroup('Another Group');
    await fillRequests(world.database.pool, owner, count, agencies);
    await fillRequests(world.database.pool, other, count, agencies);
    const browser = await world.signIn(owner);
    const { jar } = browser.agent as unknown as { jar: { getCookies(access: object): { toValueString(): string } } };
    const cookies = jar.getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false }).toValueString();
    const middle = await idAt(world, owner.groupId, Math.floor(count / 2));
    const token = await world.tokenOf(owner);
    const measured: Row[] = [];
    for (const [what, address, sql] of [
      ['list, first page', '/requests', LIST_SQL],
      ['list, one state', '/requests?show=closed', listSql("r.group_id = $1 AND r.state = 'closed'")],
      ['one request', `/requests/${middle}`, PAGE_SQL],
    ] as const) {
      measured.push(await onePage(world, { what: `${what}, ${count} requests`, address, sql, headers: { cookie: cookies }, values: sql === PAGE_SQL ? [owner.groupId, middle] : [owner.groupId] }));
    }
    measured.push(await onePage(world, { what: `list as JSON, ${count} requests`, address: '/api/v1/requests', sql: LIST_SQL, headers: { authorization: `Bearer ${token}` }, values: [owner.groupId] }));
    return measured;
  } finally {
    await world.close();
  }
}

interface Page {
  readonly what: string;
  readonly address: string;
  readonly sql: string;
  readonly headers: Record<string, string>;
  readonly values: readonly string[];
}

async function onePage(world: World, page: Page): Promise<Row> {
  const app = await listen(world.app);
  const body = await fetchPage(app.port, page.address, page.headers);
  const pageMs = await medianMs(() => fetchPage(app.port, page.address, page.headers));
  await app.close();
  const bare = await listen(express().get('/', (_req, res) => void res.type('html').send(body)));
  const expressMs = await medianMs(() => fetchPage(bare.port, '/', {}));
  await bare.close();
  const statements = page.sql.split(';').filter((one) => one.trim() !== '');
  const sqlMs = await medianMs(async () => {
    for (const statement of statements) await world.database.pool.query(statement, [...page.values]);
  });
  return { what: page.what, figures: { 'page ms': pageMs, 'SQL ms': sqlMs, 'Express ms': expressMs, ratio: pageMs / (sqlMs + expressMs), kB: body.length / 1000 } };
}

/** The rows of a page with agency and person, the items of those rows, and the counts of the filters above the list. */
const listSql = (where: string) => `
  SELECT r.*, a.short_name, p.name FROM records_requests r JOIN agencies a ON a.id = r.agency_id JOIN people p ON p.id = r.responsible_id
  WHERE ${where} ORDER BY r.moved_at DESC, r.id DESC LIMIT 51;
  SELECT i.request_id, i.state FROM request_items i
  WHERE i.request_id IN (SELECT r.id FROM records_requests r WHERE ${where} ORDER BY r.moved_at DESC, r.id DESC LIMIT 51);
  SELECT count(*), count(*) FILTER (WHERE state = 'awaiting' AND next_assert_after < current_date AND NOT next_presumed),
    count(*) FILTER (WHERE state = 'awaiting' AND next_due BETWEEN current_date AND current_date + 7), count(*) FILTER (WHERE state = 'not_sent')
  FROM records_requests r WHERE ${where}`;
const LIST_SQL = listSql('r.group_id = $1');
const OF_REQUEST = ['request_items', 'agency_numbers', 'letters', 'facts', 'deadlines', 'documents'].map((table) => `SELECT * FROM ${table} WHERE group_id = $1 AND request_id = $2`);
const PAGE_SQL = [
  'SELECT r.*, a.*, p.name FROM records_requests r JOIN agencies a ON a.id = r.agency_id JOIN people p ON p.id = r.responsible_id WHERE r.group_id = $1 AND r.id = $2',
  ...OF_REQUEST,
  'SELECT * FROM events e LEFT JOIN event_words w ON w.event_id = e.id WHERE e.group_id = $1 AND e.request_id = $2 ORDER BY e.seq DESC LIMIT 50',
].join(';');

async function idAt(world: World, groupId: string, offset: number): Promise<string> {
  const [row] = await world.database.db.recordsRequest.findMany({ where: { groupId }, orderBy: [{ movedAt: 'desc' }, { id: 'desc' }], skip: offset, take: 1, select: { id: true } });
  if (!row) throw new Error('the group is empty');
  return row.id;
}

async function listen(app: express.Express): Promise<{ port: number; close(): Promise<void> }> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function fetchPage(port: number, path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = http.get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => (response.statusCode === 200 ? resolve(body) : reject(new Error(`${path} answered ${response.statusCode}`))));
    });
    call.on('error', reject);
  });
}
