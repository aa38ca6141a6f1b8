import { readFile } from 'node:fs/promises';
import type { Context } from '../../context.js';
import { StartError } from '../../platform/errors.js';
import { openSmtpDoor, type SmtpBrakes, type SmtpDoor } from '../../platform/mail-in.smtp.js';
import { keepRawMail, MOST_MAIL_BYTES } from './keep-raw-mail.js';
import { DOOR_SAYS_MS, noteDoor } from './note-door.js';

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'jobs' | 'logger' | 'config'>;

export interface MailListener {
  /** The port it listens on; null while another process has it. */
  readonly port: number | null;
  close(): Promise<void>;
}

/** How long to wait for a port that another process has: of several workers on a machine one listens, and another follows it. */
const PORT_WAIT_MS = 10_000;

/**
 * Listens for mail on the port of the settings, as long as the process runs, and says how it fares.
 * @returns null where the settings ask for no listener
 * @throws StartError when the port can never be had, or the certificate can't be read
 */
export async function listenForMail(deps: Deps, options: { readonly brakes?: Partial<SmtpBrakes> } = {}): Promise<MailListener | null> {
  const { inboundSmtp, replyDomain } = deps.config;
  if (!inboundSmtp) return null;
  const { port, host } = inboundSmtp;
  const tls = await certificate(inboundSmtp);
  let door: SmtpDoor | null = null;
  let closed = false;
  let opening: Promise<void> = Promise.resolve();

  const open = async (): Promise<void> => {
    try {
      door = await openSmtpDoor({
        port, host, domain: replyDomain, maxBytes: MOST_MAIL_BYTES, tls, logger: deps.logger, ...options,
        keep: (stream, { from, to }) => keepRawMail(deps, { stream, door: 'smtp', groupId: null, envelopeFrom: from, envelopeTo: to }),
      });
      deps.logger.info({ port: door.port, host }, 'listening for mail');
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw portProblem(error, inboundSmtp);
      deps.logger.warn({ port, host }, 'another process has the port for mail; waiting for it');
    }
  };
  // Whoever has the port says how it fares; who waits for it says nothing.
  const say = async (): Promise<void> => {
    if (door) await noteDoor(deps, 'smtp', null).catch((error: unknown) => deps.logger.debug({ err: error }, 'how mail comes in could not be written down'));
  };
  await open();
  await say();
  const saying = setInterval(() => void say(), DOOR_SAYS_MS);
  const waiting = setInterval(() => {
    if (!door && !closed) opening = open().then(say).catch((error: unknown) => deps.logger.error({ err: error }, 'the port for mail could not be had'));
  }, PORT_WAIT_MS);
  return {
    get port() {
      return door?.port ?? null;
    },
    async close() {
      closed = true;
      clearInterval(saying);
      clearInterval(waiting);
      await opening;
      await door?.close();
    },
  };
}

async function certificate({ certFile, keyFile }: NonNullable<Deps['config']['inboundSmtp']>): Promise<{ cert: Buffer; key: Buffer } | null> {
  if (!certFile || !keyFile) return null;
  try {
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
    return { cert, key };
  } catch (error) {
    throw new StartError('The files of INBOUND_SMTP_CERT and INBOUND_SMTP_KEY can’t be read.', { cause: error });
  }
}

function portProblem(error: unknown, { port, host }: { port: number; host: string }): unknown {
  const code = codeOf(error);
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used for mail by this user. Set INBOUND_SMTP_PORT to a number above 1023.`, { cause: error });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new StartError(`Mail is to be taken at ${host}, which is no address of this machine. Set INBOUND_SMTP_HOST.`, { cause: error });
  return error;
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);
