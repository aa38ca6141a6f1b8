import type { RoleName } from '../../platform/http/actor.js';

/**
 * Everything a person may do, and who may. The one table: routes name a permission, and nothing else decides.
 * Volunteers upload, and see their own uploads and what is released to volunteers; they never see letters,
 * messages, people, the outbox or the timeline.
 */
export const PERMISSIONS = {
  /** Name, number prefix, address and fee ceiling, as letters print them. */
  'group.see': ['owner', 'lawyer', 'advocate'],
  'group.settings': ['owner'],
  'people.manage': ['owner'],
  'people.see': ['owner', 'lawyer', 'advocate'],
  'agencies.see': ['owner', 'lawyer', 'advocate', 'volunteer'],
  'agencies.correct': ['owner', 'lawyer', 'advocate'],
  /** Record that an agency's office was closed a whole day, or take it back: dates of the group's requests move. */
  'closures.record': ['owner', 'lawyer', 'advocate'],
  /** The list and the page of a request; a volunteer sees number, title, agency and documents only. */
  'requests.see': ['owner', 'lawyer', 'advocate', 'volunteer'],
  'requests.read-all': ['owner', 'lawyer', 'advocate'],
  'requests.write': ['owner', 'lawyer', 'advocate'],
  /** Record what an agency did, and receipts. */
  'facts.record': ['owner', 'lawyer', 'advocate'],
  /** Correct or take back a fact that moved a statutory date. */
  'facts.correct': ['owner', 'lawyer', 'advocate'],
  'deadlines.see': ['owner', 'lawyer', 'advocate'],
  /** Let a bill not known to be law move dates. */
  'law.switch': ['lawyer'],
  /** Calendars at a secret address; one for the whole group too. */
  'feeds.manage': ['owner', 'lawyer', 'advocate'],
  'letters.see': ['owner', 'lawyer', 'advocate'],
  'letters.send': ['owner', 'lawyer', 'advocate'],
  /** Answer for citations that Tenday has read only in part, and look at ready-made lists; an owner who is no lawyer can't. */
  'citations.approve': ['lawyer'],
  /** Rewrite letters of the library for the group. */
  'templates.edit': ['owner', 'lawyer', 'advocate'],
  /** What agencies wrote and said: read it, record it, say what follows from it. */
  'replies.read': ['owner', 'lawyer', 'advocate'],
  'replies.handle': ['owner', 'lawyer', 'advocate'],
  'outbox.see': ['owner', 'lawyer', 'advocate'],
  'timeline.see': ['owner', 'lawyer', 'advocate'],
  'documents.upload': ['owner', 'lawyer', 'advocate', 'volunteer'],
  'documents.see': ['owner', 'lawyer', 'advocate', 'volunteer'],
  'documents.see-all': ['owner', 'lawyer', 'advocate'],
  'documents.release': ['owner', 'lawyer', 'advocate'],
  'notices.see': ['owner', 'lawyer', 'advocate'],
  /** How a whole role is told; everybody sets it for themselves. */
  'notices.set-for-role': ['owner'],
} as const satisfies Record<string, readonly RoleName[]>;

export type Permission = keyof typeof PERMISSIONS;

export function roleMay(role: RoleName, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly RoleName[]).includes(role);
}

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}
