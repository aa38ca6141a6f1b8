import { Readable } from 'node:stream';
import type { Context } from '../../context.js';
import type { AppError } from '../../platform/errors.js';
import { keptName, shownName } from '../../platform/file-names.js';
import type { Actor } from '../../platform/http/actor.js';
import { type UploadCall, readUpload } from '../../platform/http/uploads.js';
import { t } from '../../platform/words.js';
import { requestToUploadTo } from '../documents/documents.queries.js';
import { dropUnreferenced } from '../documents/drop-unreferenced.js';
import { keepRawMail } from './keep-raw-mail.js';
import { emptyMail, noMail, noMailChosen } from './replies.errors.js';
import { splitMbox } from './split-mbox.js';
import { mailUploadFields } from './upload.schemas.js';

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'config' | 'jobs'>;

/** A file that is in, with the mails it held. */
export interface TakenMailFile {
  readonly originalName: string;
  /** Mails kept; they are read next. */
  readonly mails: number;
  /** Mails of a box that were kept when it was uploaded before. */
  readonly already: number;
  /** The rows kept, at most a thousand of them. */
  readonly rawMailIds: readonly string[];
}

export interface TakenMail {
  readonly taken: readonly TakenMailFile[];
  readonly refused: readonly { readonly originalName: string; readonly error: AppError }[];
  readonly requestId: string | null;
}

const MOST_IDS = 1000;

/**
 * Keeps mails that a person uploads: each .eml or .msg as it is, and each mail of an .mbox by itself. One file that is refused does not stop the others.
 * @param input `requestId`: on whose page the upload began; the form's field says more
 * @throws AppError the first refusal when no file got in; `replies.no-mail-chosen` (400), `requests.not-found` (404)
 */
export async function takeMailUploads(deps: Deps, actor: Actor, call: UploadCall, input: { readonly requestId: string | null } = { requestId: null }): Promise<TakenMail> {
  const { files, fields } = await readUpload(call, {
    fieldsSchema: mailUploadFields,
    onFile: async (file, sent) => {
      const requestId = sent.requestId ?? input.requestId;
      if (requestId) await requestToUploadTo(deps.db, actor, requestId);
      return takeFile(deps, actor, { name: file.originalName, stream: file.stream, requestId });
    },
  });
  const taken = files.flatMap((file) => (file.error ? [] : [{ originalName: shownName(file.originalName), ...file.result }]));
  const refused = files.flatMap((file) => (file.error ? [{ originalName: shownName(file.originalName), error: file.error }] : []));
  if (taken.length === 0) throw refused[0]?.error ?? noMailChosen();
  return { taken, refused, requestId: fields.requestId ?? input.requestId };
}

interface MailFile {
  readonly name: string;
  readonly stream: Readable;
  readonly requestId: string | null;
}

async function takeFile(deps: Deps, actor: Actor, file: MailFile): Promise<Omit<TakenMailFile, 'originalName'>> {
  const { first, stream } = await firstBytes(file.stream);
  const kind = kindOf(first);
  if (kind === null) {
    stream.destroy();
    throw first.length === 0 ? emptyMail(shownName(file.name)) : noMail(shownName(file.name));
  }
  if (kind === 'mbox') return takeBox(deps, actor, { ...file, stream });
  const kept = await keepRawMail(deps, { ...from(actor, file), stream });
  return { mails: 1, already: 0, rawMailIds: [kept.rawMailId] };
}

const from = ({ groupId, personId }: Actor, { name, requestId }: MailFile) => ({ door: 'upload' as const, groupId, uploadedById: personId, fileName: keptName(name), hintRequestId: requestId });

/** The box lies in the store while it is taken apart: its hash names its mails, so that a box uploaded again after a crash adds only what was missing. */
async function takeBox(deps: Deps, actor: Actor, file: MailFile): Promise<Omit<TakenMailFile, 'originalName'>> {
  const { groupId } = actor;
  const box = await deps.files.put(groupId, file.stream, { maxBytes: deps.config.maxUploadBytes });
  try {
    let [mails, already] = [0, 0];
    const rawMailIds: string[] = [];
    for await (const stream of splitMbox(await deps.files.open(groupId, box.sha256))) {
      const kept = await keepRawMail(deps, { ...from(actor, file), stream, sourceKey: `mbox:${groupId}:${box.sha256}:${mails + already}` });
      if (kept.already) already += 1;
      else mails += 1;
      if (rawMailIds.length < MOST_IDS) rawMailIds.push(kept.rawMailId);
    }
    return { mails, already, rawMailIds };
  } finally {
    await dropUnreferenced(deps, groupId, box.sha256).catch(() => false);
  }
}

const ENOUGH = 4096;

/** The beginning of a stream, and the whole of it to be read by somebody else. */
async function firstBytes(source: Readable): Promise<{ first: Buffer; stream: Readable }> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const read: Buffer[] = [];
  let size = 0;
  let ended = false;
  while (size < ENOUGH && !ended) {
    const { value, done } = await chunks.next();
    ended = done === true;
    if (!done) read.push(value);
    size += ended ? 0 : value.length;
  }
  const first = Buffer.concat(read);
  const rest = async function* () {
    try {
      yield first;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    } finally {
      source.destroy();
    }
  };
  return { first, stream: Readable.from(rest(), { objectMode: false }) };
}

const OUTLOOK = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** A header begins with a name and a colon; some programs put a mark or blank lines before it. */
const HEADER = /^(?:\xef\xbb\xbf)?\s*[!-9;-~]{1,100}[ \t]*:/;

function kindOf(first: Buffer): 'eml' | 'msg' | 'mbox' | null {
  if (first.subarray(0, 8).equals(OUTLOOK)) return 'msg';
  const text = first.toString('latin1');
  if (text.startsWith('From ')) return 'mbox';
  return HEADER.test(text) ? 'eml' : null;
}

/** “3 mails are in and are being read.” */
export function mailUploadSummary({ taken, refused }: TakenMail): string {
  const mails = taken.reduce((sum, one) => sum + one.mails, 0);
  const already = taken.reduce((sum, one) => sum + one.already, 0);
  const parts = mails > 0 ? [t.count(mails, '{n} mail is kept and is read next.', '{n} mails are kept and are read next.')] : [];
  if (already > 0) parts.push(t.count(already, '{n} was here already.', '{n} were here already.'));
  for (const one of refused) parts.push(t('“{name}” was not taken: {why}', { name: one.originalName, why: one.error.message }));
  return parts.join(' ');
}
