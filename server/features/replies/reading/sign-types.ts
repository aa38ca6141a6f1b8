/** What a message can be. One message may be several at once. */
export const REPLY_KINDS = [
  'acknowledgement', 'extension_notice', 'determination_will_disclose', 'partial_denial', 'full_denial', 'no_responsive_records', 'records_released', 'rolling_update', 'delay_notice',
  'fee_estimate_or_payment', 'clarification_request', 'transfer_not_our_agency', 'closure', 'portal_notification', 'appeal_decision', 'informational_answer', 'bounce_auto_reply', 'unrelated',
] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** What one sentence says; several together make a kind. */
export type SignName =
  | 'received' | 'numbered' | 'extends' | 'more_time' | 'will_disclose' | 'denies' | 'withholds_part' | 'none_found' | 'not_created' | 'released' | 'provided_before' | 'more_coming' | 'estimate' | 'next_update'
  | 'late_apology' | 'fee' | 'asks' | 'elsewhere' | 'closed' | 'portal' | 'appeal_decided' | 'appeal_right' | 'unable_to_reach' | 'answers' | 'released_weak' | 'advertises';

export interface Sign {
  readonly name: SignName;
  readonly pattern: RegExp;
  /** Said, but not meant: a condition, a promise, the other way round. */
  readonly unless?: RegExp;
}
