import { z } from 'zod';
import { CHANNELS } from '../channels.js';
import type { LetterFact, LetterFacts } from './follow-up.js';

/** What people type into a follow-up letter. Anything may still be blank: a draft is always kept. */
export const followUpFields = z.object({
  signerName: z.string().max(200).catch(''),
  signerTitle: z.string().max(200).catch(''),
  /** `YYYY-MM-DD`: our wish, printed as “please reply by”; '' for none. */
  replyBy: z.string().max(10).catch(''),
  /** Paragraphs of their own. */
  ownWords: z.string().max(4000).catch(''),
  channel: z.enum(CHANNELS).or(z.literal('')).catch(''),
  toAddress: z.string().max(254).catch(''),
  /** The version of the group's own template it is written from; '' for the library's words. */
  templateVersionId: z.uuid().or(z.literal('')).catch(''),
  /** What this letter alone asks for, by name. */
  inputs: z.record(z.string(), z.string()).catch({}),
});
export type FollowUpFields = z.output<typeof followUpFields>;

/** A draft's fields as stored; what is missing there is blank. */
export function readFields(json: unknown): FollowUpFields {
  return followUpFields.parse(json ?? {});
}

const fact: z.ZodType<LetterFact> = z.lazy(() => z.union([z.string(), z.boolean(), z.array(fact), z.record(z.string(), fact)]));
const seen = z.record(z.string(), fact).catch({});

/** What a letter took from the record, as stored beside its draft. */
export function readSeen(json: unknown): LetterFacts {
  return seen.parse(json);
}
