import { type Member, type Office } from './office.js';
import { until } from './processes.js';

export interface SentLetter {
  readonly requestId: string;
  readonly number: string;
  readonly letterId: string;
}
export interface LetterRecord {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly subject: string;
  readonly messageId: string;
  readonly replyAddress: string;
}
export interface DeadlineRecord {
  readonly rule: string;
  readonly due: string;
  readonly assertAfter: string;
  readonly presumed: boolean;
  readonly state: string;
}
export interface EventRecord {
  readonly type: string;
  readonly what: string;
  readonly change: string;
}

export const TITLE = 'Plate-reader partners at the harbor';
export const AGENCY_ADDRESS = 'cpra@agency.example';

export async function agencyId(member: Member, slug: string): Promise<string> {
  const { body } = await member.api.get<{ agencies: { id: string; slug: string }[] }>('/agencies');
  const found = body.agencies.find((agency) => agency.slug === slug);
  if (!found) throw new Error(`no agency ${slug}`);
  return found.id;
}

/** Drafts the plate-reader letter to LAPD and approves it by e-mail; workers do the rest. */
export async function approveLetter(member: Member): Promise<SentLetter> {
  const draft = await member.api.post<{ id: string; number: string }>('/requests', { agencyId: await agencyId(member, 'lapd'), template: 'cpra-alpr-sharing', title: TITLE });
  const sent = await member.api.post<{ letterId: string }>(`/requests/${draft.body.id}/send`, { channel: 'email', toAddress: AGENCY_ADDRESS });
  if (sent.status !== 201) throw new Error(`sending answered ${sent.status}: ${JSON.stringify(sent.body)}`);
  return { requestId: draft.body.id, number: draft.body.number, letterId: sent.body.letterId };
}

export async function letterOf(member: Member, letterId: string): Promise<LetterRecord> {
  return (await member.api.get<LetterRecord>(`/letters/${letterId}`)).body;
}

export function untilLetter(member: Member, letterId: string, state: string): Promise<LetterRecord> {
  return until(`the letter is ${state}`, async () => {
    const letter = await letterOf(member, letterId);
    return letter.state === state && letter;
  });
}

export async function determinationOf(member: Member, requestId: string): Promise<DeadlineRecord> {
  const { body } = await member.api.get<{ deadlines: DeadlineRecord[] }>(`/requests/${requestId}/deadlines`);
  const found = body.deadlines.find((deadline) => deadline.rule === 'cpra.determination');
  if (!found) throw new Error('no date for the determination');
  return found;
}

export async function timelineOf(member: Member, requestId: string): Promise<EventRecord[]> {
  return (await member.api.get<{ events: EventRecord[] }>(`/requests/${requestId}/timeline`)).body.events;
}

/** Header fields by lower-case name, unfolded, and the body. */
export function readMail(raw: Buffer): { headers: Map<string, string>; body: string } {
  const [head = '', ...rest] = raw.toString('utf8').split('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers.set(name.toLowerCase(), value);
  }
  return { headers, body: rest.join('\r\n\r\n') };
}

/** The plain-text part, decoded. */
export function textPart(raw: Buffer): string {
  const mail = raw.toString('utf8');
  const found = /Content-Type: text\/plain[^\r]*\r\n(?:Content-Transfer-Encoding: ([\w-]+)\r\n)?\r\n([\s\S]*?)\r\n--/i.exec(mail);
  const [, encoding = '7bit', body = ''] = found ?? [];
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

export function mailsTo(office: Office, address: string) {
  return office.smtp.messages.filter((message) => message.to.includes(address)).map((message) => ({ ...readMail(message.raw), ...message, text: textPart(message.raw) }));
}
