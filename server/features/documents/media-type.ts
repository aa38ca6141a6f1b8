import { Transform } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { FileStore } from '../../platform/files.js';

/** Enough for the signatures file-type knows, office files inside their zip among them. */
const SNIFFED_BYTES = 64 * 1024;

/** Passes bytes on unchanged and keeps the first of them. */
export class FirstBytes extends Transform {
  private readonly chunks: Buffer[] = [];
  private kept = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, data: Buffer) => void): void {
    if (this.kept < SNIFFED_BYTES) {
      const part = chunk.subarray(0, SNIFFED_BYTES - this.kept);
      this.chunks.push(part);
      this.kept += part.length;
    }
    done(null, chunk);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/**
 * What kind of file the bytes are; the sender's word and the name's ending are not asked.
 * @returns a media type; `text/plain` for readable UTF-8, `application/octet-stream` when nothing else fits
 */
export async function sniffMediaType(first: Buffer): Promise<string> {
  // A damaged archive makes the reader fail; that is an unknown type and no fault of ours.
  const known = await fileTypeFromBuffer(first).catch(() => undefined);
  if (known) return known.mime;
  return isText(first) ? 'text/plain' : 'application/octet-stream';
}

function isText(first: Buffer): boolean {
  if (first.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Types a browser shows without running anything. Everything else is sent as bytes (`application/octet-stream`). */
const SAFE_TO_NAME = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/tiff', 'image/webp', 'text/plain', 'audio/mpeg', 'video/mp4']);

export function servedMediaType(mediaType: string): string {
  return SAFE_TO_NAME.has(mediaType) ? mediaType : 'application/octet-stream';
}

/** The same of a file that is in a store already. @throws files.not-found */
export async function sniffKeptFile(files: Pick<FileStore, 'open'>, folder: string, file: { readonly sha256: string; readonly size: number }): Promise<string> {
  if (file.size === 0) return 'application/octet-stream';
  const chunks: Buffer[] = [];
  for await (const chunk of await files.open(folder, file.sha256, { start: 0, end: Math.min(file.size, SNIFFED_BYTES) - 1 })) chunks.push(chunk as Buffer);
  return sniffMediaType(Buffer.concat(chunks));
}
