import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type MailError, notTaken, refusedHere } from './mailer.errors.js';
import { type CheckedEnvelope, type CheckedMailbox, checkMessage } from './mailer.message.js';
import { sortFault } from './mailer.smtp-outcome.js';
import { readSmtpUrl, type SmtpServer } from './mailer.smtp-url.js';
import { LONGEST_SEND_MS, type Mailer, type MailMessage, type MailReceipt, type RefusedRecipient } from './mailer.js';

/** How long to wait, in ms. The defaults are RFC 5321 § 4.5.3.2's least, but for connecting. */
export interface SmtpTimeouts {
  /** For the connection. Default 30 s. */
  readonly connect: number;
  /** For the greeting and STARTTLS. Default 60 s. */
  readonly greeting: number;
  /** For each reply. Default 5 minutes. */
  readonly reply: number;
  /** For the whole send. Default `LONGEST_SEND_MS`. */
  readonly send: number;
}

const TIMEOUTS: SmtpTimeouts = { connect: 30_000, greeting: 60_000, reply: 5 * 60_000, send: LONGEST_SEND_MS };

type SendFault = Parameters<NonNullable<Parameters<SMTPConnection['login']>[1]>>[0];
type SendInfo = Parameters<Parameters<SMTPConnection['send']>[2]>[1];

/**
 * Offers messages to one SMTP server, a connection for each: nothing is pooled, so that what is known of one message
 * never depends on another.
 * @param options `url`: the setting SMTP_URL; `ehloName`: what EHLO says, the reply domain, never this machine's name
 * @throws StartError when the address makes no sense
 */
export function createSmtpMailer(options: { url: string; ehloName: string; timeouts?: Partial<SmtpTimeouts> }): Mailer {
  return new SmtpMailer(readSmtpUrl(options.url), options.ehloName, { ...TIMEOUTS, ...options.timeouts });
}

class SmtpMailer implements Mailer {
  readonly kind = 'smtp';
  readonly canSend = true;
  private readonly open = new Set<SmtpSession>();

  constructor(
    private readonly server: SmtpServer,
    private readonly ehloName: string,
    private readonly timeouts: SmtpTimeouts,
  ) {}

  async send(message: MailMessage): Promise<MailReceipt> {
    if (message.isExample) throw refusedHere('mail.example');
    const envelope = checkMessage(message);
    const bytes = await compose(message, envelope);
    return this.inSession(async (session) => {
      await session.start();
      return session.send(envelope, bytes);
    });
  }

  async ready(): Promise<void> {
    await this.inSession((session) => session.start());
  }

  close(): void {
    for (const session of this.open) session.abort();
  }

  private async inSession<T>(use: (session: SmtpSession) => Promise<T>): Promise<T> {
    const session = new SmtpSession(this.server, this.ehloName, this.timeouts);
    this.open.add(session);
    try {
      return await use(session);
    } finally {
      session.end();
      this.open.delete(session);
    }
  }
}

/** One connection: opened, perhaps signed in, used for at most one message. */
class SmtpSession {
  private readonly connection: SMTPConnection;
  private readonly broken: Promise<never>;
  private readonly deadline: NodeJS.Timeout;
  private body: HandOver | null = null;
  private breakOff: (fault: NonNullable<SendFault>) => void = () => undefined;

  constructor(
    private readonly server: SmtpServer,
    ehloName: string,
    timeouts: SmtpTimeouts,
  ) {
    const { host, port, secure, requireTLS, ignoreTLS, rejectUnauthorized } = server;
    this.connection = new SMTPConnection({
      host, port, secure, requireTLS, ignoreTLS,
      name: ehloName,
      tls: { rejectUnauthorized },
      connectionTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.reply,
    });
    this.broken = new Promise((_resolve, reject) => {
      this.breakOff = (fault) => reject(this.errorFor(fault));
    });
    this.broken.catch(() => undefined);
    this.connection.on('error', (fault: NonNullable<SendFault>) => this.breakOff(fault));
    // A connection may also end without an error; a callback that knows more comes in the same turn and is heard first.
    this.connection.on('end', () => setImmediate(() => this.breakOff(new Error('the connection ended'))));
    this.deadline = setTimeout(() => this.abort(), timeouts.send);
  }

  /** Connects, says EHLO, secures the line and signs in, as far as the settings ask for it. */
  async start(): Promise<void> {
    await this.step<void>((done) => this.connection.connect((fault) => done(fault ?? null)));
    const { credentials } = this.server;
    if (credentials && this.connection.allowsAuth) {
      await this.step<void>((done) => this.connection.login({ credentials: { ...credentials } }, (fault) => done(fault)));
    }
  }

  async send(envelope: CheckedEnvelope, bytes: Buffer): Promise<MailReceipt> {
    const body = new HandOver(bytes);
    this.body = body;
    const smtpEnvelope = { from: envelope.returnPath.address, to: envelope.to.map(({ address }) => address), size: bytes.length };
    const info = await this.step<SendInfo>((done) => this.connection.send(smtpEnvelope, body, done));
    return {
      accepted: info.accepted,
      refused: (info.rejectedErrors ?? []).map(refusedRecipient),
      response: info.response,
      serverMessageId: info.serverMessageId ?? null,
    };
  }

  /** Says QUIT and lets go; harmless when the connection is gone. */
  end(): void {
    clearTimeout(this.deadline);
    if (!this.connection.destroyed && this.connection.stage === 'connected') this.connection.quit();
    this.connection.close();
  }

  /** Breaks off at once; what is under way fails. */
  abort(): void {
    this.breakOff(Object.assign(new Error('the send was broken off'), { code: 'ETIMEDOUT' }));
    this.connection.close();
  }

  private step<T>(run: (done: (fault: SendFault, result: T) => void) => void): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      run((fault, result?: T) => (fault ? reject(this.errorFor(fault)) : resolve(result as T)));
    });
    answered.catch(() => undefined);
    return Promise.race([answered, this.broken]);
  }

  private errorFor(fault: NonNullable<SendFault>): MailError {
    return notTaken(sortFault(fault, this.body?.isHandedOver ?? false), fault.response ?? null, fault);
  }
}

/**
 * A message as a stream that knows when its last byte has been asked for. Nodemailer pulls it only once the server
 * has answered DATA, and writes the final dot only after its end; its own errors don't tell how far it came.
 */
class HandOver extends Readable {
  isHandedOver = false;
  private at = 0;

  constructor(private readonly bytes: Buffer) {
    super();
  }

  override _read(size: number): void {
    if (this.at < this.bytes.length) {
      this.push(this.bytes.subarray(this.at, (this.at += size)));
      return;
    }
    this.isHandedOver = true;
    this.push(null);
  }
}

function refusedRecipient(fault: NonNullable<SendFault>): RefusedRecipient {
  const failure = sortFault(fault, false) === 'permanent' ? 'permanent' : 'temporary';
  return { address: fault.recipient ?? '', response: fault.response ?? '', failure };
}

/** The message as it goes over the line. Reads no file and fetches no address, whatever the HTML says. */
async function compose(message: MailMessage, envelope: CheckedEnvelope): Promise<Buffer> {
  const composer = new MailComposer({
    from: asHeader(envelope.from),
    to: envelope.to.map(asHeader),
    replyTo: envelope.replyTo ? asHeader(envelope.replyTo) : undefined,
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references ? [...message.references] : undefined,
    date: message.date,
    headers: { ...message.headers },
    attachments: message.attachments?.map(({ filename, contentType, content }) => ({ filename, contentType, content })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function asHeader({ name, address }: CheckedMailbox): { name: string; address: string } {
  return { name, address };
}
