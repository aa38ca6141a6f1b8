import type { MailKind } from '../../../../server/features/replies/parse-raw-mail.js';
import { bareMail, lines, part, parts } from './build.js';

export interface MachineMail {
  readonly name: string;
  readonly raw: string;
  readonly kind: MailKind;
  readonly failed?: readonly string[];
  readonly permanent?: boolean | null;
  readonly returned?: readonly string[];
}

const TO = 'To: k7m2p4q8r3t5w@replies.example';
const LETTER = lines('From: Coast Watch <k7m2p4q8r3t5w@replies.example>', 'To: records@harbor.example', 'Subject: Request TD-2026-0001', 'Message-ID: <letter-1@replies.example>', '', 'Please send the logs.');

function report(status: readonly string[], human: string, headers: readonly string[] = []): string {
  return bareMail(
    ['From: Mail Delivery Subsystem <mailer-daemon@mx.example>', TO, 'Subject: Delivery Status Notification', 'Return-Path: <>', 'Auto-Submitted: auto-replied', 'Content-Type: multipart/report; report-type=delivery-status; boundary="r"', ...headers],
    ...parts('r', part(['Content-Type: text/plain'], human), part(['Content-Type: message/delivery-status'], 'Reporting-MTA: dns; mx.example', '', ...status), part(['Content-Type: message/rfc822'], LETTER)),
  );
}

