import path from 'node:path';
import { z } from 'zod';
import { StartError } from './platform/errors.js';
import { projectRoot } from './platform/paths.js';

const url = (protocols: string[], example: string) =>
  z.string().refine(
    (value) => {
      try {
        return protocols.includes(new URL(value).protocol);
      } catch {
        return false;
      }
    },
    { error: `must be an address like ${example}` },
  );

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: `must be a whole number from ${low} to ${high}` })
    .transform(Number)
    .refine((n) => n >= low && n <= high, { error: `must be a whole number from ${low} to ${high}` });

/** Every setting: a line of documentation, a default, a check. Empty strings count as unset. */
const settings = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development').describe('production refuses a rehearsal clock'),
  PORT: wholeNumber(0, 65535).default(3000).describe('port the pages are served on'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on; 0.0.0.0 behind a proxy or in a container'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://tenday.example.org').optional().describe('address people use; links in mails begin with it'),
  TRUST_PROXY: wholeNumber(0, 10).default(0).describe('how many proxies stand before this server'),
  DATA_DIR: z.string().default('./data').describe('folder of the embedded database and the files'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/tenday').optional().describe('PostgreSQL to use in place of the embedded one'),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:6379').optional().describe('Redis for jobs, in place of PostgreSQL'),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional().describe('mail server; without it letters wait in the outbox'),
  MAIL_FROM: z.string().default('tenday@localhost').describe('sender of notices and letters'),
  REPLY_DOMAIN: z.string().regex(/^[a-z0-9.-]+$/i, { error: 'must be a domain name like replies.example.org' }).default('localhost').describe('domain of the reply addresses; also said in EHLO'),
  INBOUND_SMTP_PORT: wholeNumber(0, 65535).optional().describe('port on which mail for REPLY_DOMAIN is taken; unset, no mail comes this way'),
  INBOUND_SMTP_HOST: z.string().optional().describe('address that listens for mail; HOST when unset'),
  INBOUND_SMTP_CERT: z.string().optional().describe('file of the certificate for STARTTLS; without it mail comes in the clear'),
  INBOUND_SMTP_KEY: z.string().optional().describe('file of its key'),
  IMAP_URL: url(['imap:', 'imaps:'], 'imaps://user:password@host:993/INBOX').optional().describe('mailbox whose mail is fetched'),
  S3_ENDPOINT: url(['http:', 'https:'], 'https://s3.example.org').optional().describe('S3 server for files, in place of DATA_DIR/files'),
  S3_BUCKET: z.string().optional().describe('bucket'),
  S3_ACCESS_KEY_ID: z.string().optional().describe('key id'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('key'),
  MAX_UPLOAD_BYTES: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(2 * 1024 ** 3).describe('largest file taken, in bytes'),
  SESSION_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional().describe('signs session cookies; made and kept in the database when unset'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('least level logged'),
  REHEARSAL_NOW: z
    .string()
    .refine((value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)), {
      error: 'must be an instant like 2026-11-24T09:00:00-08:00',
    })
    .optional()
    .describe('starts the clock there, for training; no mail leaves'),
});

export type SettingName = keyof z.infer<typeof settings>;

export interface Config {
  readonly nodeEnv: 'production' | 'development' | 'test';
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly trustProxy: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly redisUrl: string | null;
  readonly mailFrom: string;
  readonly replyDomain: string;
  /** Where mail is taken by SMTP; null: nowhere. */
  readonly inboundSmtp: { readonly port: number; readonly host: string; readonly certFile: string | null; readonly keyFile: string | null } | null;
  readonly maxUploadBytes: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly rehearsalNow: Date | null;
  /** Never logged, never shown. */
  readonly secrets: {
    readonly databaseUrl: string | null;
    readonly smtpUrl: string | null;
    readonly imapUrl: string | null;
    readonly sessionSecret: string | null;
    readonly s3: { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string } | null;
  };
}

/**
 * Reads the settings once, at start.
 * @throws StartError with one sentence naming the setting and what it must be
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartError(`The setting ${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.`);
  }
  const s = parsed.data;
  if (s.REHEARSAL_NOW && s.NODE_ENV === 'production') {
    throw new StartError('REHEARSAL_NOW is set while NODE_ENV is production: a rehearsal clock never serves real work. Unset one of them.');
  }
  return {
    nodeEnv: s.NODE_ENV,
    port: s.PORT,
    host: s.HOST,
    publicUrl: (s.PUBLIC_URL ?? `http://localhost:${s.PORT}`).replace(/\/+$/, ''),
    trustProxy: s.TRUST_PROXY,
    dataDir: path.resolve(projectRoot, s.DATA_DIR),
    redisUrl: s.REDIS_URL ?? null,
    mailFrom: s.MAIL_FROM,
    replyDomain: s.REPLY_DOMAIN,
    inboundSmtp: inboundSmtp(s),
    maxUploadBytes: s.MAX_UPLOAD_BYTES,
    logLevel: s.LOG_LEVEL,
    rehearsalNow: s.REHEARSAL_NOW ? new Date(s.REHEARSAL_NOW) : null,
    secrets: {
      databaseUrl: s.DATABASE_URL ?? null,
      smtpUrl: s.SMTP_URL ?? null,
      imapUrl: s.IMAP_URL ?? null,
      sessionSecret: s.SESSION_SECRET ?? null,
      s3: s3Settings(s),
    },
  };
}

function inboundSmtp(s: z.infer<typeof settings>): Config['inboundSmtp'] {
  if (s.INBOUND_SMTP_PORT === undefined) return null;
  const { INBOUND_SMTP_CERT: certFile = null, INBOUND_SMTP_KEY: keyFile = null } = s;
  if ((certFile === null) !== (keyFile === null)) throw new StartError('STARTTLS needs both INBOUND_SMTP_CERT and INBOUND_SMTP_KEY; one is missing.');
  return { port: s.INBOUND_SMTP_PORT, host: s.INBOUND_SMTP_HOST ?? s.HOST, certFile, keyFile };
}

function s3Settings(s: z.infer<typeof settings>): Config['secrets']['s3'] {
  const given = [s.S3_ENDPOINT, s.S3_BUCKET, s.S3_ACCESS_KEY_ID, s.S3_SECRET_ACCESS_KEY];
  if (given.every((value) => value === undefined)) return null;
  const [endpoint, bucket, accessKeyId, secretAccessKey] = given;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) {
    throw new StartError('S3 needs all four of S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY; some are missing.');
  }
  return { endpoint, bucket, accessKeyId, secretAccessKey };
}
