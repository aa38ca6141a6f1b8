import type { Actor } from '../../../platform/http/actor.js';
import { lawyerOnly } from '../letters.errors.js';
import type { FollowUp } from './follow-up.js';

/** Whether only a lawyer of the group may send a letter, and this is none. */
export function isForLawyer({ lawyer }: Pick<FollowUp, 'lawyer'>, isLawyer: boolean): boolean {
  return lawyer === 'required' && !isLawyer;
}

/** Every way a follow-up goes out passes here. @throws letters.lawyer-only */
export function requireLawyerFor(followUp: Pick<FollowUp, 'lawyer' | 'title'>, { role }: Pick<Actor, 'role'>): void {
  if (isForLawyer(followUp, role === 'lawyer')) throw lawyerOnly(followUp.title());
}
