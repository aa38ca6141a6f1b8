import { partsOf } from '../reading/parts.js';
import { isAbsence, isNullPath, sentByMachine } from './absence.js';
import { bounceIn } from './bounce-words.js';
import { recipientsIn } from './delivery-status.js';
import type { MailHeaders } from './mail-headers.js';
import type { MailAddress, MailKind } from './parsed-mail.js';

export interface MailToJudge {
  readonly headers: MailHeaders;
  readonly from: MailAddress | null;
  readonly subject: string;
  readonly text: string;
  /** It is a multipart/report. */
  readonly report: boolean;
  /** Its message/delivery-status parts. */
  readonly statuses: readonly string[];
}

export interface JudgedMail {
  readonly kind: MailKind;
  readonly failedRecipients: readonly string[];
  readonly permanent: boolean | null;
  /** Message-IDs of what it returns. */
  readonly returned: readonly string[];
}

/** Who sends bounces. */
const POSTMAN = /^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|microsoftexchange[0-9a-f]+|bounces?(?:[+-].*)?)@/i;
const POSTMAN_NAME = /^(?:mail delivery (?:sub)?system|mailer[- ]daemon|system administrator|microsoft outlook|postmaster|mail administrator)$/i;
/** How much of a text is looked at, in UTF-16 units. */
const MOST = 40_000;

const plain = (kind: MailKind): JudgedMail => ({ kind, failedRecipients: [], permanent: null, returned: [] });

/** What sort of mail it is, by its report, its headers and the words machines use. In doubt it is a reply, which a person reads. */
export function kindOf(mail: MailToJudge): JudgedMail {
  const reported = mail.report ? byReport(mail) : null;
  if (reported) return reported;
  const bounce = isPostman(mail) ? bounceIn({ subject: mail.subject, text: mail.text.slice(0, MOST), failedHeader: failedHeader(mail.headers), own: [mail.from?.address ?? '', ...mail.headers.addresses('to').map(({ address }) => address)] }) : null;
  if (bounce) return bounce;
  const beginning = mail.text.slice(0, MOST);
  const own = partsOf(beginning).filter(({ kind }) => kind !== 'quoted').map(({ start, end }) => beginning.slice(start, end)).join('');
  return plain(isAbsence({ headers: mail.headers, subject: mail.subject, text: own }) ? 'auto_reply' : 'reply');
}

/** What a server reports of each recipient decides; a report that a mail was opened or delivered asks for nothing. */
function byReport({ headers, statuses }: MailToJudge): JudgedMail | null {
  if (/report-type\s*=\s*"?disposition-notification/i.test(headers.all('content-type')[0] ?? '')) return plain('auto_reply');
  const recipients = statuses.flatMap(recipientsIn);
  const failed = recipients.filter(({ action, status }) => action === 'failed' || (action === '' && status.startsWith('5')));
  const delayed = recipients.filter(({ action }) => action === 'delayed');
  const judged = failed.length > 0 ? failed : delayed;
  if (judged.length === 0) return recipients.length > 0 && recipients.every(({ action }) => ['delivered', 'relayed', 'expanded'].includes(action)) ? plain('auto_reply') : null;
  return {
    kind: failed.length > 0 ? 'bounce' : 'delay',
    failedRecipients: [...new Set(judged.flatMap(({ addresses }) => addresses))],
    permanent: failed.length > 0 ? failed.some(({ status }) => status === '' || status.startsWith('5')) : null,
    returned: [],
  };
}

/** A person's answer that quotes a bounce is none: only mail servers send them. */
function isPostman({ headers, from, report }: MailToJudge): boolean {
  if (report || headers.has('x-failed-recipients')) return true;
  return POSTMAN.test(from?.address ?? '') || POSTMAN_NAME.test(from?.name ?? '') || (isNullPath(headers) && sentByMachine(headers) && !headers.has('in-reply-to'));
}

const failedHeader = (headers: MailHeaders): string[] => headers.addresses('x-failed-recipients').map(({ address }) => address).filter((address) => address.includes('@'));
