import type { Db, Tx } from '../../platform/db.js';
import { type AgencyProfile, agencyFor } from '../agencies/agencies.queries.js';
import { approvedCitations } from './citations.queries.js';
import { type CountingTerms, countingTerms } from '../deadlines/counting-terms.js';
import { requestNotDraft, requestNotFound } from '../requests/requests.errors.js';
import { type ComposeStep, type DraftFields, readDraft } from './draft.js';
import { type LetterTemplate, letterTemplate } from './letter-templates.js';
import { type OwnWords, ownWords } from './own-templates/own-templates.queries.js';

export interface DraftItem {
  readonly n: number;
  readonly heading: string;
  readonly text: string;
  readonly whereToLook: string;
  readonly period: string;
  readonly format: string;
  readonly fields: string;
}

/** All a letter is composed from, as stored now. */
export interface Draft {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly replyToken: string;
  readonly responsibleId: string;
  readonly version: number;
  readonly savedAt: Date;
  readonly step: ComposeStep;
  readonly fields: DraftFields;
  readonly items: readonly DraftItem[];
  readonly template: LetterTemplate;
  /** The group's own words it is written from; null or absent for the library's. */
  readonly own?: OwnWords | null;
  readonly agency: AgencyProfile;
  readonly terms: CountingTerms;
  /** Citations not read whole that a lawyer of the group approved. */
  readonly approved: ReadonlySet<string>;
  readonly group: { readonly name: string; readonly postalAddress: string; readonly contactEmail: string; readonly contactPhone: string };
}

/**
 * A request that is being written. With `as`, any request of the group, as if it were being written from that template: to show one.
 * @throws requests.not-found (another group's too), requests.not-draft, letters.no-such-template
 */
export async function loadDraft(db: Db | Tx, input: { groupId: string; requestId: string; as?: LetterTemplate }): Promise<Draft> {
  const row = await db.recordsRequest.findUnique({
    where: { groupId_id: { groupId: input.groupId, id: input.requestId } },
    include: {
      items: { orderBy: { n: 'asc' } },
      group: { select: { name: true, postalAddress: true, contactEmail: true, contactPhone: true } },
    },
  });
  if (!row) throw requestNotFound();
  if (row.state !== 'draft' && !input.as) throw requestNotDraft(row.number);
  const agency = await agencyFor(db, input.groupId, row.agencyId);
  if (!agency) throw new Error(`request ${row.id} names an agency its group does not have`);
  const { step, fields } = readDraft(row.draft);
  return {
    requestId: row.id, number: row.number, title: row.title, replyToken: row.replyToken, responsibleId: row.responsibleId,
    version: row.draftVersion, savedAt: row.movedAt, step, fields, items: row.items.map(itemOf),
    template: input.as ?? letterTemplate(row.templateSlug), own: input.as ? null : await ownWords(db, { groupId: input.groupId, versionId: fields.templateVersionId }), agency, terms: await countingTerms(db, { groupId: input.groupId, agencyId: row.agencyId }), group: row.group,
    approved: await approvedCitations(db, input.groupId),
  };
}

function itemOf(row: DraftItem): DraftItem {
  const { n, heading, text, whereToLook, period, format, fields } = row;
  return { n, heading, text, whereToLook, period, format, fields };
}

const OPEN = ['not_sent', 'awaiting', 'determined', 'producing'] as const;

/** An item of another request, still open. */
export interface AskedItem {
  readonly text: string;
  readonly requestId: string;
  readonly number: string;
}

/** Items with the very words of a draft's that the same agency was asked in another request, still open; the newest request first. */
export async function itemsAsked(db: Db, draft: Pick<Draft, 'requestId' | 'agency' | 'items'> & { groupId: string }): Promise<AskedItem[]> {
  const texts = draft.items.map(({ text }) => text).filter((text) => text !== '');
  const rows = await db.requestItem.findMany({
    where: { groupId: draft.groupId, text: { in: texts }, state: { notIn: ['produced', 'withdrawn'] }, request: { agencyId: draft.agency.id, id: { not: draft.requestId }, state: { in: [...OPEN] } } },
    select: { text: true, request: { select: { id: true, number: true } } }, orderBy: { requestId: 'desc' }, take: 50,
  });
  return rows.map(({ text, request }) => ({ text, requestId: request.id, number: request.number }));
}

/** Numbers of requests still open that the same template already made for this agency, newest first. */
export async function sameRequestsOpen(db: Db, input: { groupId: string; agencyId: string; templateSlugs: readonly string[] }): Promise<{ id: string; number: string; templateSlug: string }[]> {
  const rows = await db.recordsRequest.findMany({
    where: { groupId: input.groupId, agencyId: input.agencyId, templateSlug: { in: [...input.templateSlugs] }, state: { in: [...OPEN] } },
    select: { id: true, number: true, templateSlug: true }, orderBy: { id: 'desc' }, take: 20,
  });
  return rows.flatMap((row) => (row.templateSlug ? [{ id: row.id, number: row.number, templateSlug: row.templateSlug }] : []));
}
