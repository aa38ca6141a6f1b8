import { StartError } from './errors.js';

/** How to reach and sign in to a mail server. Holds a password: never logged. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). */
  readonly secure: boolean;
  /** Refuse to go on without STARTTLS. */
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly rejectUnauthorized: boolean;
  readonly credentials: { readonly user: string; readonly pass: string } | null;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|::1)$/;
const OPTIONS = ['requireTLS', 'ignoreTLS', 'tls.rejectUnauthorized'];

/**
 * Reads `smtp://user:password@host:587` or `smtps://…:465`, with `?requireTLS=true`, `?ignoreTLS=true` and
 * `?tls.rejectUnauthorized=false`. A password is never sent in the clear to another machine: with one, STARTTLS is required
 * unless `ignoreTLS` says otherwise.
 * @throws StartError with one sentence that doesn't repeat the address
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = parse(text);
  const unknown = [...url.searchParams.keys()].find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined) throw new StartError(`The setting SMTP_URL has an option ${unknown} that means nothing here; known are ${OPTIONS.join(', ')}.`);
  const secure = url.protocol === 'smtps:';
  const credentials = url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const ignoreTLS = option(url, 'ignoreTLS', false);
  const exposed = credentials !== null && !LOOPBACK.test(url.hostname);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ignoreTLS,
    requireTLS: !secure && !ignoreTLS && option(url, 'requireTLS', exposed),
    rejectUnauthorized: option(url, 'tls.rejectUnauthorized', true),
    credentials,
  };
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new StartError('The setting SMTP_URL must be an address like smtp://user:password@host:587.');
  }
  return url;
}

function option(url: URL, name: string, otherwise: boolean): boolean {
  const value = url.searchParams.get(name);
  if (value === null) return otherwise;
  if (value !== 'true' && value !== 'false') throw new StartError(`The option ${name} of the setting SMTP_URL must be true or false.`);
  return value === 'true';
}
