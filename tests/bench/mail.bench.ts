import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { keepRawMail } from '../../server/features/replies/keep-raw-mail.js';
import { parseRawMail } from '../../server/features/replies/parse-raw-mail.js';
import { processMail } from '../../server/features/replies/process-mail.js';
import { mailText, sentRequest } from '../features/replies/mail-world.js';
import { part, parts } from '../features/replies/mails/build.js';
import { type World, makeWorld } from '../support/world.js';
import { startSmtpServer } from '../support/smtp-server.js';
import { type Result, type Row, peakMemory } from './measure.js';

/** As many as a worker runs. */
const AT_ONCE = 4;
const REQUESTS = 20;
/** Of a request in its hour, fewer than what is held as a flood. */
const OF_EACH = 20;
const WORDS = 'We have your request and look for the records. We estimate that they are ready on 14 December 2026.\r\n'.repeat(20);

/**
 * Mails a second from the door until each is filed on its request: bytes synced to the disk, rows written durably, four at once as a worker runs them. Beside it, on the same mails and in the
 * same run, the parser alone, whose attachments go nowhere. `grew MiB`: what the process took more at the end of the second half than at the end of the first.
 */
export async function mailBench(): Promise<Result> {
  const smtp = await startSmtpServer();
  const world = await makeWorld({ smtpUrl: smtp.url });
  try {
    const addresses = await sentRequests(world);
    await row(world, 'warm', addresses.slice(0, 2).flatMap((to) => Array.from({ length: OF_EACH }, () => small(to))));
    world.clock.pass(2);
    const rows = [await row(world, 'small (2 kB)', addresses.flatMap((to) => Array.from({ length: OF_EACH }, () => small(to))))];
    world.clock.pass(2);
    rows.push(await row(world, 'with a file of 300 kB', addresses.flatMap((to) => Array.from({ length: OF_EACH }, () => withFile(to, 300)))));
    return { bench: 'mail', rows };
  } finally {
    await world.close();
    await smtp.close();
  }
}

async function sentRequests(world: World): Promise<string[]> {
  const owner = await world.addGroup();
  const addresses: string[] = [];
  for (let n = 0; n < REQUESTS; n += 1) addresses.push((await sentRequest(world, owner)).address);
  return addresses;
}

const small = (to: string): string => mailText({ To: to }, WORDS);

function withFile(to: string, kilobytes: number): string {
  const file = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(kilobytes * 1024)]).toString('base64').replace(/.{76}/g, '$&\r\n');
  const body = parts('edge', part(['Content-Type: text/plain'], WORDS), part(['Content-Type: application/pdf; name=records.pdf', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename=records.pdf'], file));
  return mailText({ To: to, 'Content-Type': 'multipart/mixed; boundary=edge' }, body.join('\r\n'));
}

async function row(world: World, what: string, mails: readonly string[]): Promise<Row> {
  const alone = await perSecond(mails, async (raw) => {
    await parseRawMail(streamOf(raw), { ourDomains: ['replies.example.org'], sink: (_, content) => readAway(content) });
  });
  const memory = peakMemory();
  const half = mails.length / 2;
  const [first, middle] = [await perSecond(mails.slice(0, half), (raw) => take(world, raw)), process.memoryUsage().rss];
  const [second, end] = [await perSecond(mails.slice(half), (raw) => take(world, raw)), process.memoryUsage().rss];
  const whole = 2 / (1 / first + 1 / second);
  return { what, figures: { mails: mails.length, 'whole way per s': whole, 'parser alone per s': alone, ratio: whole / alone, 'peak MiB': memory.stop(), 'grew MiB': Math.max(0, end - middle) / 1024 ** 2 } };
}

async function take(world: World, raw: string): Promise<void> {
  const { rawMailId } = await keepRawMail(world.context, { stream: streamOf(raw), door: 'smtp', groupId: null, envelopeTo: [] });
  const placed = await processMail(world.context, { rawMailId });
  if (placed?.outcome !== 'filed') throw new Error(`a mail of the bench was not filed: ${JSON.stringify(placed)}`);
}

/** In pieces as a connection brings them. */
function streamOf(raw: string): Readable {
  const bytes = Buffer.from(raw);
  return Readable.from((function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  })());
}

async function readAway(content: Readable): Promise<null> {
  for await (const chunk of content) void chunk;
  return null;
}

async function perSecond(mails: readonly string[], work: (raw: string) => Promise<void>): Promise<number> {
  const waiting = mails.values();
  const start = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const raw of waiting) await work(raw);
  }));
  return (mails.length * 1000) / (performance.now() - start);
}
