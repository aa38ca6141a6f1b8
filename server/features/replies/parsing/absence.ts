import type { MailHeaders } from './mail-headers.js';

const any = (...words: readonly string[]): string => `(?:${words.join('|')})`;

/** “I am not there”, in the languages programs and people say it in. */
const AWAY = any(
  'out[- ]of[- ](?:the[- ])?office', String.raw`(?:away|absent) from (?:the|my|our) (?:office|desk|e-?mails?)`, 'not in the office', String.raw`(?:i am|i'm|i’m|i will be|i'll be|is|be|currently) (?:currently |now |away )?on (?:\w+ )?(?:leave|vacation|holidays?)`, 'on (?:annual|sick|maternity|paternity|parental|medical|family) leave', String.raw`(?:i am|i'm|i’m|i will be) (?:currently )?(?:away|traveling|travelling|unavailable)`, 'limited access to (?:my )?e-?mail',
  'fuera de (?:la |mi )?oficina', '(?:estoy|estaré|me encuentro) (?:ausente|de vacaciones|fuera)', 'ausencia de la oficina', 'absente?s? du bureau', 'absence du bureau', 'en congés?\\b', 'abwesenheit', 'nicht im büro', 'nicht im haus', 'bin (?:\\S+ ){0,6}(?:abwesend|im urlaub|außer haus)', 'außer haus',
  'fuori (?:sede|ufficio)', 'assenza dall', 'sono in ferie', 'fora do escritório', 'ausência do escritório', 'estou de férias', 'afwezig', 'niet op kantoor', 'frånvaro', 'fravær', 'ikke på kontoret', 'inte på kontoret', 'poissa toimistosta', 'poza biurem', 'nieobecność', 'na urlopie', 'mimo kancelář', 'házon kívül', 'ofis dışında',
  'вне офиса', 'нахожусь в отпуске', 'отсутствую', '不在办公室', '不在辦公室', '休假', '外出中', '不在通知', '부재중', 'vắng mặt', 'خارج المكتب',
);
const AWAY_WORDS = new RegExp(AWAY, 'iu');
/** Programs begin the subject with it, or end it. */
const AWAY_SUBJECT = new RegExp(String.raw`^\s*(?:auto(?:reply|matic reply)?\s*:\s*)?(?:${AWAY}\b|.{0,80}\bis ${AWAY})`, 'iu');
const AUTO_SUBJECT = /^\s*(?:auto:|auto(?:matic(?:ally)?|mated)?[- ]?(?:reply|response|responder|generated)|automatische antwort|respuesta autom[aá]tica|r[ée]ponse automatique|risposta automatica|resposta autom[aá]tica|automatisch antwoord|autosvar|automaattinen vastaus|automatyczna odpowied[zź]|автоответ|自动回复|自動回覆|自動応答|자동 회신)/iu;
/** A request taken in is no absence, whoever sends the note. */
const TAKEN_IN = new RegExp([
  String.raw`received (?:your|a|the)(?: \w+){0,4} (?:request|appeal)`, String.raw`(?:your|the|this)(?: \w+){0,4} (?:request|appeal) (?:has been|was|is being|is) (?:\w+ )?(?:received|submitted|assigned|logged|opened|processed|forwarded|created)`,
  String.raw`(?:request|tracking|reference|confirmation|control|case)(?: (?:number|no\.?|id)|\s*#)\s*(?:is\b|:|#)`, 'acknowledge(?:s|ment|ing)?(?: of)?(?: the)?(?: receipt| your)', String.raw`solicitud (?:ha sido|fue) recibida`, 'hemos recibido su solicitud',
].join('|'), 'i');
/** How much of a text is looked at, in UTF-16 units: absence is said at once. */
const BEGINNING = 2000;

/** True when headers say that a machine answered (RFC 3834, and what came before it). */
export function sentByMachine(headers: MailHeaders): boolean {
  const submitted = headers.text('auto-submitted').toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply', 'x-ms-exchange-inbox-rules-loop'].some((key) => headers.has(key))) return true;
  return /^\s*(?:auto_?reply)/i.test(headers.text('precedence')) || isNullPath(headers);
}

/** Bounces and automatic answers go out with an empty return path (RFC 5321 § 4.5.5). */
export function isNullPath(headers: MailHeaders): boolean {
  return headers.all('return-path').some((path) => /^\s*<?\s*(?:mailer-daemon)?\s*>?\s*$/i.test(path) && /[<m]/i.test(path));
}

/**
 * True for an absence note: it says that somebody is away, and a machine sent it, or its subject begins with it. A portal's or an office's
 * automatic acknowledgement is none, though a machine sends it too.
 * @param text what the sender wrote, without quotations
 */
export function isAbsence({ headers, subject, text }: { readonly headers: MailHeaders; readonly subject: string; readonly text: string }): boolean {
  const beginning = text.slice(0, BEGINNING);
  const said = AWAY_WORDS.test(beginning);
  const bySubject = AWAY_SUBJECT.test(subject);
  if (TAKEN_IN.test(beginning) && !(bySubject && said)) return false;
  return bySubject || ((sentByMachine(headers) || AUTO_SUBJECT.test(subject)) && (said || AWAY_WORDS.test(subject)));
}
