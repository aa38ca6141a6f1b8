import type { Sign } from './sign-types.js';
import { few, saying, within } from './wording.js';

const DAYS = '(?:calendar |business |working )?days?';
const STEADY = 'on or (?:before|about|around)';

/** More time, a new date, more to come. */
export const TIME_SIGNS: readonly Sign[] = [
  {
    name: 'extends',
    pattern: saying(
      String.raw`(?:extend|extension|extending|extends|extended)${within(140)}(?:days?|time|period|deadline|until|to respond|respond|determin|by)`,
      String.raw`(?:additional|fourteen|14|up to) (?:\(? ?14 ?\)? ?)?${DAYS}${within(80)}(?:to (?:respond|determine|make|complete|process)|extension|is (?:needed|required|necessary))`,
      '(?:additional|more) time is (?:required|needed|necessary)\\b', String.raw`(?:time|time limit|deadline|period) (?:\w+ ){0,4}(?:is|are|has been|have been|was) (?:\w+ )?extended\b`,
      String.raw`(?:require|need|invok|tak|claim)\w* (?:an? |the |its )?(?:additional time|(?:time |\w+-(?:day|week) )?extension|(?:additional |extra )?(?:14|fourteen|ten|10|five|5|thirty|30|twenty|20|fifteen|15)[ -]*(?:\(\d+\) ?)?${DAYS}\b)`,
      'unusual circumstances',
      String.raw`(?:extiende|extende(?:r|mos|rá)|extendiendo|prórroga|ampl[ií]a(?:r|mos|ndo)?)\b.{0,100}(?:días|plazo)`, 'circunstancias inusuales', '(?:14|fourteen)(?: \\(14\\))? more (?:calendar )?days', 'extensión de', 'tiempo adicional',
    ),
    unless: saying(String.raw`unusual circumstances\W{0,2} (?:may|might|could)`, 'not (?:be )?(?:extend|need)', '(?:does |do |will )?(?:permit|allow)s? (?:a|an|the|us|for|agenc)', '(?:may|might|could|can) (?:also )?(?:be )?(?:extend|need|require|take|invoke|request)', 'expired', 'previous(?:ly)? extended', 'your (?:retention|deadline to)', String.raw`extension (?:number )?\d{2,5}\b`, String.raw`ext(?:ension)?\.? ?#?\d`),
  },
  {
    name: 'more_time',
    pattern: saying(
      String.raw`(?:need|needs|require|requires|requir\w+|take|taking) (?:some )?(?:additional|more|further|extra|longer) ?(?:time)?\b`,
      String.raw`(?:won't|will not|cannot|can't|not going to|unable to|not able to) (?:make|meet|hit|keep)\b.{0,60}\b(?:dates?|deadline|estimate|target|timeline)`, '(?:are|is) not (?:yet )?(?:ready|finished|complete)', '(?:additional|more) time is (?:needed|required|necessary)', 'had (?:hoped|expected|planned|intended) to', String.raw`(?:excuse|sorry|apologi\w+|regret|bear with)\b.{0,60}\b(?:silence|wait|dragged|taken so long|tardiness|lateness)`, String.raw`not (?:be able to )?(?:get|start|begin) (?:to|on)\b.{0,40}\b(?:before|until)`, 'now (?:hoping|aiming|looking at|targeting|expecting)', String.raw`(?:completion|due|delivery|release) date\b.{0,60}\b(?:has been|was|is) (?:\w+ )?(?:moved|changed|pushed|extended|revised|postponed)`, '^correction ?:', 'correct(?:ed)? (?:estimated |completion |due )?date', String.raw`(?:dates?|estimate|deadline)\b.{0,80}\b(?:was|were|is) (?:a mistake|an error|in error|wrong|incorrect)`, 'delay', 'backlog', '(?:need|require)s? until', String.raw`(?:need|require|take)s? (?:a few|several|some|\w+) more (?:days|weeks|months)`, 'running behind', 'we now (?:expect|anticipate|estimate|hope)', 'longer than (?:expected|anticipated|usual)',
      String.raw`unable to (?:provide|complete|meet|give)${within(80)}(?:status|date|time|deadline|estimate|by)`,
      String.raw`not able to provide${within(100)}(?:by|estimated date)`,
      String.raw`will not be (?:ready|completed?|able)${within(60)}by`,
      '(?:new|revised|updated|amended) (?:estimated? )?(?:completion )?(?:date|estimate|timeline|completion estimate)',
      String.raw`(?:due date|deadline|completion date)${within(60)}(?:has been|was) (?:changed|moved|pushed|revised)`,
      'retras(?:o|ad[oa])', 'más tiempo',
    ),
    unless: saying('(?:more|additional|further) (?:information|details?|specific|questions)', '(?:could|may|might|can) (?:take longer|encounter|experience|cause|result in|be (?:some |a )?delay)', 'avoid', 'without (?:further |undue )?delay'),
  },
  {
    name: 'more_coming',
    pattern: saying(
      'rolling (?:basis|production|release)', 'in (?:batches|installments|instalments|phases|stages|tranches)',
      String.raw`(?:more|further|additional|remaining|next|other) ${few(3)}(?:batch(?:es)?|installments?|records?|documents?|responses?|items?|files?|releases?|productions?)${within(80)}(?:will|in the future|forthcoming|to follow|remain|as (?:they|we|available))`,
      '(?:check in|touch base|write|update you) (?:again|with you)', String.raw`(?:[\d,]+ of|percent|%|half|halfway|thirds) .{0,60}\b(?:review|process|redact|search|done|complete|through)`, '(?:review|processing|search|redaction)\\w* (?:of .{0,40} )?(?:continues|(?:is|are) (?:still )?(?:under ?way|ongoing|in progress|continuing|not (?:yet )?complete))', 'interim (?:release|response|production)', 'seguimos (?:buscando|revisando|procesando)', '(?:next|second|third|further|final|more) tranches?', 'still (?:going|sorting|looking) (?:through|for)', 'still working (?:on|through)', '(?<!\\b(?:was|were) )still (?:being|under) (?:processed|reviewed|review|searched|redacted|gathered)', 'still in the process of', '(?:continue|continuing) to (?:work|search|review|process|produce|provide|gather|compile|send|release|forward)', 'still (?:reviewing|searching|processing|gathering|compiling)',
      '(?:initial|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|final) (?:interim |partial |rolling )?(?:batch|installment|production|set|release)',
      'remaining (?:files?|records?|documents?)', 'further respond to your request with updates', String.raw`at least \S+ installments remain`, 'files to you as we complete',
    ),
  },
  {
    name: 'estimate',
    pattern: saying(
      String.raw`(?:estimat|anticipat|expect|project|target)`,
      String.raw`(?:ready|complet(?:e|ed)|availab\w*|produc\w*|provid\w*|deliver\w*|forward\w*|respon\w*|determin\w*|release\w*|batch|records|installment)${within(100)}(?:by|no later than|${STEADY}|within|until|approximately|in approximately)\b`,
    ),
  },
  {
    name: 'next_update',
    pattern: saying(String.raw`(?:updates?|further respond|respond (?:further|again)|status (?:report|update)|contact you|follow up|get back to you|write (?:to you )?again|update you)${within(90)}(?:by|no later than|${STEADY}|before|within|on)\b`, String.raw`let you know (?:by|on|before)\b`, 'actualización'),
    unless: saying('(?:by|on|before) .{0,40} with (?:our|a|its|the) (?:determination|response|decision|answer)'),
  },
  { name: 'late_apology', pattern: saying(String.raw`(?:apologi[sz]e|sorry|regret)${within(60)}(?:delay|inconvenience|late|wait)`) },
];
