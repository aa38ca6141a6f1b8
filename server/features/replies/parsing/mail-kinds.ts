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

/** What sort of mail it is, by its headers and the words machines use. */
export function kindOf(_mail: MailToJudge): JudgedMail {
  return { kind: 'reply', failedRecipients: [], permanent: null, returned: [] };
}
