import type pg from 'pg';
import type { Context } from '../../context.js';
import { AppError } from '../../platform/errors.js';
import { type Mailbox, readImapUrl, watchMailbox } from '../../platform/mail-in.imap.js';
import { keepRawMail } from './keep-raw-mail.js';
import { highestUidKept } from './mailbox.all-groups.queries.js';
import { DOOR_SAYS_MS, noteDoor } from './note-door.js';

type Deps = Pick<Context, 'db' | 'pool' | 'files' | 'clock' | 'jobs' | 'logger' | 'config'>;

export interface MailFetcher {
  close(): Promise<void>;
}

export interface FetchPauses {
  /** Between looks when the server says nothing. */
  readonly pollMs: number;
  /** After the first failure; doubles up to five minutes. */
  readonly retryMs: number;
  /** Before asking again whether the worker that fetches is gone. */
  readonly turnMs: number;
}

const PAUSES: FetchPauses = { pollMs: 60_000, retryMs: 5_000, turnMs: 15_000 };
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Fetches mail from the mailbox of the settings as long as the process runs; of several workers one does, held by a lock that ends with its connection.
 * @returns null where the settings name no mailbox
 */
export function fetchMail(deps: Deps, pauses: Partial<FetchPauses> = {}): MailFetcher | null {
  const { imapUrl } = deps.config.secrets;
  if (!imapUrl) return null;
  const ending = new AbortController();
  const running = run(deps, readImapUrl(imapUrl), { ...PAUSES, ...pauses }, ending.signal);
  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}

async function run(deps: Deps, mailbox: Mailbox, pauses: FetchPauses, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const turn = await withTurn(deps.pool, signal, (ends) => watch(deps, mailbox, pauses, ends, () => (failures = 0)));
      if (!turn) await pause(pauses.turnMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const ms = Math.min(LONGEST_RETRY_MS, pauses.retryMs * 2 ** Math.min(failures - 1, 10));
      deps.logger.warn({ err: error, host: mailbox.host, againInMs: ms }, 'mail could not be fetched; it is tried again');
      await note(deps, troubleWords(error));
      await pause(ms, signal);
    }
  }
}

/** Runs the step while this process alone has the turn. @returns false when another has it */
async function withTurn(pool: pg.Pool, signal: AbortSignal, step: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  let mine = false;
  const lost = new AbortController();
  const onLost = (): void => lost.abort();
  client.on('error', onLost);
  try {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock(hashtextextended('mail.fetch', 0)) AS mine");
    mine = rows[0]?.mine === true;
    if (!mine) return false;
    await step(AbortSignal.any([signal, lost.signal]));
    return true;
  } finally {
    client.off('error', onLost);
    // The lock belongs to the connection and ends with it.
    client.release(mine);
  }
}

async function watch(deps: Deps, mailbox: Mailbox, { pollMs }: FetchPauses, signal: AbortSignal, onWell: () => void): Promise<void> {
  const source = `imap:${mailbox.user}@${mailbox.host}:${mailbox.name}`;
  const saying = setInterval(() => void note(deps, null), DOOR_SAYS_MS);
  try {
    await watchMailbox({
      mailbox, pollMs, signal, logger: deps.logger,
      highestKept: (uidValidity) => highestUidKept(deps.db, `${source}:${uidValidity}:`),
      keep: async (stream, { uidValidity, uid }) => {
        try {
          await keepRawMail(deps, { stream, door: 'imap', groupId: null, sourceKey: `${source}:${uidValidity}:${uid}` });
          return true;
        } catch (error) {
          if (!(error instanceof AppError && error.code === 'files.too-large')) throw error;
          deps.logger.error({ uid }, 'a mail in the mailbox is larger than is taken; it is left there, unread');
          return false;
        }
      },
      onCaughtUp: async () => {
        onWell();
        await note(deps, null);
      },
    });
  } finally {
    clearInterval(saying);
  }
}

const note = (deps: Deps, trouble: string | null): Promise<void> =>
  noteDoor(deps, 'imap', trouble).catch((error: unknown) => deps.logger.debug({ err: error }, 'how mail comes in could not be written down'));

/** Without what the server answered: it may name people. */
function troubleWords(error: unknown): string {
  const refused = typeof error === 'object' && error !== null && 'authenticationFailed' in error && error.authenticationFailed === true;
  return refused ? 'The mail server refuses the name or the password.' : 'The mailbox can’t be reached.';
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
