import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../../platform/http/network.js';
import { hashSecret } from '../../platform/ids.js';
import { tooManySignIns } from './accounts.errors.js';

const QUARTER_HOUR = 15 * 60;
const KNOWN_FOR = 90 * 24 * 60 * 60;

/**
 * What is counted, how many tries are free and for how many seconds a count lasts. A wrong password counts where it is typed, so that a stranger
 * can lock nobody out from elsewhere; the ceiling over all networks brakes a guess spread over many, and slows it instead of locking. (After OWASP's
 * “Slow Down Online Guessing Attacks with Device Cookies”, with networks in place of cookies.)
 */
export const TRIES = {
  /** One network, whatever the account: it may be a whole office behind one router. */
  network: { points: 60, seconds: QUARTER_HOUR },
  /** One account from one network. */
  account: { points: 10, seconds: QUARTER_HOUR },
  /** One account from all networks its person never signed in from. */
  ceiling: { points: 100, seconds: QUARTER_HOUR },
  /** Above the ceiling: one try in so many seconds. */
  turn: { points: 1, seconds: 5 },
  /** The present password, asked of a person who is signed in. */
  confirm: { points: 10, seconds: QUARTER_HOUR },
  /** Codes of one person, from anywhere: only who has the password gets so far, and a code has six digits only. */
  code: { points: 6, seconds: QUARTER_HOUR },
} as const;

type Kind = keyof typeof TRIES;
type Limiters = Readonly<Record<Kind | 'known', RateLimiterPostgres>>;

const limitersOf = new WeakMap<pg.Pool, Limiters>();

function limitersFor(pool: pg.Pool): Limiters {
  const known = limitersOf.get(pool);
  if (known) return known;
  const limiter = (name: string, { points, seconds }: { points: number; seconds: number }) =>
    new RateLimiterPostgres({ storeClient: pool, storeType: 'pool', tableName: 'rate_limits', tableCreated: true, keyPrefix: `sign-in-${name}`, points, duration: seconds });
  const made: Limiters = {
    network: limiter('network', TRIES.network), account: limiter('account', TRIES.account), ceiling: limiter('ceiling', TRIES.ceiling), turn: limiter('turn', TRIES.turn),
    confirm: limiter('confirm', TRIES.confirm), code: limiter('code', TRIES.code), known: limiter('known', { points: 1, seconds: KNOWN_FOR }),
  };
  limitersOf.set(pool, made);
  return made;
}

/** Neither addresses nor e-mails are kept readable in the table. */
const keyOf = (...what: readonly string[]): string => hashSecret(what.map((one) => one.trim().toLowerCase()).join(' ')).slice(0, 32);

/** @returns seconds to wait, null when the try is free */
async function spend(limiter: RateLimiterPostgres, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext / 1000;
    throw refusal;
  }
}

async function take(limiter: RateLimiterPostgres, key: string): Promise<void> {
  const wait = await spend(limiter, key);
  if (wait !== null) throw tooManySignIns(wait);
}

/**
 * Counts a try before it is made, so that many at once can't slip through; on PostgreSQL, so that it holds over all web processes.
 * @param what the address, or the person's id
 * @throws AppError `accounts.too-many-tries` (429) with the seconds to wait
 */
export async function takeTry(pool: pg.Pool, kind: 'network' | 'confirm' | 'code', what: string): Promise<void> {
  await take(limitersFor(pool)[kind], keyOf(kind === 'network' ? networkOf(what) : what));
}

/** Forgets a person's tries after a right one. */
export async function forgetTries(pool: pg.Pool, kind: 'confirm' | 'code', personId: string): Promise<void> {
  await limitersFor(pool)[kind].delete(keyOf(personId));
}

interface AccountTry {
  readonly email: string;
  readonly address: string;
}

/**
 * Counts a try of a password at an e-mail's account from one network, before anybody is looked up.
 * @throws AppError `accounts.too-many-tries` (429)
 */
export async function takeAccountTry(pool: pg.Pool, { email, address }: AccountTry): Promise<void> {
  await take(limitersFor(pool).account, keyOf(email, networkOf(address)));
}

/** Forgets them after a right one. The network's and the ceiling stay: one good account must not open either for guessing others. */
export async function forgetAccountTries(pool: pg.Pool, { email, address }: AccountTry): Promise<void> {
  await limitersFor(pool).account.delete(keyOf(email, networkOf(address)));
}

/**
 * Counts the try towards the account's ceiling, unless everybody it may be has signed in from this network before. Above the ceiling one try goes through every few seconds.
 * @param personIds who has this e-mail; empty for nobody, which is counted and answered alike
 * @returns those whose password may be tried now
 * @throws AppError `accounts.too-many-tries` (429) when that is nobody's
 */
export async function passCeiling(pool: pg.Pool, { email, address }: AccountTry, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { known, ceiling, turn } = limitersFor(pool);
  // A stranger's e-mail costs as many look-ups as one person's.
  const asked = personIds.length > 0 ? personIds : ['nobody'];
  const counts = await Promise.all(asked.map(async (personId) => ((await known.get(keyOf(personId, networkOf(address)))) ? [personId] : [])));
  const here = new Set(counts.flat());
  if (personIds.length > 0 && here.size === personIds.length) return here;
  if ((await spend(ceiling, keyOf(email))) === null) return new Set(personIds);
  const wait = await spend(turn, keyOf(email));
  if (wait === null) return new Set(personIds);
  if (here.size === 0) throw tooManySignIns(wait);
  return here;
}

/** Notes that a person has signed in from this network, second step and all; kept for ninety days as a hash, and left out of backups. */
export async function rememberNetwork(pool: pg.Pool, personId: string, address: string): Promise<void> {
  await limitersFor(pool).known.set(keyOf(personId, networkOf(address)), 1, KNOWN_FOR);
}
