import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { shortNameFor } from '../deadlines/agenda.queries.js';
import { requestsVisibleTo } from '../requests/visibility.js';

const MOST = 20;

/** A volunteer's Today: what they put in lately, and where they may put in more. */
export interface VolunteerToday {
  readonly uploads: readonly { readonly id: string; readonly name: string; readonly requestId: string; readonly number: string; readonly at: Date; readonly released: boolean }[];
  readonly requests: readonly { readonly id: string; readonly number: string; readonly title: string; readonly agency: string }[];
}

export async function volunteerToday(db: Db, actor: Actor): Promise<VolunteerToday> {
  const { groupId, personId } = actor;
  const [uploads, requests] = await Promise.all([
    db.document.findMany({
      where: { groupId, uploadedById: personId }, orderBy: [{ uploadedAt: 'desc' }, { id: 'desc' }], take: MOST,
      select: { id: true, originalName: true, requestId: true, uploadedAt: true, releasedAt: true, request: { select: { number: true } } },
    }),
    db.recordsRequest.findMany({
      where: { ...requestsVisibleTo(actor), state: { in: ['awaiting', 'determined', 'producing'] } }, orderBy: [{ movedAt: 'desc' }, { id: 'desc' }], take: MOST,
      select: { id: true, number: true, title: true, agency: { select: { shortName: true, corrections: { where: { groupId }, take: 1, select: { fields: true } } } } },
    }),
  ]);
  return {
    uploads: uploads.map((upload) => ({ id: upload.id, name: upload.originalName, requestId: upload.requestId, number: upload.request.number, at: upload.uploadedAt, released: upload.releasedAt !== null })),
    requests: requests.map(({ agency, ...request }) => ({ ...request, agency: shortNameFor(agency) })),
  };
}
