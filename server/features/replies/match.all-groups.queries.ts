import type { Db } from '../../platform/db.js';
import { type AgencyProfile, agenciesByIds, listAgencies } from '../agencies/agencies.queries.js';
import { sameBody } from './mail-domains.js';
import type { MailToMatch, MatchKeys } from './match-keys.js';
import type { FoundByKeys, PossibleRequest } from './match-mail.js';

/** Of an agency that writes: those that moved last are suggested. */
const MOST_OF_SENDER = 10;
/** Of all that the keys of one mail may point to. */
const MOST_FOUND = 200;

export interface Around {
  readonly found: FoundByKeys;
  /** The group, where an installation has only one beside the example. */
  readonly onlyGroupId: string | null;
  /** Mailboxes of groups that the mail is from or to, lower case. */
  readonly mailboxes: readonly string[];
}

/**
 * Looks up the keys of a mail among the requests of every group, as nobody knows yet whose it is; each by an index. `matchMail` then keeps to
 * one group.
 * @param groupId the group that brought it in, when that is known
 */
export async function findByKeys(db: Db, input: { mail: MailToMatch; keys: MatchKeys; groupId: string | null; hintRequestId: string | null }): Promise<Around> {
  const { mail, keys, groupId, hintRequestId } = input;
  const owned = groupId ? { groupId } : {};
  const addresses = [...new Set([mail.from, ...mail.envelopeTo, ...mail.deliveredTo, ...mail.to, ...mail.cc])].filter((address) => address !== '');
  const tokens = keys.tokens.map(({ token }) => token);
  const numbers = keys.numbers.flatMap(({ number }) => [number, number.toLowerCase()]);
  const messageIds = [...keys.messageIds];
  const [byToken, letters, messages, agencyNumbers, groups, few] = await Promise.all([
    tokens.length === 0 ? [] : db.recordsRequest.findMany({ where: { ...owned, replyToken: { in: tokens } }, select: { id: true, groupId: true, replyToken: true } }),
    messageIds.length === 0 ? [] : db.letter.findMany({ where: { ...owned, messageId: { in: messageIds } }, select: { requestId: true, groupId: true, messageId: true } }),
    messageIds.length === 0 ? [] : db.message.findMany({ where: { ...owned, messageIdHeader: { in: messageIds }, state: 'filed', requestId: { not: null } }, take: MOST_FOUND, select: { requestId: true, groupId: true, messageIdHeader: true } }),
    numbers.length === 0 ? [] : db.agencyNumber.findMany({ where: { ...owned, number: { in: numbers } }, take: MOST_FOUND, select: { requestId: true, groupId: true, number: true } }),
    db.group.findMany({ where: { contactEmail: { in: addresses, mode: 'insensitive' } }, take: MOST_FOUND, select: { id: true, contactEmail: true } }),
    db.group.findMany({ where: { isExample: false }, take: 2, select: { id: true } }),
  ]);
  const onlyGroupId = few.length === 1 ? (few[0]?.id ?? null) : null;
  const recipients = new Set(addresses.filter((address) => address !== mail.from));
  const groupsByMailbox = groups.filter(({ contactEmail }) => recipients.has(contactEmail.trim().toLowerCase())).map(({ id }) => id);
  const candidates = [...new Set([groupId, onlyGroupId, ...groupsByMailbox, ...[...byToken, ...letters, ...messages, ...agencyNumbers].map((row) => row.groupId)].flatMap((id) => id ?? []))].filter((id) => !groupId || id === groupId);
  const [ourNumbers, bySender, bySubject] = await Promise.all([
    numbers.length === 0 || candidates.length === 0 ? [] : db.recordsRequest.findMany({ where: { groupId: { in: candidates }, number: { in: numbers } }, take: MOST_FOUND, select: { id: true, groupId: true, number: true } }),
    ofSender(db, candidates, mail.from),
    keys.subject === '' || candidates.length === 0 ? [] : db.letter.findMany({ where: { groupId: { in: candidates }, subject: keys.subject, state: 'sent' }, take: MOST_OF_SENDER, orderBy: { frozenAt: 'desc' }, select: { requestId: true } }),
  ]);
  const numbered = new Set([...agencyNumbers.map(({ requestId }) => requestId), ...ourNumbers.map(({ id }) => id)]);
  const ids = new Set([
    ...numbered, ...byToken.map(({ id }) => id), ...letters.map(({ requestId }) => requestId), ...messages.flatMap(({ requestId }) => requestId ?? []), ...bySender, ...bySubject.map(({ requestId }) => requestId),
    ...(hintRequestId ? [hintRequestId] : []),
  ]);
  return {
    onlyGroupId,
    mailboxes: groups.map(({ contactEmail }) => contactEmail.trim().toLowerCase()),
    found: {
      requests: await possible(db, { ids: [...ids], numbered, groupId }),
      byToken: byToken.map(({ id, replyToken }) => ({ requestId: id, token: replyToken })),
      byMessageId: [
        ...letters.map(({ messageId, requestId }) => ({ messageId, requestId, letter: true })),
        ...messages.flatMap(({ messageIdHeader, requestId }) => (messageIdHeader && requestId ? [{ messageId: messageIdHeader, requestId, letter: false }] : [])),
      ],
      byAgencyNumber: agencyNumbers.map(({ number, requestId }) => ({ number, requestId })),
      byOurNumber: ourNumbers.map(({ number, id }) => ({ number, requestId: id })),
      bySender: [...bySender.map((requestId) => ({ requestId, by: 'sender' as const })), ...bySubject.map(({ requestId }) => ({ requestId, by: 'subject' as const }))],
      groupsByMailbox,
    },
  };
}

