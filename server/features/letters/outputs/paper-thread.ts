import { parentPort } from 'node:worker_threads';
import { letterDocx } from './letter-docx.js';
import type { PaperSource } from './letter-paper.js';
import { letterPdf } from './letter-pdf.js';

/** Runs in a thread of its own (make-paper.ts): laying a letter out takes about 100 ms in which nothing else could be answered. */

export interface PaperJob {
  readonly id: number;
  readonly kind: 'pdf' | 'docx';
  readonly source: PaperSource;
}

export type PaperMade = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly trouble: string };

async function make({ id, kind, source }: PaperJob): Promise<PaperMade> {
  try {
    return { id, bytes: await (kind === 'pdf' ? letterPdf(source) : letterDocx(source)) };
  } catch (error) {
    return { id, trouble: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (job: PaperJob) => {
  void make(job).then((made) => parentPort?.postMessage(made));
});
