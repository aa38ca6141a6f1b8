import type { ResponseDetails } from '../../deadlines/fact-types-response.js';
import type { FederalDetails } from '../../deadlines/fact-types-federal.js';
import type { ItemAnswer, SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import { waiverOf } from './suggest-answers.js';
import { type Suggesting, evidenceOf, itemsOf, saidWith, stands, suggestion } from './suggestion.js';
import type { SuggestedFact } from './suggestion-types.js';
import { saying } from './wording.js';

/** Answers that decide nothing: questions, fees, links, another holder, no duty to create; and what only FOIA has. */
export function suggestResponses(of: Suggesting): SuggestedFact[] {
  return [...asked(of), ...fees(of), ...link(of), ...elsewhere(of), ...notCreated(of), ...redacted(of), ...(of.request.law === 'FOIA' ? federal(of) : [])];
}

const response = (of: Suggesting, details: ResponseDetails, at: Sentence, missing: readonly string[] = []): SuggestedFact => suggestion(of, 'response', details, at, { key: `response:${details.what}`, missing });
const ofFoia = (of: Suggesting, details: FederalDetails, at: Sentence, missing: readonly string[] = []): SuggestedFact => suggestion(of, 'federal', details, at, { key: `federal:${details.what}`, moves: true, missing });

const NARROW = saying('narrow', 'too broad', 'overly broad', 'overbroad', 'time (?:period|frame)', 'date range', 'limit');
const BURDEN = saying('burden');
const VOLUME = saying('volum', 'thousands of', 'large number', 'too many');
const PURPOSE = saying('purpose', 'why (?:you|do you)', 'reason for your request');
const STILL = saying('still interested');

function asked(of: Suggesting): SuggestedFact[] {
  const [at] = evidenceOf(of, 'clarification_request');
  if (!at) return [];
  const question = at.text.slice(0, 2000);
  const items = numberedIn(of, at);
  if (of.request.law === 'FOIA') {
    return [ofFoia(of, { what: 'information_asked', items, question, asks: STILL.test(at.text) ? 'still_interested' : NARROW.test(at.text) ? 'narrow' : 'meaning' }, at)];
  }
  const asks = BURDEN.test(at.text) ? 'burden' : PURPOSE.test(at.text) ? 'purpose' : VOLUME.test(at.text) ? 'volume' : NARROW.test(at.text) ? 'narrow' : 'meaning';
  return [response(of, { what: 'clarification_asked', items, question, asks }, at)];
}

const ITEM_NAMED = /\bitems? (?:no\.? )?(\d{1,2})(?![\d/-])/gi;

function numberedIn({ request }: Suggesting, { text }: Sentence): number[] {
  const named = [...text.matchAll(ITEM_NAMED)].map((match) => Number(match[1]));
  return request.items.map(({ n }) => n).filter((n) => named.includes(n));
}

function fees(of: Suggesting): SuggestedFact[] {
  const evidence = evidenceOf(of, 'fee_estimate_or_payment');
  const at = evidence.find((sentence) => 'amounts' in sentence && (sentence as SaidSentence).amounts.length > 0) ?? evidence[0];
  if (!at) return [];
  if (of.request.law === 'FOIA') return [ofFoia(of, { what: 'fee_asked', question: at.text.slice(0, 2000) }, at)];
  const { feeCents, depositCents } = of.reading.values;
  const amount = feeCents ?? depositCents;
  return [response(of, { what: 'fee_estimate', amount, lines: [], ground: at.text.slice(0, 2000) }, at, amount === undefined ? ['amount'] : [])];
}

const URL_IN = /https?:\/\/[^\s<>"'()[\]]{4,1000}/i;
const PORTAL = saying('(?:log|sign)[ -]?(?:in|on)', 'unsubscribe', '(?:monitor|track) (?:the )?progress');

/** An address they send us to for records, not the one to sign in at. */
function link(of: Suggesting): SuggestedFact[] {
  const released = evidenceOf(of, 'records_released', 'informational_answer');
  const at = of.reading.said.find((sentence) => URL_IN.test(sentence.text) && !PORTAL.test(sentence.text) && released.some((one) => Math.abs(one.paragraph - sentence.paragraph) <= 1));
  const url = at ? URL_IN.exec(at.text)?.[0].replace(/[.,;:]+$/, '') : undefined;
  return at && url && URL.canParse(url) ? [response(of, { what: 'link_given', items: itemsOf(of, at), url }, at)] : [];
}

/** The holder as they name it: after “to the…”, “contact…”, “held by…”. */
const HOLDER = /\b(?:to|contact|by|with|from) (?:the )?((?:\p{Lu}[\p{L}.&'’-]*)(?: (?:of|the|and|for|&|\p{Lu}[\p{L}.&'’-]*)){0,8} ?(?<! (?:of|the|and|for|&)))/u;
const VENDOR = saying('vendor', 'contractor', 'flock', 'motorola', 'vigilant', 'axon', 'palantir');

function elsewhere(of: Suggesting): SuggestedFact[] {
  const evidence = evidenceOf(of, 'transfer_not_our_agency');
  const near = of.reading.said.filter((sentence) => evidence.some((one) => Math.abs(one.paragraph - sentence.paragraph) <= 1));
  const at = evidence.find(({ text }) => HOLDER.test(text)) ?? near.find(({ text }) => HOLDER.test(text)) ?? evidence[0];
  if (!at) return [];
  const holder = (HOLDER.exec(at.text)?.[1] ?? '').replace(/[.,\s]+$/, '').slice(0, 300);
  const named: ItemAnswer[] = of.reading.items.filter(({ says }) => says === 'elsewhere');
  const items = of.request.items.map(({ n }) => n).filter((n) => named.some((one) => one.n === n));
  return [response(of, { what: 'held_elsewhere', items, holder, isVendor: VENDOR.test(holder) }, at, holder === '' ? ['holder'] : [])];
}

function notCreated(of: Suggesting): SuggestedFact[] {
  const at = saidWith(of, 'not_created');
  return at ? [response(of, { what: 'no_duty_to_create', items: numberedIn(of, at), system: '', exportPath: '' }, at)] : [];
}

const REDACTED = saying('redact(?:ed|ions?)\\b', 'blacked out', 'masked', 'obscured');

function redacted(of: Suggesting): SuggestedFact[] {
  const at = evidenceOf(of, 'partial_denial').find(({ text }) => REDACTED.test(text));
  return at ? [response(of, { what: 'redacted', items: itemsOf(of, at), where: '', groundStated: of.reading.values.exemptions.join('; ') }, at, ['where'])] : [];
}

const GRANTED = saying('granted', '(?:grant|approv)\\w* your');
const REMANDED = saying('remand');
const AFFIRMED = saying('affirm', 'denied', 'dismissed');
const IN_PART = saying('in part', 'partial');

/** What FOIA's clocks hang on, where it is said plainly and follows what is on record. */
function federal(of: Suggesting): SuggestedFact[] {
  const facts: SuggestedFact[] = [];
  const [appeal] = evidenceOf(of, 'appeal_decision');
  if (appeal && stands(of, 'federal', 'appeal_sent')) {
    const outcome = IN_PART.test(appeal.text) ? 'partly' : REMANDED.test(appeal.text) ? 'sent_back' : AFFIRMED.test(appeal.text) ? 'upheld' : 'granted';
    facts.push(ofFoia(of, { what: 'appeal_decided', outcome }, appeal));
  }
  const waiver = waiverOf(of);
  if (!waiver) return facts;
  const granted = GRANTED.test(waiver.text);
  if (!/expedit/i.test(waiver.text)) facts.push(ofFoia(of, { what: 'waiver_decided', granted }, waiver));
  else if (stands(of, 'federal', 'expedition_asked')) facts.push(ofFoia(of, { what: 'expedition_decided', granted }, waiver));
  return facts;
}
