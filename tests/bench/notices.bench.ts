import { handlers as productHandlers } from '../../workers/handlers.js';
import { startWorkers } from '../../workers/main.js';
import type { Handlers } from '../../workers/run-job.js';
import type { Context } from '../../server/context.js';
import { newId } from '../../server/platform/ids.js';
import { createJobQueue } from '../../server/platform/jobs.bullmq.js';
import type { MailMessage, Mailer } from '../../server/platform/mailer.js';
import { hasRedisServer, startRedis } from '../support/redis.js';
import { type World, makeWorld } from '../support/world.js';
import { fillRequests } from './fill-requests.js';
import type { Result, Row } from './measure.js';

const JOBS = 1000;

/** Notices sent through the real queue, to a mailer that takes them at once, against empty jobs on the same queue. */
export async function noticesBench(): Promise<Result> {
  const rows = [await onBackend('on PostgreSQL', null)];
  if (hasRedisServer()) {
    const redis = await startRedis();
    try {
      rows.push(await onBackend('on Redis', redis.url));
    } finally {
      await redis.close();
    }
  }
  return { bench: 'notices', rows };
}

async function onBackend(what: string, redisUrl: string | null): Promise<Row> {
  const mailer = takingMailer();
  const world = await makeWorld({ mailer, now: new Date().toISOString() });
  try {
    const ids = await fillLedger(world);
    const { groupId } = ids;
    const empty = await perSecond(world, redisUrl, ids.notices.map((noticeId) => ({ groupId, noticeId })), async () => undefined);
    const notices = await perSecond(world, redisUrl, ids.notices.map((noticeId) => ({ groupId, noticeId })), (deps, payload) => productHandlers['notice.send'](deps, payload));
    const sent = await world.database.db.notice.count({ where: { groupId, state: 'sent' } });
    if (sent !== JOBS || mailer.taken.length !== JOBS) throw new Error(`${sent} notices are marked sent and ${mailer.taken.length} were mailed; ${JOBS} were to be`);
    return { what, figures: { 'notices per s': notices, 'empty jobs per s': empty, ratio: notices / empty } };
  } finally {
    await world.close();
  }
}

function takingMailer(): Mailer & { readonly taken: MailMessage[] } {
  const taken: MailMessage[] = [];
  return {
    taken, kind: 'smtp', canSend: true,
    send: async (message) => {
      taken.push(message);
      return { accepted: ['someone'], refused: [], response: '250 Ok', serverMessageId: null };
    },
    ready: async () => undefined,
    close: () => undefined,
  };
}

/** A ledger of warnings due today, one a request. */
async function fillLedger(world: World): Promise<{ groupId: string; notices: string[] }> {
  const { db, pool } = world.database;
  const owner = await world.addGroup();
  await fillRequests(pool, owner, JOBS, [await world.agencyId('lapd'), await world.agencyId('bopc')]);
  await db.deadline.updateMany({ where: { groupId: owner.groupId }, data: { due: today(world), assertAfter: today(world) } });
  const deadlines = await db.deadline.findMany({ where: { groupId: owner.groupId }, select: { id: true, requestId: true, due: true } });
  const notices = deadlines.map((deadline) => ({
    id: newId(), groupId: owner.groupId, personId: owner.personId, requestId: deadline.requestId, deadlineId: deadline.id, rung: 'due', forDate: deadline.due, dueOn: deadline.due,
    messageId: `<${newId()}@bench.example.org>`, createdAt: world.clock.now(),
  }));
  await db.notice.createMany({ data: notices });
  return { groupId: owner.groupId, notices: notices.map((notice) => notice.id) };
}

const today = (world: World): Date => new Date(`${world.clock.now().toISOString().slice(0, 10)}T00:00:00Z`);

type SendNotice = Handlers<Context>['notice.send'];

async function perSecond(world: World, redisUrl: string | null, payloads: readonly { groupId: string; noticeId: string }[], handle: SendNotice): Promise<number> {
  const { logger } = world.context;
  const prefix = `bench${newId().slice(-6)}`;
  const connection = { databaseUrl: world.database.url, redisUrl, logger, prefix };
  const queue = await createJobQueue(connection);
  for (let start = 0; start < payloads.length; start += 100) await Promise.all(payloads.slice(start, start + 100).map((payload) => queue.enqueue('notice.send', payload)));
  let done = 0;
  let finished: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (finished = resolve));
  const counting: SendNotice = async (deps, payload) => {
    await handle(deps, payload);
    done += 1;
    if (done === payloads.length) finished();
  };
  const context = { ...world.context, config: { ...world.context.config, redisUrl }, databaseUrl: world.database.url };
  const start = performance.now();
  const workers = await startWorkers(context, { handlers: { ...productHandlers, 'notice.send': counting }, sweeps: [], prefix });
  await all;
  const seconds = (performance.now() - start) / 1000;
  await workers.close();
  await queue.close();
  return payloads.length / seconds;
}
