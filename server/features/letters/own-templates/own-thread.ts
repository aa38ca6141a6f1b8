import { parentPort } from 'node:worker_threads';
import { t } from '../../../platform/words.js';
import type { ComposedLetter } from '../compose-letter.js';
import { type Allowed, type CheckedTemplate, checkTemplate } from './check-template.js';
import { type OwnLetterSource, renderOwn } from './render-own.js';

/** Runs in a thread of its own (in-thread.ts): whatever a group's template is made of, nobody waits for it. */

export type OwnJob = { readonly kind: 'check'; readonly source: string; readonly allowed: Allowed } | { readonly kind: 'render'; readonly letter: OwnLetterSource };

/** What becomes of a job: its result, or a word for what went wrong. */
export type OwnDone =
  | { readonly kind: 'ready' }
  | { readonly kind: 'checked'; readonly checked: CheckedTemplate }
  | { readonly kind: 'rendered'; readonly letter: ComposedLetter }
  | { readonly kind: 'failed'; readonly why: 'too-long' | 'unreadable'; readonly message: string };

/** Marks in one another until the reader gave up. */
function tooTangled(): CheckedTemplate {
  return { faults: [{ line: 1, says: t('Marks stand in one another too deep to be read. Write plain paragraphs and lists.') }], warnings: [] };
}

function done(job: OwnJob): OwnDone {
  try {
    return job.kind === 'check' ? { kind: 'checked', checked: checkTemplate(job.source, job.allowed) } : { kind: 'rendered', letter: renderOwn(job.letter) };
  } catch (error) {
    if (job.kind === 'check') return { kind: 'checked', checked: tooTangled() };
    return { kind: 'failed', why: error instanceof RangeError ? 'too-long' : 'unreadable', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (job: OwnJob) => parentPort?.postMessage(done(job)));
parentPort?.postMessage({ kind: 'ready' } satisfies OwnDone);
