import type { Actor } from '../../platform/http/actor.js';
import { roleMay } from '../accounts/permissions.js';

type Viewer = Pick<Actor, 'groupId' | 'personId' | 'role'>;

/** Which requests an actor may know of: the group's; a volunteer no drafts. Part of the `where` of every query of requests. */
export function requestsVisibleTo(actor: Pick<Viewer, 'groupId' | 'role'>): { groupId: string; state?: { not: 'draft' } } {
  return roleMay(actor.role, 'requests.read-all') ? { groupId: actor.groupId } : { groupId: actor.groupId, state: { not: 'draft' } };
}

/** What is not shown to a volunteer must not be found by one either. */
export const seesAgencyNumbers = (actor: Pick<Viewer, 'role'>): boolean => roleMay(actor.role, 'requests.read-all');

export interface VisibleDocuments {
  groupId: string;
  OR?: ({ uploadedById: string } | { releasedAt: { not: null } })[];
}

/**
 * Which documents an actor may know of: the group's; a volunteer their own uploads and what is released. Part of the `where` of every
 * query of documents, so that no page has to remember it.
 */
export function documentsVisibleTo(actor: Viewer): VisibleDocuments {
  if (roleMay(actor.role, 'documents.see-all')) return { groupId: actor.groupId };
  return { groupId: actor.groupId, OR: [{ uploadedById: actor.personId }, { releasedAt: { not: null } }] };
}
