import type { Context } from '../../../server/context.js';
import { readConfig } from '../../../server/config.js';
import { toCivil } from '../../../server/platform/clock.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { createLogger } from '../../../server/platform/logger.js';
import type { MailError } from '../../../server/platform/mailer.errors.js';
import type { MailMessage, Mailer } from '../../../server/platform/mailer.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { sendDigest } from '../../../server/features/notices/send-digest.js';
import { sendNotice } from '../../../server/features/notices/send-notice.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import type { TestDatabase } from '../../support/database.js';
import { recordingJobs } from '../../support/world.js';
import { type SetClock, type World, makeGroup, sentRequest, setClock } from '../deadlines/world.js';

export type Outbox = Mailer & { readonly taken: MailMessage[]; refuseNext: MailError | null };

export function recordingMailer(): Outbox {
  const taken: MailMessage[] = [];
  const mailer: Outbox = {
    kind: 'smtp', canSend: true, taken, refuseNext: null, ready: async () => undefined, close: () => undefined,
    send: async (message) => {
      const refusal = mailer.refuseNext;
      mailer.refuseNext = null;
      if (refusal) throw refusal;
      // Long enough for a second worker to come by while the first still talks to its server.
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken.push(message);
      return { accepted: [String(message.to)], refused: [], response: '250 ok', serverMessageId: null };
    },
  };
  return mailer;
}

export type Deps<M extends Mailer = Outbox> = Pick<Context, 'db' | 'clock' | 'config' | 'logger'> & { jobs: ReturnType<typeof recordingJobs>; mailer: M };
const config = readConfig({ NODE_ENV: 'test', REPLY_DOMAIN: 'replies.example.org', MAIL_FROM: 'tenday@example.org', PUBLIC_URL: 'https://tenday.example.org' });

/** What two workers do with what a sweep woke them for. */
export async function work<M extends Mailer>(deps: Deps<M>): Promise<void> {
  const jobs = deps.jobs.enqueued.splice(0);
  const one = ({ name, payload }: (typeof jobs)[number]) =>
    name === 'digest.send' ? sendDigest(deps, payload as { groupId: string; digestId: string }) : sendNotice(deps, payload as { groupId: string; noticeId: string });
  await Promise.all([...jobs, ...jobs].map(one));
}

export async function sweepAndWork<M extends Mailer>(deps: Deps<M>): Promise<void> {
  await Promise.all([sweepNotices(deps), sweepNotices(deps)]);
  await work(deps);
}

export interface LadderOffice {
  readonly world: World;
  readonly clock: SetClock;
  readonly deps: Deps;
  /** A request received, and confirmed, on a day. Received on Nov 16: due Mon, Nov 30, safe to call late after that day. */
  confirmed(actor?: Actor, receivedOn?: string, sentOn?: string): Promise<{ id: string; number: string; factId: string }>;
  /** Sets the clock to five past eight in Los Angeles (winter) and has two workers sweep and send. */
  morning(day: string): Promise<void>;
  /** Everything mailed since the last call: to whom, and the subject. */
  mails(): Promise<string[]>;
  ledger(requestId: string): Promise<{ who: string; rung: string; for: string; state: string; why: string }[]>;
  emailOf(actor: Actor): Promise<string>;
  /** 'advocate', 'lawyer' …: who has this address. */
  nameOf(email: string): Promise<string>;
}

/** A fresh group with an empty ledger; whatever other tests left in the database is closed, so that sweeps see only this group's. */
export async function openLadder(database: TestDatabase, mailer: Outbox = recordingMailer()): Promise<LadderOffice> {
  await database.db.deadline.updateMany({ where: {}, data: { state: 'void', wakeAt: null } });
  await database.db.notice.updateMany({ where: { state: { in: ['pending', 'claimed'] } }, data: { state: 'cancelled' } });
  const world = await makeGroup(database.db);
  // Members were there long before what they are told of.
  await database.db.person.updateMany({ where: { groupId: world.groupId }, data: { createdAt: new Date('2026-01-05T18:00:00Z') } });
  const clock = setClock('2026-11-20T17:00:00Z');
  const deps: Deps = { db: database.db, clock, config, logger: createLogger('silent'), jobs: recordingJobs(), mailer };
  let read = 0;
  const nameOf = async (email: string) => (await database.db.person.findFirstOrThrow({ where: { email } })).name.replace(` of ${world.advocate.groupName}`, '');
  return {
    world, clock, deps, nameOf,
    async confirmed(actor = world.advocate, receivedOn = '2026-11-16', sentOn = receivedOn) {
      const request = await sentRequest(database.db, actor, { sentOn, at: clock.now() });
      const { factId } = await confirmReceipt({ db: database.db, clock }, actor, { requestId: request.id, date: receivedOn, basis: 'portal' });
      return { ...request, factId };
    },
    async morning(day) {
      clock.set(`${day}T16:05:00Z`);
      await sweepAndWork(deps);
    },
    async mails() {
      const fresh = mailer.taken.slice(read);
      read = mailer.taken.length;
      return (await Promise.all(fresh.map(async (mail) => `${await nameOf(String(mail.to))}: ${mail.subject}`))).sort();
    },
    ledger: async (requestId) =>
      (await database.db.notice.findMany({ where: { requestId }, orderBy: [{ forDate: 'asc' }, { dueOn: 'asc' }, { createdAt: 'asc' }] })).map((row) => ({
        who: row.personId, rung: row.rung, for: toCivil(row.forDate), state: row.state, why: row.lastError,
      })),
    emailOf: async (actor) => (await database.db.person.findUniqueOrThrow({ where: { id: actor.personId } })).email,
  };
}
