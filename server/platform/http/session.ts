import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';

declare module 'express-session' {
  interface SessionData {
    personId: string;
    /** Password was right; the code of the second step is awaited until this instant (ms). */
    pending: { personId: string; until: number };
    /** Shown once on the next page. */
    flash: string;
  }
}

const FOURTEEN_DAYS = 14 * 24 * 60 * 60 * 1000;

/** A session's end is put off at most this often: every page would otherwise wait for a write to the disk. */
const TOUCH_EVERY_MS = 10 * 60 * 1000;

/** The store, sparing with writes. What it remembers may be lost at any time: then one write is made more. */
function sparingStore(pool: pg.Pool): session.Store {
  const Store = connectPgSimple(session);
  const touched = new Map<string, number>();
  class SparingStore extends Store {
    override touch(sid: string, data: session.SessionData, done?: () => void): void {
      const now = performance.now();
      if (now - (touched.get(sid) ?? Number.NEGATIVE_INFINITY) < TOUCH_EVERY_MS) {
        done?.();
        return;
      }
      if (touched.size > 10_000) touched.clear();
      touched.set(sid, now);
      super.touch(sid, data, done);
    }
  }
  return new SparingStore({ pool, tableName: 'session', pruneSessionInterval: false });
}

/** Server-side sessions in PostgreSQL; the cookie holds a signed random id and nothing else. */
export function sessions(options: { pool: pg.Pool; secret: string; secure: boolean }): RequestHandler {
  return session({
    name: options.secure ? '__Host-tenday' : 'tenday',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    store: sparingStore(options.pool),
    cookie: { httpOnly: true, sameSite: 'lax', secure: options.secure, maxAge: FOURTEEN_DAYS, path: '/' },
  });
}
