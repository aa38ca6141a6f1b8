import { civilIn, toCivil } from '../../../platform/clock.js';
import type { Db, Tx } from '../../../platform/db.js';
import { type AgencyProfile, agencyFor } from '../../agencies/agencies.queries.js';
import { countingTerms } from '../../deadlines/counting-terms.js';
import type { Law } from '../../deadlines/facts-to-statutes.js';
import { calendarOf } from '../../deadlines/load-cases.js';
import { standingFacts } from '../../deadlines/standing-facts.js';
import { requestNotFound } from '../../requests/requests.errors.js';
import { approvedCitations } from '../citations.queries.js';
import { draftNotFound } from '../letters.errors.js';
import { type FollowUpFields, readFields, readSeen } from './draft-fields.js';
import type { FollowUp, LetterFacts } from './follow-up.js';
import { type OwnWords, ownWordsOf } from '../own-templates/own-templates.queries.js';
import { type LetterOffers, followUps, offerLetters } from './offer-letters.js';
import { type Situation, situationOf } from './situation.js';

/** A request with what letters about it are made from. */
export interface Standing {
  readonly request: { readonly id: string; readonly number: string; readonly title: string; readonly replyToken: string };
  readonly agency: AgencyProfile;
  readonly group: { readonly name: string; readonly postalAddress: string; readonly contactEmail: string; readonly contactPhone: string };
  readonly situation: Situation;
  readonly offers: LetterOffers;
  /** Citations not read whole that a lawyer of the group approved. */
  readonly approved: ReadonlySet<string>;
  /** Message-IDs of our letters that went by e-mail, oldest first. */
  readonly messageIds: readonly string[];
}

type Where = { readonly groupId: string; readonly requestId: string };

/**
 * Reads a request's situation and the letters it calls for.
 * @param without a letter left out of account, to ask whether it still fits itself
 * @throws requests.not-found (another group's too)
 */
export async function loadStanding(db: Db | Tx, { groupId, requestId }: Where, now: Date, without: string | null = null): Promise<Standing> {
  const where = { groupId, requestId };
  const row = await db.recordsRequest.findUnique({
    where: { groupId_id: { groupId, id: requestId } },
    include: {
      items: { orderBy: { n: 'asc' } }, agencyNumbers: { orderBy: [{ notedAt: 'asc' }, { id: 'asc' }], select: { number: true } },
      letters: { where: { state: { not: 'recalled' }, ...(without === null ? {} : { id: { not: without } }) }, orderBy: [{ frozenAt: 'asc' }, { id: 'asc' }], select: { id: true, templateSlug: true, state: true, channel: true, sentOn: true, followUp: true, about: true, messageId: true, fromAddress: true } },
      group: { select: { name: true, postalAddress: true, contactEmail: true, contactPhone: true } },
    },
  });
  if (!row) throw requestNotFound();
  const agency = await agencyFor(db, groupId, row.agencyId);
  if (!agency) throw new Error(`request ${row.id} names an agency its group does not have`);
  const facts = await standingFacts(db, where);
  const terms = await countingTerms(db, { groupId, agencyId: row.agencyId });
  const deadlines = await db.deadline.findMany({ where, select: { rule: true, owner: true, kind: true, due: true, assertAfter: true, lastLawful: true, presumed: true, state: true } });
  const situation = situationOf({
    law: row.statute as Law, today: civilIn(now, agency.timeZone).date, agency: { name: agency.name, shortName: agency.shortName, calendar: calendarOf(agency) }, terms, state: row.state,
    sentOn: row.sentOn && toCivil(row.sentOn), agencyNumbers: row.agencyNumbers.map(({ number }) => number), facts,
    deadlines: deadlines.map((one) => ({ ...one, due: toCivil(one.due), assertAfter: one.assertAfter && toCivil(one.assertAfter), lastLawful: one.lastLawful && toCivil(one.lastLawful) })),
    items: row.items.map(({ n, heading, state, promisedFor }) => ({ n, heading, state, promisedFor: promisedFor && toCivil(promisedFor) })),
    letters: row.letters.map(({ id, templateSlug, channel, sentOn, followUp: isFollowUp, about }) => ({ id, slug: templateSlug, channel, sentOn: sentOn && toCivil(sentOn), followUp: isFollowUp, about })),
  });
  return {
    request: { id: row.id, number: row.number, title: row.title, replyToken: row.replyToken }, agency, group: row.group, situation, offers: offerLetters(situation), approved: await approvedCitations(db, groupId),
    messageIds: row.letters.filter((letter) => letter.state === 'sent' && letter.channel === 'email' && letter.fromAddress !== '').map((letter) => letter.messageId),
  };
}

/** A follow-up that is being written. */
export interface LetterDraft {
  readonly id: string;
  readonly groupId: string;
  readonly requestId: string;
  readonly followUp: FollowUp;
  readonly fields: FollowUpFields;
  /** The group's own words it is written from; null for the library's. */
  readonly own: OwnWords | null;
  /** What the letter took from the record when the draft was last kept. */
  readonly seen: LetterFacts;
  readonly version: number;
  readonly updatedAt: Date;
  /** The letter it became; null while it is written. */
  readonly frozenLetterId: string | null;
}

type DraftRow = { id: string; groupId: string; requestId: string; templateSlug: string; fields: unknown; seen: unknown; version: number; updatedAt: Date; frozenLetterId: string | null };

/** Null for a letter this version does not know: its row is kept, and a request's page does not fail over it. */
function draftOf(row: DraftRow, own: ReadonlyMap<string, OwnWords>): LetterDraft | null {
  const known = followUps().find(({ slug }) => slug === row.templateSlug);
  if (!known) return null;
  const { id, groupId, requestId, fields, seen, version, updatedAt, frozenLetterId } = row;
  const typed = readFields(fields);
  return { id, groupId, requestId, followUp: known, fields: typed, own: own.get(typed.templateVersionId) ?? null, seen: readSeen(seen), version, updatedAt, frozenLetterId };
}

/** @throws letters.no-such-draft for an unknown one, one of another request, and another group's */
export async function loadLetterDraft(db: Db | Tx, where: Where & { readonly draftId: string }): Promise<LetterDraft> {
  const row = await db.letterDraft.findFirst({ where: { id: where.draftId, groupId: where.groupId, requestId: where.requestId } });
  const draft = row && draftOf(row, await wordsOf(db, [row]));
  if (!draft) throw draftNotFound();
  return draft;
}

/** Letters of a request that are being written, oldest first. */
export async function openDrafts(db: Db | Tx, where: Where): Promise<LetterDraft[]> {
  const rows = await db.letterDraft.findMany({ where: { groupId: where.groupId, requestId: where.requestId, frozenLetterId: null }, orderBy: { id: 'asc' } });
  const own = await wordsOf(db, rows);
  return rows.flatMap((row) => draftOf(row, own) ?? []);
}

/** The groups' own words that drafts of one group are written from. */
async function wordsOf(db: Db | Tx, rows: readonly DraftRow[]): Promise<ReadonlyMap<string, OwnWords>> {
  return ownWordsOf(db, { groupId: rows[0]?.groupId ?? '', versionIds: rows.map((row) => readFields(row.fields).templateVersionId) });
}
