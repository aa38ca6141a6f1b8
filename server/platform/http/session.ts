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

/** Server-side sessions in PostgreSQL; the cookie holds a signed random id and nothing else. */
export function sessions(options: { pool: pg.Pool; secret: string; secure: boolean }): RequestHandler {
  const Store = connectPgSimple(session);
  return session({
    name: options.secure ? '__Host-tenday' : 'tenday',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    store: new Store({ pool: options.pool, tableName: 'session', pruneSessionInterval: false }),
    cookie: { httpOnly: true, sameSite: 'lax', secure: options.secure, maxAge: FOURTEEN_DAYS, path: '/' },
  });
}
