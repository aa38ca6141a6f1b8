import type { Request } from 'express';
import type { Clock } from '../../platform/clock.js';
import type { PageResult } from '../../platform/http/routes.js';
import { signInExpired } from './accounts.errors.js';
import type { Candidate } from './sign-in.js';

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

/** A new session id for whoever is signed in now, so that an id planted beforehand is worth nothing. */
export async function beginSession(req: Request, personId: string): Promise<void> {
  await renew(req);
  req.session.personId = personId;
}

/** Ends this browser's session; what is said once on the next page may still be put into the new, empty one. */
export const endSession = (req: Request): Promise<void> => renew(req);

function renew(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve()));
  });
}

/** After a right password: choose a group, give the code of the second step, or be in. */
export async function goOn(req: Request, clock: Clock, fitting: readonly Candidate[], next: string): Promise<PageResult> {
  const until = clock.now().getTime() + TEN_MINUTES_MS;
  const [only, ...others] = fitting;
  if (!only) throw signInExpired();
  if (others.length > 0) {
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
  await beginSession(req, only.personId);
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
