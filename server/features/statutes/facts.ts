import type { CivilDate } from './civil-date.js';

/**
 * What happened to a request, as far as a clock cares. Names and fields are the public ones of the calculator. None says whether a notice
 * was in time or a clock has run: that is found here.
 */

/** Grounds of Gov. Code § 7922.535(c) by name, because their numbers changed on 2026-01-01. */
export const EXTENSION_GROUNDS = ['field_facilities', 'voluminous', 'consultation', 'programming', 'cyberattack', 'governor_emergency', 'none_stated'] as const;
export type ExtensionGround = (typeof EXTENSION_GROUNDS)[number];

export const SERVICE_METHODS = ['personal', 'mail', 'electronic', 'overnight'] as const;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];

export const EMERGENCY_AUTHORITIES = ['governor', 'local'] as const;
export type EmergencyAuthority = (typeof EMERGENCY_AUTHORITIES)[number];

/** A notice extending the time under § 7922.535(b). A missing ground or date is a defect of the notice, not of the input. */
export interface ExtensionNotice {
  readonly type: 'extension_notice';
  readonly sent: CivilDate;
  readonly specifiedDate?: CivilDate | null;
  readonly ground?: ExtensionGround | null;
  /** For a cyberattack: the electronic system the agency could not reach. */
  readonly affectedSystem?: string | null;
  /** For a cyberattack: the day the agency could reach it again; the ground ends there (§ 7922.535(c)(5)(B)). */
  readonly accessRegainedAt?: CivilDate | null;
  /** For a cyberattack: the record is also kept elsewhere or on paper, which the ground does not excuse (§ 7922.535(c)(5)(A)). */
  readonly recordHeldElsewhere?: boolean | null;
  /** For an emergency: who proclaimed it. Only the Governor's proclamation (Gov. Code § 8625) is a ground (§ 7922.535(c)(6)(B)). */
  readonly proclaimedBy?: EmergencyAuthority | null;
}

/** Written notice of entry of an order; `of` is `notice of entry of order` (a decision on disclosure) or `notice of entry of fee order`. */
export interface ServiceFact {
  readonly type: 'service';
  readonly method: ServiceMethod;
  readonly date: CivilDate;
  readonly of: string;
}

/** An agency's request for information, or about fees, until the day it has the answer (5 U.S.C. § 552(a)(6)(A)(ii)). */
export interface TollFact<T extends TollType = TollType> {
  readonly type: T;
  readonly from: CivilDate;
  readonly to?: CivilDate | null;
}

type TollType = 'toll_information_request' | 'toll_fee_clarification';

/** An adverse FOIA determination; `agency` (`ICE`, `FBI`, a slug) tells whose appeal rule applies when the agency isn't given otherwise. */
export interface AdverseDetermination {
  readonly type: 'adverse_determination';
  readonly date: CivilDate;
  readonly agency?: string;
}

/** Facts that are a day and nothing more. */
export interface DatedFact<T extends DatedType = DatedType> {
  readonly type: T;
  readonly date: CivilDate;
}

type DatedType = 'received_by_proper_component' | 'received_by_other_component' | 'appeal_received' | 'incident_known' | 'denial' | 'constructive_exhaustion' | 'deemed_received' | 'clock_start';

/** The day a request was made, where a clock runs from the request and not from its receipt. */
export interface RequestedFact<T extends RequestedType = RequestedType> {
  readonly type: T;
  readonly requested: CivilDate;
}

type RequestedType = 'peace_officer_records' | 'expedited_requested';

/** FOIA's notice of unusual circumstances, 5 U.S.C. § 552(a)(6)(B)(i). */
export interface UnusualCircumstancesNotice {
  readonly type: 'unusual_circumstances_notice';
  readonly sent: CivilDate;
}

/** The receipt policy given as a fact; `receiptPolicy` of the input, when present, wins. */
export interface ReceiptPolicyFact {
  readonly type: 'receipt_policy';
  readonly value: 'actual_calendar_day' | 'next_business_day';
}

// One union member for each name, so that a fact can be picked by its name.
type AnyToll = { [T in TollType]: TollFact<T> }[TollType];
type AnyDated = { [T in DatedType]: DatedFact<T> }[DatedType];
type AnyRequested = { [T in RequestedType]: RequestedFact<T> }[RequestedType];

export type StatuteFact =
  | ExtensionNotice
  | ServiceFact
  | AnyToll
  | AdverseDetermination
  | AnyDated
  | AnyRequested
  | UnusualCircumstancesNotice
  | ReceiptPolicyFact;

export type FactType = StatuteFact['type'];

/** Which law's clocks each fact can touch. */
export const FACT_LAWS: Readonly<Record<FactType, 'CPRA' | 'FOIA' | 'both'>> = {
  extension_notice: 'CPRA',
  peace_officer_records: 'CPRA',
  incident_known: 'CPRA',
  service: 'CPRA',
  denial: 'CPRA',
  received_by_proper_component: 'FOIA',
  received_by_other_component: 'FOIA',
  toll_information_request: 'FOIA',
  toll_fee_clarification: 'FOIA',
  unusual_circumstances_notice: 'FOIA',
  expedited_requested: 'FOIA',
  adverse_determination: 'FOIA',
  appeal_received: 'FOIA',
  constructive_exhaustion: 'FOIA',
  receipt_policy: 'both',
  deemed_received: 'both',
  clock_start: 'both',
};

/** The fields of each fact that hold a date, in the order a person would read them. */
export const FACT_DATES: Readonly<Record<FactType, readonly string[]>> = {
  extension_notice: ['sent', 'specifiedDate', 'accessRegainedAt'],
  peace_officer_records: ['requested'],
  incident_known: ['date'],
  service: ['date'],
  denial: ['date'],
  received_by_proper_component: ['date'],
  received_by_other_component: ['date'],
  toll_information_request: ['from', 'to'],
  toll_fee_clarification: ['from', 'to'],
  unusual_circumstances_notice: ['sent'],
  expedited_requested: ['requested'],
  adverse_determination: ['date'],
  appeal_received: ['date'],
  constructive_exhaustion: ['date'],
  receipt_policy: [],
  deemed_received: ['date'],
  clock_start: ['date'],
};

/** The facts of one type, in the order given. */
export function factsOf<T extends FactType>(facts: readonly StatuteFact[], type: T): Extract<StatuteFact, { type: T }>[] {
  return facts.filter((fact): fact is Extract<StatuteFact, { type: T }> => fact.type === type);
}

/** What a served paper was: an order on disclosure, an order on fees, or `null` when the words name neither. */
export function servedOrder(of: string): 'disclosure' | 'fees' | null {
  const words = of.toLowerCase();
  if (!words.includes('order') && !words.includes('judgment')) return null;
  return words.includes('fee') ? 'fees' : 'disclosure';
}
