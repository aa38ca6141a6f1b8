import type { FactType } from './fact-types.js';
import type { FederalWhat } from './fact-types-federal.js';
import type { ResponseWhat } from './fact-types-response.js';

/** Forms of FOIA's own facts at `/requests/:requestId/record/:act`. */
export const FEDERAL_ACTS = {
  'wrong-component': 'wrong_component', 'right-component': 'right_component', 'information-asked': 'information_asked', 'information-answered': 'information_answered', 'fee-asked': 'fee_asked', 'fee-answered': 'fee_answered',
  'expedition-asked': 'expedition_asked', 'expedition-decided': 'expedition_decided', 'waiver-decided': 'waiver_decided', 'appeal-sent': 'appeal_sent', 'appeal-received': 'appeal_received', 'appeal-decided': 'appeal_decided',
  exhausted: 'exhausted',
} as const satisfies Record<string, FederalWhat>;
export type FederalAct = keyof typeof FEDERAL_ACTS;

/** What a fact with forms of one kind says: an answer, or a step of FOIA's. */
export type AnswerWhat = ResponseWhat | FederalWhat;

/** Forms at `/requests/:requestId/record/:act`, and the fact each records. */
export const ACTS = {
  receipt: 'received',
  acknowledged: 'acknowledged',
  extended: 'extension_notice',
  determined: 'determination',
  promised: 'promise',
  produced: 'produced',
  denied: 'denial',
  closed: 'closed',
  withdrawn: 'withdrawn',
  reminder: 'reminder',
  retention: 'retention',
  asked: 'response',
  answered: 'response',
  fee: 'response',
  'fee-settled': 'response',
  link: 'response',
  elsewhere: 'response',
  'no-new-record': 'response',
  format: 'response',
  confidence: 'response',
  redacted: 'response',
  'asked-back': 'response',
  'portal-closed': 'response',
  'wrong-component': 'federal',
  'right-component': 'federal',
  'information-asked': 'federal',
  'information-answered': 'federal',
  'fee-asked': 'federal',
  'fee-answered': 'federal',
  'expedition-asked': 'federal',
  'expedition-decided': 'federal',
  'waiver-decided': 'federal',
  'appeal-sent': 'federal',
  'appeal-received': 'federal',
  'appeal-decided': 'federal',
  exhausted: 'federal',
} as const satisfies Record<string, FactType>;
export type Act = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as [Act, ...Act[]];

/** Forms that record what was answered, or what we answered. */
export type AnswerAct = { [A in Act]: (typeof ACTS)[A] extends 'response' ? A : never }[Act];
const ANSWERS: Readonly<Record<AnswerAct, ResponseWhat>> = {
  asked: 'clarification_asked', answered: 'clarification_answered', fee: 'fee_estimate', 'fee-settled': 'fee_settled', link: 'link_given', elsewhere: 'held_elsewhere', 'no-new-record': 'no_duty_to_create',
  format: 'wrong_format', confidence: 'shared_in_confidence', redacted: 'redacted', 'asked-back': 'return_demanded', 'portal-closed': 'portal_closed',
};

export const isFederalAct = (act: Act): act is FederalAct => ACTS[act] === 'federal';
export const isAnswerAct = (act: Act): act is AnswerAct => ACTS[act] === 'response';

/** What an act's form records of the answers; null for other facts. */
export const whatOf = (act: Act): AnswerWhat | null => (isAnswerAct(act) ? ANSWERS[act] : isFederalAct(act) ? FEDERAL_ACTS[act] : null);

/** Null for what is ticked off and has no form. */
export function actOf({ type, details }: { readonly type: string; readonly details: unknown }): Act | null {
  const what = details && typeof details === 'object' && 'what' in details ? details.what : null;
  return ACT_NAMES.find((name) => ACTS[name] === type && ((type !== 'response' && type !== 'federal') || whatOf(name) === what)) ?? null;
}
