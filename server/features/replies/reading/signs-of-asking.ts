import type { Sign } from './sign-types.js';
import { few, saying, within } from './wording.js';

const PRICE = String.raw`(?:\$ ?\d|\d+ cents|\d+(?:\.\d\d)? dollars)`;
const CLARIFY = String.raw`(?:clarify|specify|confirm|narrow|explain|describe|identify|provide (?:us with )?(?:more|additional|further|a (?:date|time)|the (?:date|name|case)|clarif)|advise (?:and|whether|which|what|if|us)|tell us|elaborate|indicate|state (?:which|what)|reformulate|rephrase|resubmit with)`;

/** They want money, or want to know something. */
export const ASKING_SIGNS: readonly Sign[] = [
  {
    name: 'fee',
    pattern: saying(
      String.raw`(?:charged?|billed?|total of|total is|totals?|comes? to)\b.{0,60}\$ ?\d`, String.raw`(?:fees?|costs?|charges?|invoice|deposit|payment|balance|amount|bill|estimate)\b.{0,160}?${PRICE}`,
      String.raw`(?:that|it|this)(?:'ll| will| would)? (?:be|comes? to|is) \$ ?\d`, String.raw`(?:attached|enclosed) invoice`, String.raw`(?:see|find) (?:the )?(?:attached|enclosed) (?:\w+ )?(?:invoice|estimate|bill)`, `(?:upon|once|until|after) ${few(2)}payment${within(40)}receiv`,
      String.raw`(?:check|cheque|money order)\b.{0,40}\$ ?\d`, 'fee estimate', 'estimated (?:cost|fee|charge)', 'cost estimate', String.raw`(?:pay|remit|owe)\b.{0,30}?${PRICE}`, String.raw`(?:price|quote)\b.{0,60}?${PRICE}`, `(?:pay|remit|submit) ${few(3)}(?:payment|fee|balance|deposit|invoice)`, String.raw`total (?:cost|fee|due|amount) ?:? ?\$`, String.raw`costo (?:estimado|total)`,
      String.raw`[^$]{0,40}\$ ?\d[\d,.]*.{0,120}\b(?:fee|cost|charge|deposit|payment|invoice|balance|per (?:hour|page)|an hour|hourly|cash|check|total)`,
    ),
    unless: saying('no (?:fee|charge|cost)s?\\b', 'free of charge', 'at no cost', 'fee waiver (?:request )?(?:is|has been) granted', '(?:agreed|willing(?:ness)?) to pay', 'asked you to (?:agree|pay|send|remit)', 'copay', 'fees are permitted'),
  },
  {
    name: 'asks',
    pattern: saying(
      `(?:please|kindly|could you|can you|would you|we (?:ask|request|need) (?:that )?you(?: to)?|you (?:must|need to)) ${few(3)}${CLARIFY}`, 'clarif(?:y|ication) is (?:required|needed|necessary)', String.raw`(?:please|kindly|must|need you to|ask you to|could you|can you|would you) (?:\w+ ){0,3}(?:give|provide|supply|send|submit|include|furnish|list)\b.{0,60}\b(?:date range|dates?|time ?(?:frame|span|period)|search terms?|key ?words?|names?|custodians?|(?:e-?mail )?(?:accounts?|addresses)|case numbers?|locations?|plate|more (?:detail|information)|additional (?:detail|information))`,
      'revised request', '(?:need|require)s? (?:some |a little )?(?:more|additional|further) (?:information|details?|specifics)', 'request (?:is|was|appears) (?:\\w+ )?(?:unclear|ambiguous|vague|incomplete)', 'whether you (?:are )?still', '(?:do|did) you (?:want|mean|need|seek|require|prefer)\\b(?!.{0,30}(?:questions|proceed))', String.raw`(?:what|which) (?:years?|dates?|periods?|months?|time|units?|divisions?|cameras?|incidents?|address|one|specific \w+)\b.{0,120}\?`, 'confused (?:about|by|as to)', String.raw`(?:not|n't) (?:reasonably |adequately |sufficiently )?(?:describe|identify) (?:\w+ ){0,2}(?:records?|documents?)`, 'making a focused', String.raw`do you mean\b`, '(?:necesitamos|pedimos|solicitamos) que (?:nos )?\\p{L}+', 'nos (?:indique|aclare|proporcione|precise)',
      String.raw`(?:need|require|request|seek)\w* (?:some |further |additional |more )?clarification`, String.raw`(?:uncertain|unclear|unsure|not clear)${within(60)}(?:records?|request|seek|what|which|mean|asking)`,
      '(?:podría|puede|podrían) (?:\\p{L}+ )?(?:indicar|decir|aclarar|precisar)', '(?:let (?:us|me) know|tell (?:us|me)) (?:within .{0,30})?(?:if|which|what|whether) you (?:want|need|mean|would|are)', '(?:could|can|would) you (?:please |kindly )?(?:give|tell|send) (?:us|me)',
      'too (?:broad|vague)', 'overly broad', 'overbroad', 'vague', 'not reasonably describ', 'we request that you (?:specify|narrow|clarify|provide)', 'what (?:exactly|specifically) (?:are you|do you)',
      'held in abeyance pending (?:a )?response', 'are you (?:looking|seeking|asking|requesting|still interested)', `which ${few(4)}(?:are|do|did|have) you`, '(?:to|want to) be sure (?:which|what|that I understand)',
      String.raw`which (?:\w+(?:'?s?)? ){1,5}you (?:want|need|are|mean|would)`, 'aclar(?:e|ar|ación)', 'especifi(?:que|car)',
    ),
    unless: saying(
      'like to (?:proceed|go ahead|continue)', 'your appeal\\b', 'advise if you (?:have|still want)', 'advise if you (?:have )?(?:issues|any)', 'confirm (?:in writing|by\\b|(?:your )?(?:payment|agreement))', 'state (?:whether|that) you agree', 'if you (?:have|need)', 'please provide payment', 'advise if you still',
      'let (?:me|us) know if you have', 'if you (?:would|wish|want|still wish) (?:like )?(?:us |me )?to (?:go ahead|proceed|continue|receive)', 'assist(?:ed|ing)? you (?:in|with) .{0,40}if you',
    ),
  },
];
