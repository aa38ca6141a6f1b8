import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A message as the server took it. */
export interface ReceivedMessage {
  readonly from: string;
  readonly to: readonly string[];
  /** Every byte between DATA and the final dot. */
  readonly raw: Buffer;
  /** What the client called itself in EHLO. */
  readonly ehlo: string;
  readonly user: string | null;
}

/** How the server misbehaves from now on; `{}` is a server in good health. */
export interface SmtpBehaviour {
  /** Answers with this code: to the greeting, to MAIL FROM, to RCPT TO (of one address, with `only`), or to the finished message. */
  readonly refuse?: { readonly at: 'greeting' | 'sender' | 'recipient' | 'message'; readonly code: number; readonly text: string; readonly only?: string };
  /** Never answers the connection, or takes the whole message and never answers that. */
  readonly hang?: 'greeting' | 'message';
  /** Breaks the connection: at the sender, amid the message, or after taking the whole of it, without an answer. */
  readonly drop?: 'sender' | 'amid-message' | 'after-message';
}

export interface TestSmtpServer {
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Messages the server has, in the order it took them; those whose answer was lost too. */
  readonly messages: readonly ReceivedMessage[];
  /** Every name given in EHLO, also of conversations without a message. */
  readonly ehloNames: readonly string[];
  behave(behaviour: SmtpBehaviour): void;
  /** Answers the messages it let hang, as if it had only been slow. */
  answer(): void;
  /** Resolves when the server has that many messages. */
  untilMessages(count: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * A real SMTP server on a free port of this machine.
 * @param options `credentials`: ask for these before taking mail
 */
export async function startSmtpServer(options: { credentials?: { user: string; pass: string } } = {}): Promise<TestSmtpServer> {
  const server = new RecordingServer(options.credentials ?? null);
  await server.listen();
  return server;
}

class RecordingServer implements TestSmtpServer {
  readonly messages: ReceivedMessage[] = [];
  readonly ehloNames: string[] = [];
  port = 0;
  private behaviour: SmtpBehaviour = {};
  private readonly sockets = new Map<number, Socket>();
  private readonly hung: ((error?: Error) => void)[] = [];
  private readonly server: SMTPServer;

  constructor(credentials: { user: string; pass: string } | null) {
    this.server = new SMTPServer({
      authOptional: credentials === null,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        if (username === credentials?.user && password === credentials?.pass) done(null, { user: username });
        else done(new Error('Invalid credentials'));
      },
      onConnect: (_session, done) => this.atStage('greeting', done),
      onMailFrom: (_sender, session, done) => {
        this.ehloNames.push(session.hostNameAppearsAs);
        if (this.behaviour.drop === 'sender') this.cut(session);
        else this.atStage('sender', done);
      },
      onRcptTo: ({ address }, _session, done) => {
        const { refuse } = this.behaviour;
        if (refuse?.only !== undefined && refuse.only !== address) done();
        else this.atStage('recipient', done);
      },
      onData: (stream, session, done) => void this.take(stream, session, done),
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket) => this.sockets.set(socket.remotePort ?? 0, socket));
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    const address = this.server.server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
  }

  behave(behaviour: SmtpBehaviour): void {
    this.behaviour = behaviour;
  }

  answer(): void {
    for (const release of this.hung.splice(0)) release();
  }

  async untilMessages(count: number): Promise<void> {
    while (this.messages.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async close(): Promise<void> {
    for (const release of this.hung) release(new Error('closing'));
    for (const socket of this.sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private atStage(stage: 'greeting' | 'sender' | 'recipient' | 'message', done: (error?: Error | null) => void): void {
    const { refuse, hang } = this.behaviour;
    if (hang === stage) this.hung.push(done);
    else if (refuse?.at === stage) done(Object.assign(new Error(refuse.text), { responseCode: refuse.code }));
    else done();
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of stream) {
        chunks.push(chunk as Buffer);
        if (this.behaviour.drop === 'amid-message') this.cut(session);
      }
    } catch {
      return;
    }
    const { mailFrom, rcptTo } = session.envelope;
    if (this.behaviour.drop === 'amid-message') return;
    if (this.behaviour.refuse?.at !== 'message') {
      this.messages.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks),
        ehlo: session.hostNameAppearsAs,
        user: typeof session.user === 'string' ? session.user : null,
      });
    }
    if (this.behaviour.drop === 'after-message') this.cut(session);
    else this.atStage('message', done);
  }

  private cut(session: SMTPServerSession): void {
    this.sockets.get(session.remotePort)?.destroy();
  }
}
