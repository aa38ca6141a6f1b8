import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { hashSecret } from '../../platform/ids.js';
import { tooManySignIns } from './accounts.errors.js';

const QUARTER_HOUR_SECONDS = 15 * 60;

/** Tries in a quarter of an hour. An address may be a whole office behind one router, so it gets more than an account. */
export const TRIES = { address: 60, account: 10, code: 6 } as const;

type Kind = keyof typeof TRIES;
type Limiters = Readonly<Record<Kind, RateLimiterPostgres>>;

const limitersOf = new WeakMap<pg.Pool, Limiters>();

function limitersFor(pool: pg.Pool): Limiters {
  const known = limitersOf.get(pool);
  if (known) return known;
  const limiter = (kind: Kind) =>
    new RateLimiterPostgres({
      storeClient: pool, storeType: 'pool', tableName: 'rate_limits', tableCreated: true, keyPrefix: `sign-in-${kind}`, points: TRIES[kind], duration: QUARTER_HOUR_SECONDS,
    });
  const made = { address: limiter('address'), account: limiter('account'), code: limiter('code') };
  limitersOf.set(pool, made);
  return made;
}

/** Neither addresses nor e-mails are kept readable in the table. */
const keyOf = (what: string): string => hashSecret(what.trim().toLowerCase()).slice(0, 32);

/**
 * Counts a try before it is made, so that many at once can't slip through; on PostgreSQL, so that it holds over all web processes.
 * @param what the address, the e-mail or the person's id
 * @throws AppError `accounts.too-many-tries` (429) with the seconds to wait
 */
export async function takeTry(pool: pg.Pool, kind: Kind, what: string): Promise<void> {
  try {
    await limitersFor(pool)[kind].consume(keyOf(what));
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooManySignIns(refusal.msBeforeNext / 1000);
    throw refusal;
  }
}

/** Forgets the tries of an account after a right one. An address's are kept: one good account must not open it for guessing others. */
export async function forgetTries(pool: pg.Pool, kind: Exclude<Kind, 'address'>, what: string): Promise<void> {
  await limitersFor(pool)[kind].delete(keyOf(what));
}
