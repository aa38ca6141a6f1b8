import type { Sign } from './sign-types.js';
import { AGENCY, HOLD, MAIL, NOT, PAPERS, RECORDS, WAS, few, saying, within } from './wording.js';

const GAVE = '(?:releas(?:ed|ing)|provid(?:ed|ing)|produc(?:ed|ing)|upload(?:ed|ing)|post(?:ed|ing)|attach(?:ed|ing)|forward(?:ed|ing)|shar(?:ed|ing)|sent)';

/** Records came, came before, or are not there. */
export const RECORD_SIGNS: readonly Sign[] = [
  {
    name: 'released',
    pattern: saying(
      '(?:attached|enclosed|included) (?:please find|are|is|you will find|to this|herewith|with the transmission)', '(?:attached|enclosed) please find', 'find (?:enclosed|attached) (?:copies|the|a|our|your|all)\\b',
      `(?:find|see) (?:the )?attached ${few(3)}(?:${RECORDS}|${PAPERS})`, String.raw`(?:find|see) attached${within(80)}responsive`, String.raw`(?:find|see) (?:the|a|our|your|copies of) \w+ ${few(5)}attached\b`, String.raw`(?:find|see)${within(60)}${RECORDS}${within(40)}attached\b`, 'responsive[ ,.:;—–-]+(?:please )?see (?:the )?attached',
      '(?:has|have|had) (?:been )?(?:uploaded|released|produced|posted (?:on|to|at) (?:the|our) (?:portal|website|site)|shared|made available|provided you|sent you)\\b',
      '(?:are|is) (?:now )?(?:attached|available (?:for|on|to|at|in|through|via)|being released|ready (?:for|to))', String.raw`are (?:now )?available(?: ?[.,]| ?$)`,
      String.raw`(?:log|sign) ?in(?:to)?\b.{0,60}\b(?:download|retrieve|access|obtain) (?:them|(?:the|your) ${few(2)}${RECORDS})`, String.raw`(?:I|we)(?:'ve| have)? (?:just |now |also )?(?:uploaded|attached|put|placed|posted|mailed|e-?mailed) (?:everything|all|them|it|the|your)\b`, 'here\'s (?:what|everything)', '(?:the|these) attached (?:\\w+ )?(?:reports?|records|documents|files|e-?mails|logs?|pages|copies) (?:have|has|are|were|is|was)', 'have been provided (?:through|via|on|in)\\b', String.raw`(?:records|files|documents|copies|drive|disc|cd)\b.{0,80} (?:mailed|sent|delivered|shipped) to you (?:today|yesterday|by|via)\b`, '^(?:items? |requests? )?\\(?\\d{1,2}[.:)]+ (?:(?:please )?see (?:the )?attached|produced|provided|attached|enclosed)', '(?:has|have) been added to your request', String.raw`(?:I|we)(?: have|'ve)? (?:\w+ )?(?:enclosed|attached|included) (?:copies|the|a|\d+|all|our|two|three|four)\b`, String.raw`(?:link|portal)\b.{0,40} to (?:access|view|download|retrieve) (?:(?:the|your|these) (?!message)|them)`, '(?:provided|produced|submitted|enclosed|attached) (?:herewith|hereto)', '(?:it\'s|they\'re|it is|they are) (?:now |also )?attached', '(?:pages|of these).{0,40} are released in (?:full|part)', '(?:files?|records?|documents?|responses?) available for you to download', 'releasing (?:copies|records|the)',
      `${AGENCY} (?:have |has |are |is )?(?:now |hereby )?${GAVE} ${few(8)}${RECORDS}`,
      String.raw`(?:may|can) (?:now )?(?:be )?(?:accessed?|download\w*|view\w*|retriev\w*)${within(80)}(?:link|portal|records?|documents?|files?|here|at|https?)`,
      '(?:here is|below is|following) (?:the |a )?link\\b', 'will be released in (?:full|part)', `${WAS} ${MAIL}ed to you`, '(?:records?|documents?|files?|footage) (?:are|is|can be found|may be found) (?:in|at|on|under) (?:the|this|our|your) (?:\\w+ )?(?:folder|link|drive|website)', `here (?:are|is) (?:the|your|our|all|some|copies of) ${few(3)}(?:${RECORDS}|${PAPERS})`,
      `all (?:of the )?(?:responsive|requested) ${RECORDS} (?:have|has) been (?:provided|produced|released|sent)`,
      '(?:records?|documents?|files?|materials?|copies|pages) (?:are|is) (?:now )?(?:enclosed|attached)', `should have received an ${MAIL} with a link`, `you can (?:now )?(?:access|download|view) ${few(3)}${RECORDS}`,
      String.raw`(?:adjunt[oa]s?|se adjuntan?|adjuntamos)\b`,
    ),
    unless: saying(
      `(?:forward|sen)\\w+ (?:your|this) (?:${MAIL}|request|inquiry|message|letter)`, 'itemi[sz]ation', '(?<!(?:with|and) (?:an |the |our )?)invoice(?!s)', 'on a rolling basis to', 'will be(?! released in (?:full|part))', 'once', 'upon (?:receipt|payment)', 'after (?:payment|receipt)', 'if you', 'not been', 'have not', 'cannot',
      'previously (?:released|provided|produced)', 'in our prior', 'then you will', 'gathered and are now available', 'progress', '(?:not|un)(?: available| published)', `message ${few(2)}(?:was|has been) (?:sent|posted|added)`, 'additional details', 'when the information',
      'policies? (?:is|are) available', 'guidelines can', 'was sent to you on', 'should have been sent', 'schedule is', 'see (?:the )?attached (?:letter|invoice|determination|estimate)',
      `not ${few(2)}(?:attached|enclosed|available)`, 'receipt', String.raw`releasing .{0,60}\bwould\b`,
    ),
  },
  { name: 'released_weak', pattern: saying('(?:see|find|is|are) (?:the )?(?:attached|enclosed)\\b', 'attached (?:is|are)\\b', '^(?:all |both |they are |it is )?attached(?: ?[.,;!]|$)', 'here you (?:go|are)', String.raw`with (?:the|our|your|a) .{0,40}\battached\b`, String.raw`^https?://\S+$`, String.raw`https?://\S+\.(?:pdf|docx?|xlsx?|csv|zip)\b`), unless: saying('invoice', 'estimate', 'bill', 'fee', 'itemization') },
  { name: 'provided_before', pattern: saying('(?:were|was|been|previously) (?:provided|produced|sent|released) to you\\b', String.raw`(?:were|was) sent to \S+@\S+ on\b`, 'should have been sent') },
  {
    name: 'none_found',
    pattern: saying(
      String.raw`no ${few(5)}(?:${RECORDS}|calls?)${within(60)}(?:responsive|exist|found|located|identified|available|matching|maintained|to or from|in (?:our|its) (?:possession|custody|files)|to your request)`,
      `no (?:responsive|such|relevant|matching) ${RECORDS}`,
      `(?:yielded|found|located|identified|produced|returned|revealed|resulted in) no ${few(3)}(?:${RECORDS}|results?)`,
      `(?:do|does|did)${NOT} ${few(2)}${HOLD} ${few(5)}(?:${RECORDS}|database|list|such|anything)`,
      `(?:has|have|holds?|possess(?:es)?|maintains?|keeps?) no (?:such|${few(3)}(?:${RECORDS}|${PAPERS}))`, String.raw`(?:unable|not able) to (?:locate|find|identify)\b(?: or (?:locate|find|identify))? (?:any )?${few(3)}${RECORDS}`,
      `there (?:are|is|were|was) no ${few(6)}(?:${RECORDS}|calls?|databases?|lists?)`, `(?:records?|documents?|report|log|list)${within(40)}do(?:es)?${NOT} exist`, `(?:records?|documents?)${within(40)}did not exist`,
      '(?:no such|such a?) (?:record|document|polic|list|report|agreement|contract|log)\\w* (?:exists?|do(?:es)? not exist)',
      'no (?:existen?|se encontr(?:ó|aron)|tenemos|hay) (?:ning[uú]n(?:os?)? )?(?:registros?|documentos?|expedientes?)', String.raw`never (?:had|owned|used|operated|entered|contracted|bought|purchased|possessed|received|conducted|created)\b.{0,120}\b(?:no|nothing|not|none)\b`, 'nothing (?:\\w+ ){0,3}to (?:send|give|provide|produce|release)', '(?:has|have|had) no (?:\\w+ )?paperwork', 'no (?:responsive )?(?:records?|documents?)(?= ?[.;]|$)', `(?:do|does|did)${NOT} ${few(2)}${HOLD} (?:any|an?) ${few(3)}${PAPERS}`, `(?:could|can|did)(?: ?not|n't) (?:find|locate|identify|discover) (?:any )?${few(4)}(?:${RECORDS}|${PAPERS})`, `there (?:are|is|were|was) no ${few(3)}${PAPERS}\\b`, String.raw`no ${few(2)}${PAPERS}\b.{0,60} (?:(?:was|were) (?:found|located|identified)|exists?)\b`, 'came up (?:empty|with nothing)', 'none (?:exists?|(?:were|was) (?:found|located))', String.raw`no (?:tiene|tenemos|cuenta con|contamos con|posee|poseemos) (?:ning[uú]n(?:os?)? )?(?:registros?|documentos?|expedientes?)`, 'nothing (?:responsive|(?:was |has been |could be )?(?:found|located))', '(?:is|are|was|were)(?: not|n\'t) in possession of', '(?:do|does|did)(?: not|n\'t) have (?:that|those|these|this|any|it|them|either)(?: one| here)?(?= ?[.,;!]|$)', '(?<=^|: )none(?= ?[.;]|$)',
      String.raw`(?:does|do) not (?:use|utilize|operate|participate in)${within(100)}(?:no|nothing|therefore)`, 'were (?:expunged|destroyed|purged)',
    ),
    unless: saying('no additional', 'no further (?:information|questions)', 'no records (?:will|have been) (?:be )?(?:withheld|redacted)', 'not (?:be )?required to', 'does not require', 'no (?:information|data|records) for the (?:years?|period)', `no ${few(3)}(?:fee|charge|cost)`),
  },
  {
    name: 'not_created',
    pattern: saying(String.raw`(?:not|n't|no (?:duty|obligation)) ${few(4)}(?:require|oblig|to create|to compile|create|compile)\w*.{0,80}\b(?:creat|compil|answer questions|new record|list)`, String.raw`\w+n't ${few(4)}(?:require|oblig)\w*.{0,80}\b(?:creat|compil|answer questions|new record|list)`),
  },
  {
    name: 'withholds_part',
    pattern: saying(
      'redact(?:ed|ions?|ing)\\b', `${WAS} (?:removed|masked|blacked out|obscured|omitted|blurred|muted|pixelated)\\b`,
      String.raw`(?:portions?|parts?|some|certain|remaining|other|remainder)${within(80)}(?:exempt|withheld|denied|not (?:be )?(?:released|disclosed|provided)|redacted)`,
      String.raw`(?:Social|names?|numbers?|addresses|information|data|faces)\b.{0,80} (?:was|were|have been|has been) (?:deleted|removed|withheld)`, String.raw`in full and .{0,30}in part`, '(?:applied|asserted|invoked|claimed) (?:FOIA )?exemptions?', '(?:denied|granted) in part', 'partial(?:ly)? (?:den|grant|releas|withh)', String.raw`will not (?:release|disclose|provide)${within(80)}(?:personal|private|sensitive|information)`,
    ),
    unless: saying(
      `will (?:need to )?be ${few(3)}redact`, 'need to be (?:reviewed and )?redact', 'review(?:ed|ing)? and redact', 'redacting', 'to redact', String.raw`(?:hours?|time|cost|retriev\w+|charges?|fees?)${within(60)}redact`,
      'may include redactions', 'compiled and redacted', 'policy to redact', 'how to redact', `(?:no|without|not been|not) ${few(2)}redact`, `nothing ${few(3)}redact`,
    ),
  },
];
