import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { attachmentHeader } from '../../platform/file-names.js';
import type { FileStore } from '../../platform/files.js';
import { servedMediaType } from './media-type.js';

export interface FileToSend {
  readonly groupId: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly originalName: string;
  readonly mediaType: string;
}

/**
 * Answers with a file's bytes as an attachment under its original name: never shown in the page's own origin, never guessed at. Answers a
 * single range (RFC 9110 § 14), so that a broken download goes on where it stopped; anything else in `Range` gets the whole file.
 * @throws AppError `files.not-found` (404) before anything is answered
 */
export async function sendFile(files: FileStore, file: FileToSend, req: Request, res: Response): Promise<void> {
  const etag = `"${file.sha256}"`;
  const shared = { ETag: etag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-cache' };
  if (req.get('if-none-match') === etag) {
    res.status(304).set(shared).end();
    return;
  }
  const condition = req.get('if-range');
  const range = condition === undefined || condition === etag ? rangeOf(req.get('range'), file.size) : null;
  if (range === 'beyond') {
    res.status(416).set({ ...shared, 'Content-Range': `bytes */${file.size}` }).end();
    return;
  }
  const source = req.method === 'HEAD' ? null : await files.open(file.groupId, file.sha256, range ?? undefined);
  if (range) res.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  res.set({
    ...shared,
    'Content-Type': servedMediaType(file.mediaType),
    'Content-Length': String(range ? range.end - range.start + 1 : file.size),
    'Content-Disposition': attachmentHeader(file.originalName),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  if (source) await stream(source, res);
  else res.end();
}

async function stream(source: Readable, res: Response): Promise<void> {
  try {
    await pipeline(source, res);
  } catch (error) {
    // The reader went away in the middle: nothing to tell them, and no fault of ours.
    if (!isClosedEarly(error)) throw error;
  }
}

function isClosedEarly(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** A single range of bytes, both ends included; null for none or a form we don't answer; 'beyond' when it lies outside. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'beyond' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    const last = Number(to);
    return last === 0 || size === 0 ? 'beyond' : { start: Math.max(0, size - last), end: size - 1 };
  }
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size) return 'beyond';
  return end < start ? null : { start, end };
}
