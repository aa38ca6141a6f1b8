import type { Sign } from './sign-types.js';
import { NOT, RECORDS, WAS, few, saying, within } from './wording.js';

/** Not able, not willing, not allowed. */
const CANNOT = String.raw`(?:cannot|can ?not|can't|unable to|not able to|may not|will not|won't|shall not|need not|declines? to|prohibit\w*${within(40)}from)`;

/** What they decided: to give, to refuse, to send us elsewhere, to close. */
export const DECISION_SIGNS: readonly Sign[] = [
  {
    name: 'will_disclose',
    pattern: saying(
      '(?:your )?request (?:for (?:records|documents) )?(?:is|has been|was) (?:hereby )?(?:granted|approved)', `you (?:can|may|should) expect ${few(2)}(?:them|it|records|copies)\\b`, String.raw`(?:has|have) determined (?:that )?.{0,120}\b(?:disclosable|responsive|possess|releas|will be (?:provided|produced|disclosed))`,
      String.raw`will (?:be )?(?:disclos|produc|provid|releas|mak\w+ available|send|forward|upload)\w* ${few(8)}(?:responsive|non-?exempt|disclosable|requested|records|documents)`,
      String.raw`(?:responsive|disclosable|non-?exempt) ${RECORDS}${within(60)}(?:will be|shall be|are being) (?:\w+ )?(?:provided|produced|released|disclosed|made available|sent|uploaded)`,
      'will make (?:[\\w-]+ ){0,6}available', 'agrees? to (?:produce|provide|release|disclose)', 'will get (?:them|it|those|these|the \\w+) to you', 'seeks (?:copies of )?disclosable', '(?:has|have) (?:identified |located |found )?disclosable', String.raw`(?:estimat|expect|anticipat)\w* (?:that )?(?:the|these|those|responsive|your|all) ${few(3)}(?:records|documents|files|copies|e-?mails|materials) (?:will|to) be (?:\w+ )?(?:available|ready|released|produced)`, String.raw`(?:I|we)(?:'ll| will) (?:\w+ ){0,5}(?:mail|send|e-mail|scan|copy) (?:them|it|those|that|these)\b`, 'will be (?:fulfilled|honou?red)', '(?:will|shall) (?:produce|provide|release|disclose|send)\\b', String.raw`(?:records?|documents?|files?|e-?mails?|copies)${within(60)}(?:will|shall) be (?:provided|produced|released|disclosed|made available|uploaded)`,
      String.raw`(?:intends?|expects?|anticipates?|plans?) (?:to|being able to) (?:\w+ )?(?:produce|provide|disclose|release|make (?:them|the records|it|these) available|complete (?:the )?production)`,
      'su solicitud ha sido (?:aprobada|concedida)', '(?:enviaremos|mandaremos|entregaremos|proporcionaremos|se entregarán)',
    ),
    unless: saying(
      'in (?:batches|installments|stages) as', String.raw`remaining .{0,100} as (?:the|they|our|each)\b`, 'actualización', String.raw`(?:whether|if) .{0,80}disclosable`, `(?:once|upon|after|until) ${few(3)}(?:payment|receipt)`, '(?:not|cannot|can\'t|unable to) (?:be )?(?:disclos|produc|provid|releas)', String.raw`(?:provide|send) (?:you )?(?:with )?(?:an? )?(?:\w+ )?(?:update|status|response|determination|estimate|notice|answer)s?`, '(?:provide|send) its determination',
      '(?:provide|send|produce|release) (?:further|more|additional|the next|the remaining) (?:batch|installment|set|release|production)',
      String.raw`(?:provide|send) (?:them|these|those|it|the remaining \w+|more|further \w+|additional \w+) ${few(2)}on a rolling basis`,
    ),
  },
  {
    name: 'denies',
    pattern: saying(
      '(?:is|are|was|were|been|being|be) (?:\\w+ly |hereby |both |all |therefore |also )?(?:denied|refused|held back)\\b', '(?<!\\b(?:to|not|nor|may|you|they) )(?:denies|declines|refuses|rejects) (?:to\\b|access|disclosure|your|th[ei]|requests? |items? |parts? )', '(?:barred|prohibited|precluded|forbidden|restricted|enjoined) (?:by .{0,30})?from (?:releas|disclos|provid|produc)', '^(?:items? (?:no\\. )?\\d+[.:)]* )?(?:exempt|denied|withheld|refused)(?=[ .:;,(—–-]|$)', '(?:niega|deniega|negamos|denegamos)\\b', '(?<=: )(?:denied|exempt|withheld|refused)(?=[ .:;,(—–-]|$)', 'son confidencial', 'no se pueden? (?:entregar|divulgar|proporcionar|revelar)',
      String.raw`your request\b.{0,260}\b(?:is|has been|must be) (?:hereby |respectfully )?denied`, '(?:is|are|am) (?:hereby |therefore |respectfully )?(?:denying|refusing|rejecting|declining)\\b', '(?:do|does)(?: not|n\'t) consent to', '(?:is|are) (?:\\w+ ){0,3}confidential (?:under|by|pursuant)',
      String.raw`(?:request|item|portion|part|requests|items)${within(80)}(?:is|are|was|were|has been|have been|must be|being) (?:hereby |respectfully )?denied`,
      '(?:it|this|access|waiver) (?:is|was|has been|must be) (?:hereby |respectfully )?denied', '^(?:respectfully )?denied\\b', '(?:is|are|was|were) (?:hereby |respectfully )?denied (?:under|pursuant|because|as|on the)',
      String.raw`(?:must|hereby|respectfully|we|I|will|shall|to) (?:(?:therefore|respectfully|hereby) )*(?:deny|denies|decline|declines|denying|declining)${within(60)}(?:request|access|disclos|provide|produce|release|item)`,
      `(?:is|are|be) ${few(3)}(?:exempt|protected|privileged|prohibited)\\b`, 'exempt from (?:release|disclosure|production|public)', 'not subject to (?:disclosure|release|production|inspection)',
      String.raw`${CANNOT} (?:be )?(?:\w+ )?(?:releas|disclos|upload|produc|furnish|grant|provid|comply|honou?r|fulfill?|accommodat)\w*\b(?! (?:you with )?(?:a|an) (?:status|estimate|exact|specific|date|timeline))`,
      'withh(?:eld|olds?|olding)\\b', 'neither confirm n?or deny', '(?:unduly|overly) burdensome', 'outweighs? the public interest',
      '(?:ha sido|fue|es|queda) (?:denegada|rechazada)', '(?:está|están|son) exent[oa]s', 'no (?:podemos|puede|pueden) (?:entregar|divulgar|proporcionar)',
    ),
    unless: saying(
      'not (?:constitute )?(?:a )?den(?:y|ied|ial)', String.raw`no ${few(3)}${WAS} (?:\w+ )?(?:withheld|denied|redacted)`, 'nothing (?:was|is|has been) (?:being )?withheld', 'not exempt', 'non-?exempt', `(?:without|not) withholding`, `not ${few(2)}withh`,
      'adverse determination', 'exempt from (?:the )?(?:fee|payment|tax|charge|cost)', 'right to (?:appeal|seek)', 'if (?:any|a|your)\\b', 'may be (?:exempt|withheld|redacted)',
      String.raw`unable to (?:provide|give)${within(40)}(?:status|estimate|date|timeline)`, String.raw`(?:unable|not able) to (?:provide|produce|release) .{0,100}\bby (?!law|statute)`,
      String.raw`not able to (?:provide|give)${within(60)}by the (?:original|estimated)`, 'whether (?:or not )?(?:any |the |they |it |portions? )', 'any (?:\\w+ )?(?:exempt|privileged)', 'determine (?:if|whether)',
    ),
  },
  {
    name: 'elsewhere',
    pattern: saying(
      String.raw`(?:you(?:'ll| will| would)? (?:may|might|should|can|must|want to|need to)|please) (?:\w+ to )?contact (?:the )?(?!us\b|me\b|our\b|this\b|my\b)(?:[\p{L}\u0027’.-]+ ){0,6}(?:department|office|police|sheriff|patrol|county|court|agency|bureau|clerk|attorney|justice|state)\b`,
      '(?:you (?:might|may|could|should|can)|please|better to) (?:(?:also|instead|want to|wish to) )?(?:try|check with|reach out to|write to|ask) (?:the |with the )?(?!us\\b|me\\b|our\\b|this\\b|if\\b|that\\b|for\\b|again)', '(?:in the custody|the responsibility) of (?!this|our|us)', String.raw`(?:referr|transferr|forward)(?:ed|ing)\b.{0,120}\bto (?:that|another|the) (?:\w+ ){0,3}(?:agency|component|department)`, 'corresponden? a(?:l| la)\\b', 'le sugerimos',
      `(?:do|does|did)${NOT} (?:have|maintain|keep|hold|possess) ${few(3)}(?:custody|control|jurisdiction|these|those|such)\\b`, 'not (?:have custody|the custodian|in (?:the )?(?:custody|possession) of (?:this|our|the))',
      String.raw`(?:suggest|recommend|advise|encourage|direct|refer|invite)\w* (?:that )?(?:you|your request|the requester|you to)${within(80)}(?:submit|contact|direct|send|make|file|request|reach|the following|appropriate)`,
      String.raw`(?:please|should|must|need to|may wish to|you (?:can|may)) ${few(2)}(?:contact|submit|direct|redirect|send|forward|address|make|file) (?:your |a |the )?${few(5)}(?:request|inquiry|them|it)? ?(?:directly )?to (?:the )?(?:\p{Lu}\w+|appropriate|correct|other)`,
      String.raw`(?:has|have|was|were|been|being|will be|is) (?:\w+ )?(?:transferred|referred|forwarded|rerouted|redirected) ${few(4)}to (?:the )?(?:\p{Lu}\w+|another)`,
      '(?:will|may|would) need to (?:contact|ask|write to) (?:the )?(?:county|city|state|court|clerk|sheriff|department)', 'misdirected', String.raw`you(?:'d| would|'ll| will)? (?:have|need) to (?:\w+ )?(?:(?:file|apply|inquire|check|go) (?:with|to|through)|(?:ask|call) the)\b`, 'belongs? to (?!us|this|our)', String.raw`(?:is|are) (?:run|operated) by the (?:state|county|city|sheriff|federal)`, String.raw`(?:passing|passed|forwarding|forwarded|sending|routing|routed) (?:this|it|your (?:request|e-?mail|message|inquiry)) (?:along |on |over )?to\b`, String.raw`(?:is|are|was|were|be) (?:maintained|held|kept|stored|owned|controlled) (?:and \w+ )?by (?:the )?(?!(?:department|city|county|agency|office|district|board|bureau)\b(?! of))(?:[\p{L}\u0027’.-]+ ){0,6}(?:department|office|police|sheriff|patrol|county|court|agency|bureau|clerk|attorney|justice|state|vendor|jail|coroner)`, 'is the (?:proper|right|correct|appropriate) (?:agency|department|office)',
      '(?:transferr?|referr?|forward|rout)(?:ed|ing) (?:your |this |the )(?:request|inquiry|item|e-?mail|message|letter) to', '(?:wrong|not the (?:right|correct|appropriate|proper)) (?:agency|department|office|component)', 'you made the request to the',
      String.raw`(?:diríjase|dirigir su solicitud|comuníquese) (?:a|al|con)`,
    ),
    unless: saying(
      'any questions', String.raw`questions? (?:regarding|about|or)`, 'forwarded (?:it |them |this |your request )?to (?:the )?(?:appropriate|correct|relevant|responsible) (?:department|division|unit|staff|office)', 'mail (?:the|your) (?:check|payment|remaining)',
      '\\bto (?:our|my)\\b', 'except to\\b', 'prohibit', 'revised request', 'new request', 'contact (?:the undersigned|me|us|our|this|my)\\b', '(?:maintained|held|kept|owned|controlled) by (?:this|our)', 'payment', 'appeal', 'colleague', 'urgent', 'out of (?:the )?office', 'alternatives',
    ),
  },
  {
    name: 'closed',
    pattern: saying(
      String.raw`(?:request|case|file|matter|it)${within(80)}(?:is|are|was|has been|have been|been|be|as|now) (?:now |hereby |administratively |therefore |considered |marked (?:as )?|being )*(?:completed? and )?closed\b`,
      String.raw`(?:has|have|we|I|I'm|we're|hereby|will now|are|is) (?:now |hereby |administratively )*(?:closed|closing|close) (?:out )?(?:(?:your|this|the) )?${few(3)}(?:request|case|file|matter)`,
      String.raw`considers? (?:this|your|the)${within(100)}closed\b`, String.raw`(?:status|disposition) ?(?:of your request ?)?(?:is|:|has (?:been )?changed to)? ?.{0,20}\bclosed\b`, String.raw`consider this (?:\S+ ){0,3}final (?:response|answer)`, 'request (?:was|has been) withdrawn', '(?:date|reason) closed ?:', 'final disposition',
      'completed (?:its|our|the) response', '(?:this|that) (?:completes|concludes) (?:\\S+ ){1,3}(?:response|request|processing)', 'no further (?:action|processing) will',
      `(?:released|provided|produced) all (?:of )?(?:the |its )?(?:non-exempt,? |requested,? |responsive,? )+${RECORDS}`, 'this closes (?:your|the|our)', 'request (?:is|has been|was) (?:now )?(?:completed?|fulfilled|satisfied)\\b', '(?:closing|closed) (?:this|the|your) ticket', 'solicitud fue cerrada', 'su solicitud (?:ha sido|está|queda) cerrada',
    ),
    unless: saying(
      '(?:when|once|until|as soon as) (?:the|your|this) (?:\\w+ )?request', 'still open', 'not (?:be )?closed', 'closed (?:session|circuit|on (?:monday|weekends?|holidays?))', String.raw`(?<!complete and )(?:will|may|shall) (?:be )?(?:\w+ )?(?:considered )?(?:closed?|abandoned)`, 'or (?:we will|your request will)', 'reopen',
    ),
  },
  { name: 'unable_to_reach', pattern: saying('unable to (?:contact|reach) (?:the requester|you)') },
  { name: 'appeal_decided', pattern: saying(String.raw`appeal\b[^.]{0,120}? (?:is|has been|was) (?:hereby )?(?:granted|denied|affirmed|remanded|dismissed|closed|adjudicated)`, 'decided to (?:affirm|reverse|remand|uphold)', '(?:has |have )?(?:decided|adjudicated|considered) your (?:administrative )?appeal', String.raw`(?:denial|decision|determination|action)\b.{0,80} (?:is|was|are) (?:hereby )?(?:reversed|affirmed|upheld|vacated|sustained)\b`, 'clos(?:ing|ed) (?:your|this|the) (?:administrative )?appeal', String.raw`appeal\b.{0,80} and (?:ordered|directed)\b`, String.raw`(?:affirm|remand|revers)(?:ing|ed|s)?${within(60)}(?:determination|decision|component|request|appeal|withholding|remainder|action|search)`), unless: saying(`(?:may|right to|wish to|can|choose to) ${few(2)}appeal`, 'if (?:your|an|the|you)\\b') },
  { name: 'appeal_right', pattern: saying(`(?:may|right to|wish to) ${few(4)}appeal\\b`, String.raw`appeal (?:this|the|from) (?:\w+ )?(?:determination|decision|denial)`) },
];
