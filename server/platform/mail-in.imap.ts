import type { Readable } from 'node:stream';
import { ImapFlow } from 'imapflow';
import type { Logger } from './logger.js';

/** A mailbox on an IMAP server, as the setting IMAP_URL names it. */
export interface Mailbox {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server has it. */
  readonly secure: boolean;
  readonly user: string;
  readonly pass: string;
  readonly name: string;
}

/** @param url like `imaps://user:password@host:993/INBOX`; parts of it percent-encoded */
export function readImapUrl(url: string): Mailbox {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 993 : 143), secure,
    user: decodeURIComponent(username), pass: decodeURIComponent(password), name: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  };
}

export interface MailboxSession {
  readonly mailbox: Mailbox;
  readonly logger: Logger;
  /** Ends the session. */
  readonly signal: AbortSignal;
  /** How often to look when the server says nothing, in ms. */
  readonly pollMs: number;
  /** The highest UID kept of the mailbox as it is numbered now; null when none was. */
  readonly highestKept: (uidValidity: string) => Promise<number | null>;
  /** Resolves once the mail is durable. `false`: it can never be kept, and is left in the mailbox as it is. */
  readonly keep: (stream: Readable, key: { readonly uidValidity: string; readonly uid: number }) => Promise<boolean>;
  /** All that there was is kept. */
  readonly onCaughtUp: () => Promise<void>;
}

/**
 * Fetches what is unread in a mailbox, and what came since the last mail kept, also when somebody read it elsewhere; then waits for more. A mail is marked
 * as read only after it is durable.
 * @throws when the connection can't be made or breaks; resolves when `signal` says so
 */
export async function watchMailbox(session: MailboxSession): Promise<void> {
  const { mailbox, signal } = session;
  const { host, port, secure, user, pass } = mailbox;
  const client = new ImapFlow({ host, port, secure, auth: { user, pass }, logger: false, maxIdleTime: 4 * 60_000, connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 10 * 60_000 });
  let broken: Error | null = null;
  const knock = new Knock();
  client.on('error', (error: Error) => {
    broken = error;
    knock.now();
  });
  client.on('close', () => {
    broken ??= new Error('the mail server closed the connection');
    knock.now();
  });
  client.on('exists', () => knock.now());
  const stop = (): void => {
    client.close();
    knock.now();
  };
  signal.addEventListener('abort', stop);
  try {
    await client.connect();
    const opened = await client.mailboxOpen(mailbox.name);
    const uidValidity = String(opened.uidValidity);
    let last = await session.highestKept(uidValidity);
    const left = new Set<number>();
    while (!signal.aborted && !broken) {
      for (const uid of await unfetched(client, last, left)) {
        if (await fetchOne(client, session, { uidValidity, uid })) last = Math.max(last ?? 0, uid);
        else left.add(uid);
      }
      await session.onCaughtUp();
      await knock.within(session.pollMs);
    }
    if (broken && !signal.aborted) throw broken as Error;
  } catch (error) {
    if (!signal.aborted) throw broken ?? error;
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

async function unfetched(client: ImapFlow, last: number | null, left: ReadonlySet<number>): Promise<number[]> {
  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  // “n:*” names the last mail too when its number is smaller.
  const later = last === null ? [] : ((await client.search({ uid: `${last + 1}:*` }, { uid: true })) || []).filter((uid) => uid > last);
  return [...new Set([...unread, ...later])].filter((uid) => !left.has(uid)).sort((a, b) => a - b);
}

async function fetchOne(client: ImapFlow, session: MailboxSession, key: { uidValidity: string; uid: number }): Promise<boolean> {
  const found = await client.download(String(key.uid), undefined, { uid: true });
  // Somebody deleted it meanwhile.
  if (!found.content) return true;
  if (!(await session.keep(found.content, key))) return false;
  await client.messageFlagsAdd(String(key.uid), ['\\Seen'], { uid: true });
  return true;
}

/** Wakes a loop that waits: at once when something happened while it was busy. */
class Knock {
  private knocked = false;
  private wake: (() => void) | null = null;

  now(): void {
    this.knocked = true;
    this.wake?.();
  }

  async within(ms: number): Promise<void> {
    if (!this.knocked) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wake = null;
    this.knocked = false;
  }
}
