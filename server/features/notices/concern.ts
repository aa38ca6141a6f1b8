/** Somebody who may be told. */
export interface Candidate {
  readonly id: string;
  readonly role: string;
  readonly isActive: boolean;
  /** Without mail on the day in question. */
  readonly isAway: boolean;
}

/** Whom a deadline is about. */
export interface Looker {
  /** A reminder goes to one person; other dates to lawyers too. */
  readonly rule: string;
  /** The person a reminder was set for; null for none, or when nobody in particular. */
  readonly forPerson: Candidate | null;
  /** Responsible for the request. */
  readonly responsible: Candidate;
}

export type Concern = 'first' | 'lawyer' | 'stand_in';

const mayBeTold = (person: Candidate): boolean => person.isActive && person.role !== 'volunteer';

/**
 * Why a person is told of a date, or null when it is not theirs: the one who looks after it (a reminder's own person, or whoever is responsible for the request), the group's lawyers, and
 * the owners while that first person is away, has left, or may no longer see dates. A reminder is no lawyer's business. Never a volunteer.
 */
export function concernOf(person: Candidate, about: Looker): Concern | null {
  if (!mayBeTold(person)) return null;
  const first = about.forPerson && mayBeTold(about.forPerson) ? about.forPerson : about.responsible;
  if (person.id === first.id) return 'first';
  if (person.role === 'owner' && (!mayBeTold(first) || first.isAway)) return 'stand_in';
  return person.role === 'lawyer' && about.rule !== 'reminder' ? 'lawyer' : null;
}
