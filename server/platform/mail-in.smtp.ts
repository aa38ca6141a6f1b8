import { once } from 'node:events';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { AppError } from './errors.js';
import type { Logger } from './logger.js';

/** Whom a mail is from and for, as its sender's server said. The sender is '' for a bounce. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** How much is taken from one side before it is asked to come again later. */
export interface SmtpBrakes {
  /** Connections of one address at once. */
  readonly connections: number;
  /** Mails of one address in five minutes. */
  readonly mailsOfAddress: number;
  /** Mails of one sender in five minutes. Bounces have none. */
  readonly mailsOfSender: number;
}

export interface SmtpDoorSettings {
  readonly port: number;
  readonly host: string;
  /** The only domain whose mail is taken; also said in the greeting. */
  readonly domain: string;
  /** Said in EHLO and refused beyond. */
  readonly maxBytes: number;
  /** PEM. Without it there is no STARTTLS. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly logger: Logger;
  readonly brakes?: Partial<SmtpBrakes>;
  /** Resolves once the mail is durable: only then its sender is told that it was taken. */
  readonly keep: (stream: Readable, envelope: Envelope) => Promise<unknown>;
}

export interface SmtpDoor {
  /** The one it listens on; of interest when 0 was asked for. */
  readonly port: number;
  /** Takes no new connection, lets those under way finish for some seconds. */
  close(): Promise<void>;
}

const BRAKES: SmtpBrakes = { connections: 20, mailsOfAddress: 300, mailsOfSender: 120 };
const FIVE_MINUTES = 300;
/** RFC 5321 § 4.5.3.2.7. */
const IDLE_MS = 5 * 60_000;
const CLOSE_MS = 8_000;
const MOST_RECIPIENTS = 50;
const MOST_CLIENTS = 200;
/** RFC 5321 § 6.3: a mail that so many servers took goes round in a circle. */
const MOST_HOPS = 30;

/**
 * Listens for mail. Nothing is read of it but the count of servers it came through; what is wrong for good is answered 5xx, what may be right later 4xx,
 * so that its sender's server keeps it and tries again.
 * @throws the system's error when the port can't be had
 */
export async function openSmtpDoor(settings: SmtpDoorSettings): Promise<SmtpDoor> {
  const door = new Door(settings);
  const { server } = door;
  server.on('error', (error) => settings.logger.debug({ err: error }, 'the door for mail, or one of its senders, has trouble'));
  server.listen(settings.port, settings.host);
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : settings.port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
    }),
  };
}

type Done = (error?: Error | null) => void;

class Door {
  readonly server: SMTPServer;
  private readonly brakes: SmtpBrakes;
  private readonly ofAddress: RateLimiterMemory;
  private readonly ofSender: RateLimiterMemory;
  private readonly open = new Map<string, number>();

  constructor(private readonly settings: SmtpDoorSettings) {
    this.brakes = { ...BRAKES, ...settings.brakes };
    this.ofAddress = new RateLimiterMemory({ points: this.brakes.mailsOfAddress, duration: FIVE_MINUTES });
    this.ofSender = new RateLimiterMemory({ points: this.brakes.mailsOfSender, duration: FIVE_MINUTES });
    const { domain, maxBytes, tls } = settings;
    this.server = new SMTPServer({
      name: domain, banner: 'Tenday', size: maxBytes, rejectOversized: true, hideENHANCEDSTATUSCODES: false,
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'], ...tls,
      disableReverseLookup: true, socketTimeout: IDLE_MS, closeTimeout: CLOSE_MS, maxClients: MOST_CLIENTS, maxRecipients: MOST_RECIPIENTS,
      onConnect: (session, done) => done(this.enter(session)),
      onClose: (session) => this.leave(session),
      onMailFrom: ({ address }, session, done) => void this.brake(address, session).then(done),
      onRcptTo: ({ address }, _session, done) => done(this.isOurs(address) ? null : answer(550, '5.7.1 Relaying is not allowed: no mail for this domain is taken here')),
      onData: (stream, session, done) => void this.take(stream, session, done),
    });
  }

  private enter({ remoteAddress }: SMTPServerSession): Error | null {
    const open = (this.open.get(remoteAddress) ?? 0) + 1;
    this.open.set(remoteAddress, open);
    return open > this.brakes.connections ? answer(421, '4.7.0 Too many connections from your address. Try again later') : null;
  }

  private leave({ remoteAddress }: SMTPServerSession): void {
    const open = (this.open.get(remoteAddress) ?? 0) - 1;
    if (open > 0) this.open.set(remoteAddress, open);
    else this.open.delete(remoteAddress);
  }

  private async brake(sender: string, { remoteAddress }: SMTPServerSession): Promise<Error | null> {
    try {
      await this.ofAddress.consume(remoteAddress);
      if (sender !== '') await this.ofSender.consume(sender.toLowerCase());
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      this.settings.logger.warn({ remoteAddress }, 'mail comes faster than it is taken; its sender is asked to wait');
      return answer(450, '4.7.1 Too many mails at once. Try again later');
    }
  }

  private isOurs(address: string): boolean {
    return address.slice(address.lastIndexOf('@') + 1).toLowerCase() === this.settings.domain.toLowerCase();
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const guard = new LoopGuard();
    try {
      const fed = pipeline(stream, guard);
      // The keeper sees the same fault, and says better what it means.
      fed.catch(() => undefined);
      await this.settings.keep(guard, { from: mailFrom ? mailFrom.address : '', to: [...new Set(rcptTo.map(({ address }) => address))] });
      done();
    } catch (error) {
      done(this.refusal(error, guard));
    }
  }

  private refusal(error: unknown, guard: LoopGuard): Error {
    if (guard.loops) return answer(554, '5.4.6 This mail has come through too many servers: it goes round in a circle');
    if (error instanceof AppError && error.code === 'files.too-large') return answer(552, '5.3.4 This mail is larger than is taken here');
    if (!(error instanceof AppError && error.code === 'files.interrupted')) this.settings.logger.error({ err: error }, 'a mail could not be kept; its sender is asked to try again');
    return answer(451, '4.3.0 The mail could not be kept just now. Try again later');
  }
}

const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** Of a header longer than this the rest is not looked at. */
const MOST_HEADER_BYTES = 512 * 1024;

/** Passes a mail on and fails when its header says that it goes round in a circle. */
class LoopGuard extends Transform {
  private hops = 0;
  private seen = 0;
  private line = '';
  private inHeader = true;

  get loops(): boolean {
    return this.hops > MOST_HOPS;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: Error | null, data?: Buffer) => void): void {
    if (this.inHeader) this.look(chunk);
    if (this.loops) done(new Error('a mail that goes round in a circle'));
    else done(null, chunk);
  }

  private look(chunk: Buffer): void {
    this.seen += chunk.length;
    const lines = (this.line + chunk.toString('latin1')).split('\n');
    this.line = (lines.pop() ?? '').slice(0, 1000);
    for (const line of lines) {
      if (line.trim() === '') this.inHeader = false;
      if (!this.inHeader) return;
      if (/^received:/i.test(line)) this.hops += 1;
    }
    if (this.seen > MOST_HEADER_BYTES) this.inHeader = false;
  }
}
