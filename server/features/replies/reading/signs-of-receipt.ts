import type { Sign } from './sign-types.js';
import { AGENCY, MAIL, WAS, few, saying, within } from './wording.js';

/** They have it, they number it, a machine or a portal speaks. */
export const RECEIPT_SIGNS: readonly Sign[] = [
  {
    name: 'received',
    pattern: saying(
      String.raw`your ${few(6)}requests?\b(?:,? \(?#?[\w-]*\d[\w-]*\)?,?)? (?:for .{1,80}? )?(?:\(?#?[\w-]*\d[\w-]*\)?,? )?${WAS} (?:\w+ )?(?:received|submitted|logged|accepted|entered)`,
      '^received(?: (?:your|it|this|with thanks|thanks?))?(?: ?[.,;!–—-]|$)', '(?:got|have got) your (?:records? )?(?:request|e-?mail|message|letter)',
      String.raw`${AGENCY} (?:(?:have|has|hereby|also) )*(?:acknowledges?|received|receipt)${within(60)}(?:request|inquiry|submission|${MAIL}|letter|correspondence)`,
      String.raw`(?:confirm|acknowledg)\w*${within(40)}(?:receipt|received)`,
      String.raw`(?:acknowledges?|confirms?) (?:that )?(?:your|the) .{0,60}\brequest`,
      `${AGENCY} (?:are|am|is) in receipt of`, String.raw`your (?:\w+ ){0,4}(?:request|letter|e-mail|petition)\b.{0,60} (?:reached|arrived|came in)\b`, '(?:which|that) reached (?:this|our|the)\\b', 'your (?:\\w+ ){0,4}request (?:has been|was) opened', 'in reply to your (?:\\w+ ){0,3}(?:letter|request|e-?mail)', 'su (?:petición|solicitud) (?:ya )?llegó', `received your ${few(6)}(?:request|inquiry|submission|correspondence|appeal|letter)`, String.raw`your (?:submission|inquiry|form|appeal)\b.{0,60} (?:has been|was) (?:received|submitted)`,
      'acknowledge that your', String.raw`request\b.{0,40} (?:has been|was) received\b`, String.raw`(?:la|lo) hemos recibido`, 'it was received\\b', 'placed in (?:our|the) queue', 'has your request\\b', `(?:we|I) have your ${few(4)}request\\b`, `your (?:${MAIL}|message|letter) (?:has been|was) received`, `confirms? that (?:your |the |this )?${few(2)}request #?${few(3)}(?:was|has been)`,
      `thank you for (?:your (?:recent )?${few(5)}(?:request|inquiry)|submitting|contacting)`,
      'hemos recibido', 'recibimos su', 'acusamos recibo', String.raw`su solicitud ${few(4)}(?:ha sido|fue) recibida`,
    ),
  },
  {
    name: 'numbered',
    pattern: saying(
      '(?:has|have|we|and) (?:assigned|given) (?:it|your request|this request)\\b', String.raw`(?:has been|was|is|been) (?:assigned|given|issued)${within(80)}(?:number|no\.|#|case|id|reference|control|tracking)`,
      '(?:assigned|given) (?:it )?(?:the )?(?:(?:reference|tracking|control|request|case|FOIA|file) )+(?:number|no\\.?|#|id)',
      '(?:reference|tracking|control|request) (?:number|no\\.?|#|id) ?(?:is|for (?:this|your) request is|:)',
      String.raw`(?:el|su) número de (?:su )?(?:solicitud|referencia|caso)`, String.raw`se le (?:ha )?asign(?:ó|ado) el número`,
    ),
  },
  {
    name: 'portal',
    pattern: saying(
      '(?:log|sign)[ -]?(?:in|on) ?(?:to|and)\\b', '(?:log|sign) ?into (?:the|your|our)\\b', 'automated message', 'auto(?:matically)?[ -]?generated', 'do not reply to this', String.raw`via the \w+ portal`,
      `secure,? (?:${MAIL} |encrypted )?message`, 'click to read', '(?:monitor|track) (?:the )?(?:request )?progress', 'files? available for you to download', 'view the (?:secure )?message',
      String.raw`(?:create|register) (?:a|an) (?:\w+ )?account`, String.raw`openrecords\.`, 'request status\\b', 'to view your request', 'a (?:new )?message (?:has been|was) (?:posted|sent|added)',
      'reset (?:the|your) password', String.raw`(?:confirm|activate|set(?:ting)? up|verify) your (?:\w+ )?account`, 'inicie sesión', 'mensaje automático',
    ),
  },
  { name: 'answers', pattern: saying('answers? to (?:your )?(?:item|question|inquiry)', 'for (?:your )?information,', 'to answer your questions?', 'in answer to', 'in response to your question') },
  {
    name: 'advertises',
    pattern: saying('unsubscribe\\b', `view (?:this ${MAIL} )?in (?:your )?browser`, `(?:manage|update|change) (?:your )?(?:${MAIL} |communication )?(?:preferences|subscriptions?)`, '(?:stop|no longer) receiv\\w* (?:these|our|such)', 'follow us on\\b', 'our (?:company|firm|team) (?:offers|provides|specializes)', 'schedule (?:a|your) (?:\\w+ ){0,2}(?:demo|call)\\b', '(?:free|live) (?:trial|webinar|demo)', '(?:lowest|best|special) (?:prices?|rates|offers?)', 'limited[ -]time', 'newsletter\\b', 'SEO\\b', 'search engine optimi', 'back-?links?\\b', 'guest posts?\\b', String.raw`(?:rank|ranking)s?\b.{0,40}\b(?:google|bing|search)`, '(?:boost|increase|improve|grow) your (?:\\w+ ){0,3}(?:rank|traffic|sales|revenue|business|visibility|leads)', '(?:web(?:site)?|app) (?:design|development) (?:services|company|agency|team)', '(?:digital )?marketing (?:agency|services|company)', '(?:qualified|sales) leads\\b', 'free (?:audit|quote|consultation|proposal|demo)', '(?:acquir|purchas|buy)\\w* (?:the|this|our) (?:\\w+ )?list\\b', 'counts (?:and|&) pricing', 'weekly bulletin', 'opt out\\b', 'you are receiving this', 'rsvp\\b', 'no longer wish to receive', 'valued customer', 'renew (?:today|now)', String.raw`save \d+ ?%`, 'claim your', 'gift card', 'you (?:have been selected|won)\\b', 'register now\\b', 'save the date\\b', 'cancelar (?:la )?suscripción'),
  },
];
