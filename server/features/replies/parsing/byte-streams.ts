import { once } from 'node:events';
import type { PassThrough } from 'node:stream';

/** The first `most` bytes of a stream that is taken to its end. */
export async function collect(source: AsyncIterable<Buffer>, most: number): Promise<{ bytes: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    if (size < most) chunks.push(Buffer.from(chunk));
    size += chunk.length;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, most), cut: size > most };
}

/** What begins a stream, and the whole of it again when there is more. */
export async function upTo(content: AsyncIterable<Buffer>, most: number): Promise<{ bytes: Buffer; rest: AsyncIterable<Buffer> | null }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const source = content[Symbol.asyncIterator]();
  for (let next = await source.next(); !next.done; next = await source.next()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > most) return { bytes: Buffer.alloc(0), rest: following(chunks, source) };
  }
  return { bytes: Buffer.concat(chunks), rest: null };
}

async function* following(chunks: Buffer[], source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

/** Passes bytes on, each first to `copy`, at the pace of the slower. */
export async function* alsoTo(copy: PassThrough, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    if (!copy.destroyed && !copy.write(chunk)) await drainedOrClosed(copy);
    yield chunk;
  }
  copy.end();
}

async function drainedOrClosed(stream: PassThrough): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => undefined);
  waiting.abort();
}