const from = (sender: string, subject: string, headers: readonly string[], ...body: readonly string[]): string => bareMail([`From: ${sender}`, TO, `Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', ...headers], ...body);

export const MACHINE_MAILS: readonly MachineMail[] = [
  {
    name: 'a report of a failure for good', kind: 'bounce', failed: ['records@harbor.example'], permanent: true, returned: ['<letter-1@replies.example>'],
    raw: report(['Final-Recipient: rfc822; records@harbor.example', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 no such', '  mailbox'], 'It was not delivered.'),
  },
  { name: 'a report of a delay', kind: 'delay', failed: ['records@harbor.example'], permanent: null, raw: report(['Final-Recipient: rfc822;records@harbor.example', 'Action: delayed', 'Status: 4.4.1'], 'It will be tried for two more days.') },
  { name: 'a failure after many tries', kind: 'bounce', failed: ['records@harbor.example'], permanent: false, raw: report(['Final-Recipient: rfc822;records@harbor.example', 'Action: failed', 'Status: 4.4.7'], 'Gave up.') },
  {
    name: 'one failed, one delayed', kind: 'bounce', failed: ['old@harbor.example'], permanent: true,
    raw: report(['Final-Recipient: rfc822;slow@harbor.example', 'Action: delayed', 'Status: 4.2.0', '', 'Final-Recipient: rfc822;old@harbor.example', 'Action: failed', 'Status: 5.1.1'], 'Mixed.'),
  },
  { name: 'a report that it was delivered', kind: 'auto_reply', raw: report(['Final-Recipient: rfc822;records@harbor.example', 'Action: delivered', 'Status: 2.0.0'], 'Delivered.') },
  {
    name: 'a read receipt', kind: 'auto_reply',
    raw: bareMail(['From: clerk@harbor.example', TO, 'Subject: Read: Request TD-2026-0001', 'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"'], ...parts('r', part(['Content-Type: text/plain'], 'Your message was read.'), part(['Content-Type: message/disposition-notification'], 'Disposition: manual-action/MDN-sent-manually; displayed'))),
  },
  {
    name: 'Exim by words', kind: 'bounce', failed: ['records@harbor.example'], permanent: true, returned: ['<letter-1@replies.example>'],
    raw: from('Mail Delivery System <Mailer-Daemon@mx.example>', 'Mail delivery failed: returning message to sender', ['Return-path: <>', 'X-Failed-Recipients: records@harbor.example', 'Auto-Submitted: auto-replied'],
      'A message that you sent could not be delivered to one or more of its', 'recipients. This is a permanent error. The following address(es) failed:', '', '  records@harbor.example', '    Unrouteable address', '', '------ This is a copy of the message, including all the headers. ------', '', LETTER),
  },
  {
    name: 'qmail by words', kind: 'bounce', failed: ['records@harbor.example'], permanent: true, returned: ['<letter-1@replies.example>'],
    raw: from('MAILER-DAEMON@mx.example', 'failure notice', ['Return-Path: <>'],
      'Hi. This is the qmail-send program at mx.example.', "I'm afraid I wasn't able to deliver your message to the following addresses.", "This is a permanent error; I've given up. Sorry it didn't work out.", '', '<records@harbor.example>:', 'Sorry, no mailbox here by that name. (#5.1.1)', '', '--- Below this line is a copy of the message.', '', LETTER),
  },
  {
    name: 'Exchange by words', kind: 'bounce', failed: ['records@harbor.example'], permanent: true,
    raw: from('Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@harbor.example>', 'Undeliverable: Request TD-2026-0001', ['Return-Path: <>'],
      'Delivery has failed to these recipients or groups:', '', 'records@harbor.example', "The email address you entered couldn't be found. Please check it.", '', 'Diagnostic information: 550 5.1.10 RESOLVER.ADR.RecipientNotFound'),
  },
  { name: 'a full mailbox by words', kind: 'bounce', failed: ['records@harbor.example'], permanent: false, raw: from('postmaster@harbor.example', 'Undelivered Mail Returned to Sender', ['Return-Path: <>'], 'Your message could not be delivered.', '<records@harbor.example>: mailbox is full, quota exceeded') },
  { name: 'a code that says less than the words', kind: 'bounce', failed: ['records@harbor.example'], permanent: false, raw: from('postmaster@harbor.example', 'Undelivered Mail Returned to Sender', ['Return-Path: <>'], 'Your message could not be delivered.', '<records@harbor.example>: said: 450 4.2.1 user unknown') },
  { name: 'a delay by words', kind: 'delay', failed: ['records@harbor.example'], permanent: null, raw: from('Mail Delivery System <Mailer-Daemon@mx.example>', 'Warning: message 1abc delayed 24 hours', ['Return-path: <>'], 'Your message has not yet been delivered to:', '', '  records@harbor.example', '', 'No action is required on your part. Delivery attempts will continue for some time.') },
  { name: 'a person who quotes a bounce', kind: 'reply', raw: from('Clerk <clerk@harbor.example>', 'Re: your question', [], 'We saw this: “Delivery has failed to these recipients: old@harbor.example”. Please write to records@harbor.example.') },
  { name: 'out of office in the subject', kind: 'auto_reply', raw: from('Clerk <clerk@harbor.example>', 'Out of Office: Request TD-2026-0001', ['Return-Path: <>'], 'I am back on Monday.') },
  { name: 'an absence note of Exchange', kind: 'auto_reply', raw: from('Clerk <clerk@harbor.example>', 'Automatic reply: Request TD-2026-0001', ['Auto-Submitted: auto-generated'], 'I am on vacation until March 9. For urgent matters call the desk.') },
  { name: 'an absence note in Spanish', kind: 'auto_reply', raw: from('Clerk <clerk@harbor.example>', 'Respuesta automática: Solicitud', ['X-Autoreply: yes'], 'Estaré fuera de la oficina hasta el lunes.') },
  { name: 'an absence note in German', kind: 'auto_reply', raw: from('Amt <amt@harbor.example>', 'Automatische Antwort: Anfrage', ['Auto-Submitted: auto-replied'], 'Ich bin bis zum 9. März nicht im Büro.') },
  { name: 'an absence note of a desk that names a request', kind: 'auto_reply', raw: from('Clerk <clerk@harbor.example>', 'Out of the office', ['Auto-Submitted: auto-replied'], 'I am out of the office. Your request has been forwarded to nobody.') },
  {
    name: "a portal's acknowledgement", kind: 'reply',
    raw: from('City of Harbor <harbor@portal.example>', '[City of Harbor] Your record request 26-4411 has been opened', ['Auto-Submitted: auto-generated', 'Precedence: bulk', 'Return-Path: <>'], 'Your record request 26-4411 has been submitted. We will answer within ten days.'),
  },
  { name: 'an office that acknowledges by an automatic reply', kind: 'reply', raw: from('Records Desk <records@harbor.example>', 'Automatic reply: Request TD-2026-0001', ['Auto-Submitted: auto-replied'], 'We have received your public records request. I am currently on leave; the desk will answer within ten days.') },
  { name: 'a reply about out-of-office notes', kind: 'reply', raw: from('Clerk <clerk@harbor.example>', 'Re: Out-of-office messages of the chief', [], 'The records you asked for are attached. They show when the chief was out of the office.') },
];
