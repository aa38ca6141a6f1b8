import type { Tx } from '../../platform/db.js';
import { hashApart } from './mail-message.js';

/** The same words more often than this are looked at no further. */
const MOST_ALIKE = 50;

export interface MailAgain {
  readonly groupId: string;
  /** Of its bytes. */
  readonly rawSha256: string;
  readonly messageIdHeader: string | null;
  readonly contentHash: string;
  readonly fromAddress: string;
  readonly subject: string;
  readonly text: string;
}

export interface SameMail {
  readonly id: string;
  readonly state: string;
  readonly requestId: string | null;
}

/** Two doors may bring one mail at one time: whoever comes second waits for the first to have written it. */
export async function lockSameMail(tx: Tx, { groupId, messageIdHeader, rawSha256, contentHash }: MailAgain): Promise<void> {
  for (const name of [messageIdHeader ?? rawSha256, contentHash].sort()) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mail:${groupId}:${name}`}, 0))`;
}

/**
 * The group's messages that this mail is once more: the same bytes; the same Message-ID with the same words; or, where one of the two has no Message-ID (it was pasted, or never had one),
 * the same words and files of the same day, sender and subject. A mail without words says too little to be taken for another by them. A Message-ID alone is nobody's word: anybody can
 * write it, and so keep a reply from us.
 */
export async function sameMails(tx: Tx, mail: MailAgain): Promise<SameMail[]> {
  const { groupId, rawSha256, messageIdHeader, contentHash, fromAddress, subject } = mail;
  const wordless = mail.text.trim() === '';
  const where = [...(messageIdHeader ? [{ messageIdHeader }] : []), { contentHash }];
  const select = { id: true, state: true, requestId: true, messageIdHeader: true, contentHash: true, fromAddress: true, subject: true, rawMailId: true } as const;
  const alike = await tx.message.findMany({ where: { groupId, state: { not: 'duplicate' }, OR: where }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: MOST_ALIKE, select });
  const raws = await tx.rawMail.findMany({ where: { groupId, sha256: rawSha256, state: 'processed' }, take: MOST_ALIKE, select: { id: true } });
  const sameBytes = raws.length === 0 ? [] : await tx.message.findMany({ where: { groupId, state: { not: 'duplicate' }, rawMailId: { in: raws.map(({ id }) => id) } }, select });
  const sameWords = alike.filter((one) => {
    if (messageIdHeader && one.messageIdHeader) return one.messageIdHeader === messageIdHeader && [contentHash, hashApart(contentHash, messageIdHeader)].includes(one.contentHash);
    if (wordless || one.contentHash !== contentHash) return false;
    return one.rawMailId === null || (one.fromAddress.toLowerCase() === fromAddress.toLowerCase() && one.subject === subject);
  });
  return [...new Map([...sameBytes, ...sameWords].map((one) => [one.id, one])).values()];
}
