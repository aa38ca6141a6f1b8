import { MAIL, saying, within } from './wording.js';

/** What machines write when somebody is away or a message can't be delivered. */
const AUTOMATIC = saying(
  '(?<!\\b(?:have|has|was|were|been|had) (?:been )?)out of (?:the )?office', 'automat(?:ed|ic)(?:ally)? (?:reply|response)(?! to (?:confirm|acknowledge|let you know(?! (?:that )?(?:we|I) (?:are|am) (?:closed|out|away))))', 'auto-?reply', `away from (?:my|the) (?:desk|office|${MAIL})`,
  '(?:am|i\'m|is|be|currently|are) (?:out )?on (?:vacation|holiday|annual leave|travel) (?:until|from|through|this)', '(?:am|i\'m|is|be|currently|are) (?:out )?on (?:annual |sick |maternity |parental |vacation )?leave (?:until|from|and|through)', 'i will be (?:out|away|traveling|travelling|unavailable) (?:of|on|from|until|through|this|next|with)', '(?:limited|intermittent|no) access to (?:my )?(?:e-?mail|messages)', '(?:am|i\'m) (?:currently )?(?:away|travell?ing|out) (?:until|from|through|this week|with limited)', 'upon my return', 'fuera de la oficina', 'respuesta automática',
  'will not be checking (?:my )?(?:messages|e-?mail)', 'auto-?generated (?:reply|response)', 'no longer (?:works?|employed|with|at) (?:for |at |by |with )?(?:the|this)\\b', 'tried to deliver your message', 'failed permanently', '(?:temporary )?problem delivering your message', 'permanent fatal errors?', 'created automatically by mail delivery', 'transcript of session follows', String.raw`your message (?:was(?: not|n't)|could(?: not|n't) be) delivered`, 'message (?:that )?you sent (?:has|could) not', 'over quota\\b', 'undeliverable', 'delivery (?:has )?(?:failed|status notification)', 'could not be delivered', 'mail delivery (?:failed|system)', 'returned to sender', 'mailer-daemon', 'message (?:that )?you sent could not',
  String.raw`(?:address|account|mailbox|recipient) (?:(?:that )?you .{0,40})?(?:do(?:es)? not exist|(?:could not|couldn't|was not|wasn't) (?:be )?found)`, 'mailbox (?:is )?(?:full|unavailable)', 'user unknown', 'no such user', 'address rejected', String.raw`delivery to the following recipients?${within(40)}(?:failed|delayed)`, '(?:message|mail) has not (?:yet )?been delivered', 'delivery (?:is|has been) delayed', 'no se pudo entregar',
);

export function isAutomatic(words: string): boolean {
  return AUTOMATIC.test(words);
}