/** Requests to the agencies that write from the sender's domain, those that moved last. */
async function ofSender(db: Db, groupIds: readonly string[], sender: string): Promise<string[]> {
  const found = await Promise.all(groupIds.slice(0, 3).map(async (groupId) => {
    const writers = (await listAgencies(db, groupId)).filter((agency) => placesOf(agency).some((place) => sameBody(place, sender))).map(({ id }) => id);
    if (writers.length === 0) return [];
    const rows = await db.recordsRequest.findMany({ where: { groupId, agencyId: { in: writers }, state: { not: 'draft' } }, orderBy: [{ movedAt: 'desc' }, { id: 'desc' }], take: MOST_OF_SENDER, select: { id: true } });
    return rows.map(({ id }) => id);
  }));
  return found.flat();
}

/** Where an agency writes from. */
const placesOf = (agency: AgencyProfile): string[] => agency.channels.filter(({ kind }) => kind === 'email' || kind === 'portal').map(({ value }) => value);

/** The requests themselves; for those that are named by a number, who writes for their agency. */
async function possible(db: Db, { ids, numbered, groupId }: { ids: readonly string[]; numbered: ReadonlySet<string>; groupId: string | null }): Promise<PossibleRequest[]> {
  if (ids.length === 0) return [];
  const owned = groupId ? { groupId } : {};
  const rows = await db.recordsRequest.findMany({ where: { ...owned, id: { in: [...ids] } }, select: { id: true, groupId: true, number: true, state: true, agencyId: true } });
  const asked = rows.filter(({ id }) => numbered.has(id));
  const groupIds = [...new Set(asked.map((row) => row.groupId))];
  const where = { groupId: { in: groupIds }, requestId: { in: asked.map(({ id }) => id) } };
  const [letters, messages, agencies] = asked.length === 0 ? [[], [], []] : await Promise.all([
    db.letter.findMany({ where: { ...where, channel: 'email', state: 'sent' }, distinct: ['requestId', 'toAddress'], take: MOST_FOUND, select: { requestId: true, toAddress: true } }),
    db.message.findMany({ where: { ...where, state: 'filed', direction: 'in', fromAddress: { not: '' }, matchedBy: { in: ['reply_address', 'thread', 'person'] } }, distinct: ['requestId', 'fromAddress'], take: MOST_FOUND, select: { requestId: true, fromAddress: true } }),
    Promise.all(groupIds.map(async (id) => [id, await agenciesByIds(db, id, asked.filter((row) => row.groupId === id).map((row) => row.agencyId))] as const)),
  ]);
  const agenciesOf = new Map(agencies);
  return rows.map(({ id, groupId: group, number, state, agencyId }) => {
    const agency = agenciesOf.get(group)?.get(agencyId);
    const wrote = [...letters.filter((row) => row.requestId === id).map(({ toAddress }) => toAddress), ...messages.filter((row) => row.requestId === id).map(({ fromAddress }) => fromAddress)];
    return { requestId: id, groupId: group, number, state, agencyAddresses: [...(agency ? placesOf(agency) : []), ...wrote] };
  });
}
