import { hash, verify } from '@node-rs/argon2';
import { weakPassword } from './accounts.errors.js';
import { normalizePassword, passwordProblem } from './password-rules.js';

/** Argon2id is the library's default variant; costs as OWASP's Password Storage Cheat Sheet gives them (19 MiB, 2 passes, 1 lane). */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | undefined;

/**
 * Checks a chosen password against the rules and hashes it; takes about 60 ms, so do it before the transaction.
 * @returns an argon2id string that carries its own salt and costs
 * @throws AppError `accounts.weak-password` with what to do
 */
export async function hashPassword(password: string, whose: { readonly email: string; readonly groupName: string }): Promise<string> {
  const problem = passwordProblem(password, whose);
  if (problem) throw weakPassword(problem);
  return hash(normalizePassword(password), COSTS);
}

/**
 * Whether a typed password fits. Without a stored hash (nobody by that name, or no password set yet) it takes as long and says no, so that
 * the time of an answer tells nobody who has an account.
 */
export async function passwordFits(stored: string | null, typed: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', COSTS);
  const fits = await verify(stored ?? (await decoy), normalizePassword(typed));
  return stored !== null && fits;
}
