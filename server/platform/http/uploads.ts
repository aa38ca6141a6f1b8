import { PassThrough, type Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors.js';
import { interrupted } from '../files.errors.js';
import { sentToken } from './csrf.js';
import { invalidInput, unkeepableInput, wrongCsrfToken } from './errors.js';
import { nestFields } from './form-fields.js';
import { unkeepableAt } from './unkeepable.js';
import { fieldAfterFile, fieldTooLong, notMultipart, tooManyFields, tooManyFiles, unreadable } from './uploads.errors.js';

/** What `readUpload` needs of a route's call. The route is declared with `upload: true`. */
export interface UploadCall {
  readonly req: Request;
  readonly holdsCsrf: (token: string | undefined) => boolean;
}

export interface IncomingFile {
  /** Name of the form's field. */
  readonly field: string;
  /** As the sender gave it, without folders. */
  readonly originalName: string;
  /** The bytes as they arrive. Fails when the sender goes away. */
  readonly stream: Readable;
}

/** One file's fate: taken (`result`), or refused by itself (`error`) while the others went on. */
export type FileOutcome<R> =
  | { readonly field: string; readonly originalName: string; readonly result: R; readonly error: null }
  | { readonly field: string; readonly originalName: string; readonly result: null; readonly error: AppError };

export interface UploadOptions<S extends z.ZodType, R> {
  /** The ordinary fields. They must come before the files, and are checked before any file is taken. */
  readonly fieldsSchema: S;
  /** Takes one file; called in order, one at a time. An `AppError` below 500 refuses that file alone; anything else ends the upload. */
  readonly onFile: (file: IncomingFile, fields: z.output<S>) => Promise<R>;
  /** 100 unless told. */
  readonly maxFiles?: number;
  /** A sender that is silent for so many milliseconds has gone away; five minutes unless told. */
  readonly stalledAfterMs?: number;
}

const MOST_FIELDS = 1000;
/** All of a form's fields together, names and all: they are held in memory, before the token is known. As much as a form without files takes. */
const MOST_FIELD_BYTES = 2 * 1024 * 1024;
const STALLED_AFTER_MS = 5 * 60 * 1000;

/**
 * Reads a form with files as a stream: token first (header `x-csrf-token`, or the field `_csrf` before the files), then fields, then each file
 * to its callback. A file field left empty in a browser is no file. A form without files may also come urlencoded.
 * On failure every callback has ended before this throws, and the rest of what is being sent is read to nowhere, so that the sender sees the answer.
 * @throws AppError `http.csrf` (403), `http.invalid-input` (400), `files.interrupted` (400), `uploads.*`
 */
export async function readUpload<S extends z.ZodType, R>(call: UploadCall, options: UploadOptions<S, R>): Promise<{ fields: z.output<S>; files: FileOutcome<R>[] }> {
  return new Reading(call, options).run();
}

class Reading<S extends z.ZodType, R> {
  private readonly pairs: [string, string][] = [];
  private readonly outcomes: FileOutcome<R>[] = [];
  private readonly open = new Set<PassThrough>();
  private readonly parser: busboy.Busboy;
  private readonly maxFiles: number;
  private queue: Promise<void> = Promise.resolve();
  private mayWrite: boolean;
  private fieldBytes = 0;
  private fields: { readonly value: z.output<S> } | null = null;
  private failure: { readonly error: unknown } | null = null;

  constructor(
    private readonly call: UploadCall,
    private readonly options: UploadOptions<S, R>,
  ) {
    this.maxFiles = options.maxFiles ?? 100;
    const token = sentToken(call.req);
    this.mayWrite = token === undefined ? call.holdsCsrf(undefined) : this.require(token);
    try {
      this.parser = busboy({ headers: call.req.headers, defParamCharset: 'utf8', limits: { fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES, files: this.maxFiles } });
    } catch (error) {
      throw notMultipart(error);
    }
  }

  private require(token: string): true {
    if (!this.call.holdsCsrf(token)) throw wrongCsrfToken();
    return true;
  }

  async run(): Promise<{ fields: z.output<S>; files: FileOutcome<R>[] }> {
    // A phone that lost its network sends no goodbye: without this its half file would wait for ever.
    const { req } = this.call;
    req.setTimeout(this.options.stalledAfterMs ?? STALLED_AFTER_MS, () => req.destroy());
    await this.arrived();
    req.setTimeout(0);
    await this.queue;
    if (this.failure) throw this.failure.error;
    return { fields: this.readFields(), files: this.outcomes };
  }

  /** Resolves when the body has been read to its end, or as soon as the upload failed. */
  private arrived(): Promise<void> {
    const { req } = this.call;
    return new Promise((resolve) => {
      const fail = (error: unknown) => {
        this.fail(error);
        resolve();
      };
      const attempt = (step: () => void) => {
        try {
          step();
        } catch (error) {
          fail(error);
        }
      };
      this.parser.on('field', (name, value, info) => attempt(() => this.takeField(name, value, info.valueTruncated)));
      this.parser.on('file', (field, stream, info) => attempt(() => this.takeFile(field, stream, info.filename, fail)));
      this.parser.on('fieldsLimit', () => fail(tooManyFields()));
      this.parser.on('filesLimit', () => fail(tooManyFiles(this.maxFiles)));
      this.parser.on('error', (error) => fail(unreadable(error)));
      this.parser.on('close', () => resolve());
      const gone = () => {
        if (!req.complete) fail(interrupted(new Error('the sender went away')));
      };
      req.on('close', gone);
      req.pipe(this.parser);
      if (req.destroyed) gone();
    });
  }

  private takeField(name: string, value: string, truncated: boolean): void {
    if (this.failure) return;
    this.fieldBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    if (truncated || this.fieldBytes > MOST_FIELD_BYTES) throw fieldTooLong(name);
    if (name === '_csrf') {
      this.mayWrite = this.mayWrite || this.require(value);
      return;
    }
    if (this.fields) throw fieldAfterFile(name);
    this.pairs.push([name, value]);
  }

  private takeFile(field: string, source: Readable, name: string | undefined, fail: (error: unknown) => void): void {
    const stream = new PassThrough();
    source.on('error', (error) => stream.destroy(interrupted(error)));
    // A destroyed busboy stream stalls the parser for ever; a callback that stops early must leave the rest to be read to nowhere.
    stream.on('close', () => {
      source.unpipe(stream);
      source.resume();
      this.open.delete(stream);
    });
    stream.on('error', () => undefined);
    if (this.failure || !name) {
      source.resume();
      return;
    }
    source.pipe(stream);
    this.open.add(stream);
    const fields = this.readFields();
    const file: IncomingFile = { field, originalName: name.replaceAll('%22', '"'), stream };
    this.queue = this.queue.then(() => this.hand(file, fields)).catch(fail);
  }

  /** Callbacks run one after the other; until its turn a file waits in its stream and the sender is held back. */
  private async hand(file: IncomingFile, fields: z.output<S>): Promise<void> {
    if (this.failure) return;
    const named = { field: file.field, originalName: file.originalName };
    try {
      this.outcomes.push({ ...named, result: await this.options.onFile(file, fields), error: null });
    } catch (error) {
      if (this.failure || !(error instanceof AppError) || error.status >= 500) throw error;
      this.outcomes.push({ ...named, result: null, error });
    } finally {
      file.stream.destroy();
    }
  }

  /** Checks token and fields, once, before the first file (or at the end when there is none). What was typed stays for showing the form again. */
  private readFields(): z.output<S> {
    if (this.fields) return this.fields.value;
    if (!this.mayWrite) throw wrongCsrfToken();
    const nested = nestFields(this.pairs);
    this.call.req.body = nested;
    const unkeepable = unkeepableAt(nested);
    if (unkeepable !== null) throw unkeepableInput(unkeepable);
    const parsed = this.options.fieldsSchema.safeParse(nested);
    if (!parsed.success) throw invalidInput(parsed.error);
    this.fields = { value: parsed.data };
    return parsed.data;
  }

  private fail(error: unknown): void {
    if (this.failure) return;
    this.failure = { error };
    const { req } = this.call;
    req.unpipe(this.parser);
    for (const stream of this.open) stream.destroy(error instanceof Error ? error : new Error(String(error)));
    this.parser.destroy();
    req.resume();
  }
}
