import { z } from 'zod';
import { t } from '../../platform/words.js';

/** What FOIA's clocks hang on beside receipt, notice and determination. None is a fact of a request under California's Act. */
export const FEDERAL = [
  'wrong_component', 'right_component', 'information_asked', 'information_answered', 'fee_asked', 'fee_answered', 'expedition_asked', 'expedition_decided', 'waiver_decided',
  'appeal_sent', 'appeal_received', 'appeal_decided', 'exhausted',
] as const;
export type FederalWhat = (typeof FEDERAL)[number];

export const APPEAL_OUTCOMES = ['granted', 'partly', 'sent_back', 'upheld'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

const component = z.string().trim().max(200).default('');
const words = z.string().trim().max(2000).default('');
const items = z.array(z.number().int().positive()).max(50).default([]);
const granted = z.boolean({ error: () => t('Say what they decided.') });

/** Details of a `federal` fact, by what it says. The fact's date is the day it happened at the agency; an answer's, the day they had it. */
export const federalDetails = z.discriminatedUnion('what', [
  /** The first component designated to take requests had it, though another holds the records. */
  z.object({ what: z.literal('wrong_component'), component }),
  z.object({ what: z.literal('right_component'), component }),
  /** A question to us about the request, which stops the clock once (5 U.S.C. § 552(a)(6)(A)(ii)(I)). */
  z.object({ what: z.literal('information_asked'), items, asks: z.enum(['meaning', 'narrow', 'still_interested'], { error: () => t('Choose what they ask.') }), question: words }),
  z.object({ what: z.literal('information_answered') }),
  /** A question about fees, which stops the clock each time (…(II)). */
  z.object({ what: z.literal('fee_asked'), question: words }),
  z.object({ what: z.literal('fee_answered') }),
  z.object({ what: z.literal('expedition_asked') }),
  z.object({ what: z.literal('expedition_decided'), granted }),
  z.object({ what: z.literal('waiver_decided'), granted }),
  z.object({ what: z.literal('appeal_sent') }),
  z.object({ what: z.literal('appeal_received') }),
  z.object({ what: z.literal('appeal_decided'), outcome: z.enum(APPEAL_OUTCOMES, { error: () => t('Choose what they decided.') }) }),
  /** The day on which the right to sue arose, as a lawyer of the group counts it. */
  z.object({ what: z.literal('exhausted') }),
], { error: () => t('Choose what happened.') });

export type FederalDetails = z.output<typeof federalDetails>;

export function isFederalWhat(what: string): what is FederalWhat {
  return (FEDERAL as readonly string[]).includes(what);
}
