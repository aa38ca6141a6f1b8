import type { Context } from '../../context.js';
import { signInRefused } from './accounts.errors.js';
import { passwordFits } from './password.js';
import { type SigningIn, peopleByEmail, peopleByIds } from './people.all-groups.queries.js';
import { forgetAccountTries, passCeiling, takeAccountTry, takeTry } from './try-limits.js';

/** One person whose password fitted. */
export interface Candidate {
  readonly personId: string;
  readonly groupId: string;
  readonly groupName: string;
  /** A code of the second step is still to be given. */
  readonly needsCode: boolean;
}

export interface SignInTry {
  /** Lower case. */
  readonly email: string;
  readonly password: string;
  /** Network address of the visitor. */
  readonly address: string;
}

type Deps = Pick<Context, 'db' | 'pool'>;

/**
 * Checks a password, within the limits of `try-limits.ts`. An e-mail may belong to people of several groups, each with a password of their own.
 * @returns those whose password it is, never empty
 * @throws AppError `accounts.sign-in-refused` (401), the same for every reason; `accounts.too-many-tries` (429)
 */
export async function signIn(deps: Deps, input: SignInTry): Promise<Candidate[]> {
  await takeTry(deps.pool, 'network', input.address);
  await takeAccountTry(deps.pool, input);
  const people = await peopleByEmail(deps.db, input.email);
  const free = await passCeiling(deps.pool, input, people.map((person) => person.id));
  const tried = people.filter((person) => free.has(person.id));
  const fitting: Candidate[] = [];
  for (const person of tried.length > 0 ? tried : [null]) {
    const fits = await passwordFits(person?.passwordHash ?? null, input.password);
    if (person && fits) fitting.push(candidate(person));
  }
  if (fitting.length === 0) throw signInRefused();
  await forgetAccountTries(deps.pool, input);
  return fitting;
}

/** Those of a sign-in under way who are still active. */
export async function candidates(deps: Pick<Context, 'db'>, personIds: readonly string[]): Promise<Candidate[]> {
  return (await peopleByIds(deps.db, personIds)).map(candidate);
}

const candidate = (person: SigningIn): Candidate => ({
  personId: person.id, groupId: person.groupId, groupName: person.group.name, needsCode: person.totpConfirmedAt !== null,
});
