import type { RoleName } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { ROLES } from './accounts.schemas.js';

export function roleWord(role: RoleName): string {
  return { owner: t('Owner'), lawyer: t('Lawyer'), advocate: t('Advocate'), volunteer: t('Volunteer') }[role];
}

/** What a role is for, in one sentence. */
export function roleSentence(role: RoleName): string {
  return {
    owner: t('Owners do everything, and look after people and settings.'),
    lawyer: t('Lawyers see every request, confirm facts and approve citations.'),
    advocate: t('Advocates write and send requests, and record what agencies do.'),
    volunteer: t('Volunteers upload documents, and see their own uploads and what is released to them.'),
  }[role];
}

/** For a choice of role, the widest first. */
export const roleOptions = () => ROLES.map((role) => ({ value: role, label: roleWord(role), hint: roleSentence(role) }));
