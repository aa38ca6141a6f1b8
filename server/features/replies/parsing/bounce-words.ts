import { messageIdsIn } from './mail-headers.js';

/** What a bounce without a machine-readable report says. */
export interface SaidBounce {
  readonly kind: 'bounce' | 'delay';
  readonly failedRecipients: readonly string[];
  readonly permanent: boolean | null;
  readonly returned: readonly string[];
}

const any = (...words: readonly string[]): RegExp => new RegExp(words.join('|'), 'i');

/** Exim, qmail, Postfix, Sendmail, Exchange, Gmail, and their translations by Exchange. */
const FAILED = any(
  String.raw`(?:message|mail|e-?mail)\b.{0,60}\b(?:could|can) ?not be delivered`, String.raw`(?:was|were|is|could) ?n[o']t (?:able to )?(?:be )?deliver(?:ed)?\b`, 'deliver(?:y|ing)(?: (?:to|of|has|the|following|your|message))* fail', 'unable to deliver',
  'undeliver(?:able|ed)', 'undelivered mail returned', 'delivery status notification \\(failure\\)', 'failure notice', 'returned (?:mail|to sender)', 'returning message to sender', 'did(?: not|n[\'’]t) reach (?:some or all|the following)',
  'address(?:es)? (?:couldn[\'’]t|could not|was not) (?:be )?found', 'address not found', 'message not delivered', 'permanent(?: fatal)? errors?', 'unrouteable address', 'unzustellbar', 'nachrichtenzustellung', 'no se (?:ha podido|pudo) entregar', 'non remis', 'échec de la remise',
);
const DELAYED = any(
  'delivery status notification \\(delay\\)', 'delivery (?:is |has been )?(?:delayed|incomplete)', 'delayed (?:mail|delivery)', 'message delayed', 'warning: (?:could not send|message)', '(?:message|mail) has not (?:yet )?been (?:delivered|collected)', 'not yet been delivered',
  'temporary (?:problem|failure|error) (?:delivering|while)', 'will (?:retry|keep trying|continue (?:trying|to try)|be retried)', 'delivery attempts will continue', '(?:you )?do not need to resend', 'still being retried', 'se ha retrasado', 'zustellung verzögert',
);
const FOR_GOOD = any('permanent', 'fatal', '(?:does(?: not|n[\'’]t)|did not) exist', '(?:could|was)(?: not|n[\'’]t) (?:be )?found', 'not found', 'unknown (?:user|recipient|address)', 'user unknown', 'no such (?:user|recipient|mailbox|person|address)', 'unrouteable', 'recipient (?:address )?rejected', 'mailbox unavailable', 'account (?:is |has been )?(?:disabled|closed)', 'i[\'’]ve given up');
const FOR_NOW = any('mailbox (?:is )?full', 'over ?quota', 'quota exceeded', 'retry time(?:out)? (?:exceeded|not reached)', 'too long', 'timed? ?out', 'connection (?:refused|timed)');
/** Where the returned mail itself begins. */
const COPY = /^[ \t]*-{2,}.{0,40}(?:copy of|original message|below this line|returned message|message follows|message header)|^[ \t]*(?:original message headers?|----- ?message header follows)/im;
const ADDRESS = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
const MOST = 20;

/**
 * Reads a bounce by its words.
 * @param own addresses that did not fail: who it is from and who it came to
 * @returns null when no words of one are found
 */
export function bounceIn(mail: { readonly subject: string; readonly text: string; readonly failedHeader: readonly string[]; readonly own: readonly string[] }): SaidBounce | null {
  const at = COPY.exec(mail.text)?.index ?? mail.text.length;
  const report = mail.text.slice(0, Math.min(at, 6000));
  const words = `${mail.subject}\n${report.slice(0, 3000)}`.replace(/\s+/g, ' ');
  const delayed = DELAYED.test(words) && !/(?:i've|have) given up|permanent/i.test(words);
  if (!delayed && !FAILED.test(words) && mail.failedHeader.length === 0) return null;
  const own = mail.own.map((address) => address.toLowerCase());
  const named = mail.failedHeader.length > 0 ? mail.failedHeader : (report.match(ADDRESS) ?? []).filter((address) => !own.includes(address.toLowerCase()));
  return {
    kind: delayed ? 'delay' : 'bounce',
    failedRecipients: [...new Set(named)].slice(0, MOST),
    permanent: delayed ? null : permanentIn(report),
    returned: [...mail.text.slice(at).matchAll(/^[ \t>]*message-id:(.{3,900})$/gim)].slice(0, 3).flatMap(([, id]) => messageIdsIn(id ?? '')),
  };
}

/** A code says more than words: 5.x.x or 5xx is for good, 4.x.x isn't. */
function permanentIn(report: string): boolean | null {
  const code = /(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(report)?.[1] ?? /(?<![\d.-])([45])[0-7]\d(?=[ -])(?=.{0,80}[a-z])/i.exec(report)?.[1];
  if (code) return code === '5';
  if (FOR_NOW.test(report) && !/permanent/i.test(report)) return false;
  return FOR_GOOD.test(report) ? true : null;
}
