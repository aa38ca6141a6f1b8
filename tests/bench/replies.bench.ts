import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readReply } from '../../server/features/replies/reading/read-reply.js';
import type { ReplyValues } from '../../server/features/replies/reading/reading-types.js';
import { REPLY_KINDS } from '../../server/features/replies/reading/sign-types.js';
import { REPLY_CASES } from '../features/replies/reading-cases.js';
import type { Result, Row } from './measure.js';

/** A folder of replies outside this project: `index.json` beside the texts it names. */
const FOLDER = process.env['REPLY_SAMPLES'];

const sample = z.object({
  file: z.string(), labels: z.array(z.enum(REPLY_KINDS)), sent_at: z.string().nullish(),
  expected_facts: z.object({
    received_date: z.string().nullish(), estimated_date: z.string().nullish(), previous_estimate: z.string().nullish(), next_update_by: z.string().nullish(), closed_date: z.string().nullish(),
    fee_amount: z.number().nullish(), deposit: z.number().nullish(), fee_rate_per_hour: z.number().nullish(), fee_per_page: z.number().nullish(), min_hours: z.number().nullish(),
    payment_deadline_days: z.number().nullish(), appeal_days: z.number().nullish(), requester_must_respond_days: z.number().nullish(), exemptions: z.array(z.string()).nullish(),
  }),
});
type Sample = z.output<typeof sample>;

interface Read extends Sample {
  readonly text: string;
  readonly got: readonly string[];
  readonly values: ReplyValues;
}

/** Each label's precision and recall over samples kept elsewhere, values named exactly, and readings per second of our own messages. */
export async function repliesBench(): Promise<Result> {
  const rows: Row[] = [{ what: 'our own messages', figures: perSecond(REPLY_CASES.map(({ text }) => text)) }];
  if (FOLDER === undefined || !existsSync(path.join(FOLDER, 'index.json'))) {
    process.stdout.write('No samples: set REPLY_SAMPLES to a folder with an index.json to have precision and recall.\n');
    return Promise.resolve({ bench: 'replies', rows });
  }
  const all = readSamples(FOLDER);
  rows.push({ what: 'samples', figures: perSecond(all.map(({ text }) => text)) });
  for (const kind of REPLY_KINDS) rows.push({ what: kind, figures: figures(all, (one) => one.got.filter((label) => label === kind), (one) => one.labels.filter((label) => label === kind)) });
  rows.push({ what: 'all labels', figures: figures(all, ({ got }) => got, ({ labels }) => labels) });
  const values = all.flatMap(valuesOf);
  rows.push({ what: 'values', figures: { 'as expected': values.filter(Boolean).length, expected: values.length } });
  return { bench: 'replies', rows };
}

function readSamples(folder: string): Read[] {
  const known = new Set(readdirSync(folder));
  const samples = z.array(sample).parse(JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')));
  return samples.filter(({ file }) => known.has(file)).map((one) => {
    const text = readFileSync(path.join(folder, one.file), 'utf8');
    const reading = readReply({ text, sentOn: /\d{4}-\d{2}-\d{2}/.exec(one.sent_at ?? '')?.[0] ?? null, subject: /^Subject: (.*)$/m.exec(text)?.[1] ?? '' });
    return { ...one, text, got: reading.kinds.map(({ kind }) => kind), values: reading.values };
  });
}

function figures(all: readonly Read[], got: (one: Read) => readonly string[], want: (one: Read) => readonly string[]): Row['figures'] {
  let [right, suggested, expected] = [0, 0, 0];
  for (const one of all) {
    right += got(one).filter((label) => want(one).includes(label)).length;
    suggested += got(one).length;
    expected += want(one).length;
  }
  return { ...(suggested > 0 ? { precision: right / suggested } : {}), ...(expected > 0 ? { recall: right / expected } : {}), suggested, expected };
}

/** Whether each value a sample names was read as it stands; values it does not name count for nothing. */
function valuesOf({ values: got, expected_facts: want }: Read): boolean[] {
  const cents = (amount: number | null | undefined) => (amount === null || amount === undefined ? undefined : Math.round(amount * 100));
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [want.received_date, got.receivedDate], [want.estimated_date, got.estimatedDate], [want.previous_estimate, got.previousEstimate], [want.next_update_by, got.nextUpdateBy], [want.closed_date, got.closedDate],
    [cents(want.fee_amount), got.feeCents], [cents(want.deposit), got.depositCents], [cents(want.fee_rate_per_hour), got.perHourCents], [cents(want.fee_per_page), got.perPageCents], [want.min_hours, got.minHours],
    [want.payment_deadline_days, got.payWithinDays], [want.appeal_days, got.appealDays], [want.requester_must_respond_days, got.answerWithinDays], [want.exemptions?.toSorted().join(), got.exemptions.toSorted().join()],
  ];
  return pairs.filter(([expected]) => expected !== null && expected !== undefined).map(([expected, read]) => expected === read);
}

/** Readings a second of processor time: the best of several rounds, since other work only makes a round longer. */
function perSecond(texts: readonly string[]): Row['figures'] {
  let best = 0;
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    for (const text of texts) readReply({ text, sentOn: '2026-03-10' });
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, texts.length / ((user + system) / 1e6));
  }
  return { 'readings per s': best, 'characters each': texts.reduce((sum, text) => sum + text.length, 0) / Math.max(texts.length, 1) };
}
