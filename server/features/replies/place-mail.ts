import type { Context } from '../../context.js';
import type { Prisma, Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { t } from '../../platform/words.js';
import { bytesVanished } from '../documents/documents.errors.js';
import { lockFile } from '../documents/drop-unreferenced.js';
import { appendEvent } from '../timeline/append-event.js';
import { fileMessage, namedInEvent } from './file-message.js';
import { holdMessage } from './hold-message.js';
import { fileKeyOf, placeOf } from './mail-files.js';
import { mailToMatch, messageOf } from './mail-message.js';
import { MOST_MAIL_BYTES } from './keep-raw-mail.js';
import { keysOf } from './match-keys.js';
import { type MatchResult, heldWords, matchMail } from './match-mail.js';
import { findByKeys } from './match.all-groups.queries.js';
import type { ParsedMail } from './parse-raw-mail.js';
import { type SameMail, lockSameMail, sameMails } from './same-mail.js';

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'config'>;

/** A mail one worker has claimed. */
export interface ClaimedMail {
  readonly id: string;
  readonly groupId: string | null;
  readonly sha256: string;
  readonly door: string;
  readonly fileKey: string;
  readonly envelopeTo: readonly string[];
  readonly arrivedAt: Date;
  readonly claimedAt: Date;
  readonly hintRequestId: string | null;
}

/** What became of it. `unplaced`: nobody knows whose it is; an operator does. `lost`: another worker has it. */
export type Placed =
  | { readonly outcome: 'filed' | 'held' | 'duplicate'; readonly groupId: string; readonly messageId: string }
  | { readonly outcome: 'unplaced' | 'lost' };

/** In one hour, on one request: what goes beyond is looked at by a person first. Nobody writes so much by hand. */
const FLOOD = { reply: 100, automatic: 20 } as const;
const HOUR_MS = 3_600_000;

/**
 * Finds where a parsed mail belongs, and files or holds it there with its attachments, in one transaction. The same mail by another door is kept as a duplicate.
 * @param mail its attachments' keys lie in the folder of the raw mail
 * @throws AppError `documents.bytes-vanished` (503): to be read again
 */
export async function placeMail(deps: Deps, row: ClaimedMail, mail: ParsedMail): Promise<Placed> {
  const { result, groupId } = await matched(deps, row, mail);
  if (groupId === null) return (await settle(deps.db, row, {})) ? { outcome: 'unplaced' } : { outcome: 'lost' };
  const { timeZone } = await deps.db.group.findUniqueOrThrow({ where: { id: groupId }, select: { timeZone: true } });
  const fileKey = await takeHome(deps, groupId, row.fileKey);
  const attachments = await Promise.all(mail.attachments.map(async (one) => ({ ...one, key: one.key && (await takeHome(deps, groupId, one.key)) })));
  return deps.db.$transaction(async (tx) => {
    for (const key of [...new Set([fileKey, ...attachments.flatMap(({ key: place }) => place ?? [])])].sort()) {
      const { sha256 } = placeOf(key);
      await lockFile(tx, groupId, sha256);
      // Nothing named it until now: the sweep of files, or an upload of the same bytes that failed, may have removed it since it was written.
      if (!(await deps.files.exists(groupId, sha256))) throw bytesVanished();
    }
    if (!(await settle(tx, row, { groupId, fileKey }))) return { outcome: 'lost' };
    return enter(tx, deps, { row, mail: { ...mail, attachments }, result, groupId, timeZone });
  }, { maxWait: 20_000, timeout: 60_000 });
}

async function matched(deps: Deps, row: ClaimedMail, parsed: ParsedMail): Promise<{ result: MatchResult; groupId: string | null }> {
  const { replyDomain, mailFrom } = deps.config;
  const mail = mailToMatch(parsed, row.envelopeTo);
  const keys = keysOf(mail, replyDomain);
  const { found, onlyGroupId, mailboxes } = await findByKeys(deps.db, { mail, keys, groupId: row.groupId, hintRequestId: row.hintRequestId });
  const [own = ''] = /[^\s<>]+@[^\s<>]+/.exec(mailFrom.toLowerCase()) ?? [];
  const result = matchMail({ mail, keys, found, groupId: row.groupId, onlyGroupId, hintRequestId: row.hintRequestId, ourAddresses: [own, ...mailboxes], replyDomain });
  return { result, groupId: result.groupId };
}

/** Only while the claim is still this worker's. */
async function settle(db: Pick<Tx, 'rawMail'>, row: ClaimedMail, data: { groupId?: string; fileKey?: string }): Promise<boolean> {
  const { count } = await db.rawMail.updateMany({ where: { id: row.id, state: 'kept', claimedAt: row.claimedAt }, data: { ...data, state: 'processed', claimedAt: null, nextAttemptAt: null, lastError: '' } });
  return count === 1;
}

/** A mail nobody knew the group of lies in a folder of its own: its bytes are copied to the group's. What stays behind is swept when nothing names it. */
async function takeHome({ files }: Pick<Deps, 'files'>, groupId: string, key: string): Promise<string> {
  const { folder, sha256 } = placeOf(key);
  if (folder !== groupId) await files.put(groupId, await files.open(folder, sha256), { maxBytes: MOST_MAIL_BYTES });
  return fileKeyOf(groupId, sha256);
}

interface Entering {
  readonly row: ClaimedMail;
  readonly mail: ParsedMail;
  readonly result: MatchResult;
  readonly groupId: string;
  readonly timeZone: string;
}

async function enter(tx: Tx, deps: Deps, { row, mail, result, groupId, timeZone }: Entering): Promise<Placed> {
  const at = deps.clock.now();
  const message = messageOf(mail, { arrivedAt: row.arrivedAt, timeZone });
  const again = { groupId, rawSha256: row.sha256, ...message };
  await lockSameMail(tx, again);
  const same = await sameMails(tx, again);
  const id = newId(at.getTime());
  const before = earlier(same, result);
  await writeMessage(tx, { id, groupId, row, mail, message, before: before?.id ?? null });
  if (before) return tellDuplicate(tx, deps, { id, groupId, before, result, message: { id, ...message }, at });
  if (result.outcome === 'hold') {
    await holdMessage(tx, { ...result, groupId, message: { id, ...message }, at });
    return { outcome: 'held', groupId, messageId: id };
  }
  if (row.door !== 'upload' && (await isFlood(tx, { groupId, requestId: result.requestId, kind: mail.kind, since: new Date(row.arrivedAt.getTime() - HOUR_MS) }))) {
    const { requestId, matchedBy, why } = result;
    const suggestion = { requestId, ground: matchedBy, says: why[0]?.says ?? '' };
    await holdMessage(tx, { groupId, message: { id, ...message }, heldWhy: 'flood', why: [{ ground: 'flood', says: heldWords('flood') }], suggestions: [suggestion], at });
    return { outcome: 'held', groupId, messageId: id };
  }
  await fileMessage(tx, deps, { ...result, groupId, messageId: id, personId: null, at });
  return { outcome: 'filed', groupId, messageId: id };
}

/** Of the same mails the one this is a duplicate of. What was delivered to another request's own address too is no duplicate there. */
function earlier(same: readonly SameMail[], result: MatchResult): SameMail | null {
  const onRequest = same.filter(({ requestId }) => requestId !== null);
  if (result.outcome !== 'file') return onRequest[0] ?? same[0] ?? null;
  return onRequest.find(({ requestId }) => requestId === result.requestId) ?? same.find(({ requestId }) => requestId === null) ?? null;
}

interface Writing {
  readonly id: string;
  readonly groupId: string;
  readonly row: ClaimedMail;
  readonly mail: ParsedMail;
  readonly message: ReturnType<typeof messageOf>;
  readonly before: string | null;
}

/** The message is on no request yet. */
async function writeMessage(tx: Tx, { id, groupId, row, mail, message, before }: Writing): Promise<void> {
  const data: Prisma.MessageUncheckedCreateInput = { ...message, id, groupId, rawMailId: row.id, state: before ? 'duplicate' : 'held', duplicateOfId: before, createdById: null, createdAt: row.arrivedAt };
  await tx.message.create({ data });
  if (mail.attachments.length === 0) return;
  await tx.messageAttachment.createMany({
    data: mail.attachments.map((one) => ({
      id: newId(row.arrivedAt.getTime()), groupId, messageId: id, n: one.n + 1, name: one.name, mediaType: one.mediaType, size: BigInt(one.size), sha256: one.sha256, fileKey: one.key,
      inline: one.inline && one.mediaType.startsWith('image/'),
    })),
  });
}

interface Duplicate {
  readonly id: string;
  readonly groupId: string;
  readonly before: SameMail;
  readonly result: MatchResult;
  readonly message: { readonly id: string; readonly channel: string; readonly fromName: string; readonly sentOn: Date; readonly subject: string };
  readonly at: Date;
}

/** One copy may say where it belongs though the first did not: then the first is filed. */
async function tellDuplicate(tx: Tx, deps: Deps, { id, groupId, before, result, message, at }: Duplicate): Promise<Placed> {
  if (before.state === 'held' && result.outcome === 'file') await fileMessage(tx, deps, { ...result, groupId, messageId: before.id, personId: null, at });
  await appendEvent(tx, {
    groupId, at, type: 'message.came-again', requestId: before.requestId, subject: { type: 'message', id: before.id }, words: { ...namedInEvent(message), duplicateId: id, why: t('The same mail came once more. It is kept, and stands nowhere a second time.') },
  });
  return { outcome: 'duplicate', groupId, messageId: id };
}

async function isFlood(tx: Tx, { groupId, requestId, kind, since }: { groupId: string; requestId: string; kind: ParsedMail['kind']; since: Date }): Promise<boolean> {
  const automatic = kind !== 'reply';
  const came = await tx.message.count({ where: { groupId, requestId, createdAt: { gte: since }, rawMailId: { not: null }, ...(automatic ? { kind: { not: 'reply' } } : {}) } });
  return came >= (automatic ? FLOOD.automatic : FLOOD.reply);
}
