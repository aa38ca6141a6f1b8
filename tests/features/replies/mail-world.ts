import { Readable } from 'node:stream';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { type IncomingMail, keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
import { processMail } from '../../../server/features/replies/process-mail.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { World } from '../../support/world.js';

/** Where letters go in these tests. */
export const ADDRESS = 'cpra@lapd.example';

export interface Sent {
  readonly id: string;
  /** Our number of it. */
  readonly number: string;
  readonly address: string;
  readonly letterId: string;
  /** Message-ID of the letter. */
  readonly letter: string;
}

/** A request whose letter went out by e-mail. */
export async function sentRequest(world: World, actor: Actor): Promise<Sent> {
  const { id, number } = await createDraft(world.context, actor, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
  const { letterId } = await sendLetter(world.context, actor, { requestId: id, version: null, channel: 'email', toAddress: ADDRESS });
  await deliverLetter(world.context, { groupId: actor.groupId, letterId });
  const { replyToken } = await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } });
  const { messageId } = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
  return { id, number, letterId, address: `${replyToken}@replies.example.org`, letter: messageId };
}

/** A request of one item that went to LAPD's portal on November 16, 2026 and was received that day. Gives its id. */
export async function enteredRequest(world: World, actor: Actor): Promise<string> {
  const { id } = await enterRequest(world.context, actor, {
    agencyId: await world.agencyId('lapd'), title: 'Who plate data goes to', sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: [],
    items: [{ heading: 'Sharing list', text: 'All' }], received: { date: '2026-11-16', basis: 'portal' },
  });
  return id;
}

let made = 0;

/** A mail as it comes over the line; an empty header is left out. */
export function mailText(headers: Record<string, string>, body = 'We have your request and look for the records.'): string {
  made += 1;
  const all = { From: `LAPD CPRA Unit <${ADDRESS}>`, To: 'records@example.org', Subject: 'Your request', Date: 'Mon, 23 Nov 2026 10:12:00 -0800', 'Message-ID': `<m${made}@lapd.example>`, ...headers };
  return `${Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}\r\n`;
}

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n').toString('base64');

/** One with a small PDF. */
export const mailWithPdf = (headers: Record<string, string>, name = 'records.pdf'): string => mailText(
  { ...headers, 'Content-Type': 'multipart/mixed; boundary=edge' },
  ['--edge', 'Content-Type: text/plain', '', 'The records are attached.', '--edge', `Content-Type: application/pdf; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${name}"`, '', PDF, '--edge--'].join('\r\n'),
);

/** A mail through its door and its job. */
export async function takeMail(world: World, raw: string, more: Partial<IncomingMail> = {}) {
  const { rawMailId } = await keepRawMail(world.context, { stream: Readable.from([Buffer.from(raw)]), door: 'smtp', groupId: null, ...more });
  const placed = await processMail(world.context, { rawMailId });
  if (!placed) throw new Error('it was not read');
  return { rawMailId, ...placed };
}
