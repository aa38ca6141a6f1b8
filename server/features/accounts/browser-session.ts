import type { Request } from 'express';
import type { Context } from '../../context.js';
import type { Clock } from '../../platform/clock.js';
import type { PageResult } from '../../platform/http/routes.js';
import { signInExpired } from './accounts.errors.js';
import type { Candidate } from './sign-in.js';
import { rememberNetwork } from './try-limits.js';

declare module 'express-session' {
  interface SessionData {
    /** The password fitted people of several groups; the choice is awaited until this instant (ms). */
    choice: { personIds: string[]; until: number };
    /** Page of this server to go to once signed in. */
    next: string;
  }
}

const TEN_MINUTES_MS = 10 * 60_000;

/** Where to go on after signing in: a path of this server and nothing else, or Today. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/';
}

/** Where the visitor calls from, as far as the proxies before us are trusted. */
export const addressOf = (req: Request): string => req.ip ?? 'unknown';

/** A new session id for whoever is signed in now, so that an id planted beforehand is worth nothing. Their network is known from now on. */
export async function beginSession(deps: Pick<Context, 'pool'>, req: Request, personId: string): Promise<void> {
  await renew(req);
  req.session.personId = personId;
  await rememberNetwork(deps.pool, personId, addressOf(req));
}

/** Ends this browser's session; what is said once on the next page may still be put into the new, empty one. */
export const endSession = (req: Request): Promise<void> => renew(req);

function renew(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve()));
  });
}

/** After a right password: choose a group, give the code of the second step, or be in; each under a new session id. */
export async function goOn(deps: Pick<Context, 'pool' | 'clock'>, req: Request, fitting: readonly Candidate[], next: string): Promise<PageResult> {
  const until = deps.clock.now().getTime() + TEN_MINUTES_MS;
  const [only, ...others] = fitting;
  if (!only) throw signInExpired();
  if (others.length > 0) {
    await renew(req);
    req.session.choice = { personIds: fitting.map((one) => one.personId), until };
    req.session.next = next;
    return { redirect: '/sign-in/group' };
  }
  if (only.needsCode) {
    await renew(req);
    req.session.pending = { personId: only.personId, until };
    req.session.next = next;
    return { redirect: '/sign-in/code' };
  }
  await beginSession(deps, req, only.personId);
  return { redirect: next };
}

/** The people whose group is still to be chosen; none when that took too long. */
export function awaitedChoice(req: Request, clock: Clock): readonly string[] {
  const { choice } = req.session;
  return choice && choice.until > clock.now().getTime() ? choice.personIds : [];
}

/** The person whose code is awaited; null when that took too long. */
export function awaitedCode(req: Request, clock: Clock): string | null {
  const { pending } = req.session;
  return pending && pending.until > clock.now().getTime() ? pending.personId : null;
}
