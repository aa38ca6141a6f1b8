import { z } from 'zod';
import { t } from '../../platform/words.js';

/** What an agency answers that is no determination, and what we answer to it. None of these starts, stops or moves a clock. */
export const RESPONSES = [
  'clarification_asked', 'clarification_answered', 'fee_estimate', 'fee_settled', 'link_given', 'held_elsewhere', 'no_duty_to_create', 'wrong_format', 'shared_in_confidence', 'redacted', 'return_demanded',
  'portal_closed',
] as const;
export type ResponseWhat = (typeof RESPONSES)[number];

/** What a question asks of us: what we mean, for less, for less since it is much, why we ask, or for less since it is a burden. */
export const QUESTIONS = ['meaning', 'narrow', 'volume', 'purpose', 'burden'] as const;
export type Question = (typeof QUESTIONS)[number];

/** What a person found behind a link they were sent to. */
export const LINK_PROBLEMS = ['dead', 'partial', 'not_native', 'login', 'other_version'] as const;
export type LinkProblem = (typeof LINK_PROBLEMS)[number];

const items = z.array(z.number().int().positive()).max(50).default([]);
const words = z.string().trim().max(2000).default('');
const short = z.string().trim().max(300).default('');
const needed = (says: () => string, most = 2000) => z.string({ error: says }).trim().min(1, { error: says }).max(most);
/** Whole cents. */
const cents = z.number({ error: () => t('Give an amount in dollars, for example 25 or 25.00.') }).int().min(0).max(1_000_000_000).nullish();
const url = z
  .url({ protocol: /^https?$/, error: () => t('Give the whole address, beginning with https:// or http://.') })
  .max(2000, { error: () => t('Give the whole address, beginning with https:// or http://.') });

/** Details of a `response`, by what was answered. Where no items are named it is about the whole request. */
export const responseDetails = z.discriminatedUnion('what', [
  z.object({ what: z.literal('clarification_asked'), items, question: words, asks: z.enum(QUESTIONS, { error: () => t('Choose what they ask.') }) }),
  z.object({ what: z.literal('clarification_answered'), items }),
  z.object({ what: z.literal('fee_estimate'), amount: cents, lines: z.array(z.object({ what: needed(() => t('Say what the charge is for.'), 300), amount: cents })).max(30).default([]), ground: words }),
  z.object({ what: z.literal('fee_settled') }),
  z.object({ what: z.literal('link_given'), items, url, problem: z.enum(LINK_PROBLEMS, { error: () => t('Choose what was wrong with it.') }).nullish() }),
  z.object({ what: z.literal('held_elsewhere'), items, holder: needed(() => t('Say who has them, as they named it.'), 300), isVendor: z.boolean().default(false) }),
  z.object({ what: z.literal('no_duty_to_create'), items, system: short, exportPath: short }),
  z.object({
    what: z.literal('wrong_format'), items, files: needed(() => t('Say which files.'), 300), got: needed(() => t('Say how they came: paper, page images, PDF.'), 100),
    asked: needed(() => t('Say what was asked for: CSV, XLSX, EML.'), 100), system: short,
  }),
  z.object({ what: z.literal('shared_in_confidence'), items, recipient: needed(() => t('Say to whom they gave it.'), 300) }),
  z.object({ what: z.literal('redacted'), items, where: needed(() => t('Say where: pages, columns, rows.')), groundStated: words }),
  z.object({ what: z.literal('return_demanded'), files: needed(() => t('Say which files.')), ground: words, published: z.boolean({ error: () => t('Say whether any of it is public already.') }) }),
  z.object({ what: z.literal('portal_closed'), items, reason: words }),
], { error: () => t('Choose what they answered.') });

export type ResponseDetails = z.output<typeof responseDetails>;
export type ResponseOf<W extends ResponseWhat> = Extract<ResponseDetails, { what: W }>;
