import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';

/** A mail as a sender's server offers it. */
export interface OfferedMail {
  readonly from?: string;
  readonly to: string | readonly string[];
  readonly raw: string | Buffer | Readable;
}

/** What the server said to it: 250, or its refusal. */
export interface SmtpAnswer {
  readonly code: number;
  readonly text: string;
  /** Recipients that were refused while others were taken. */
  readonly refused: readonly string[];
}

/** Offers a mail to the server on a port of this machine, in the way mail servers do. */
export async function offerMail(port: number, mail: OfferedMail): Promise<SmtpAnswer> {
  const client = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, socketTimeout: 120_000 });
  try {
    const info = await client.sendMail({ envelope: { from: mail.from ?? 'clerk@lapd.example', to: [mail.to].flat() }, raw: mail.raw });
    return { code: Number(info.response.slice(0, 3)), text: info.response, refused: info.rejected.map(String) };
  } catch (error) {
    const { responseCode = 0, message } = error as Error & { responseCode?: number };
    return { code: responseCode, text: message, refused: [] };
  } finally {
    client.close();
  }
}

/** A conversation line by line, for what no decent client says. */
export class SmtpTalk {
  private heard = '';

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.heard += chunk.toString('latin1')));
    socket.on('error', () => undefined);
  }

  /** Connects and waits for the greeting, which `greeting` then is. */
  static async open(port: number): Promise<SmtpTalk & { readonly greeting: string }> {
    const socket = createConnection(port, '127.0.0.1');
    const talk = new SmtpTalk(socket);
    await once(socket, 'connect');
    return Object.assign(talk, { greeting: await talk.answer() });
  }

  /** Says a line and returns the whole answer to it. */
  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`, 'latin1');
    return this.answer();
  }

  /** Sends without waiting for anything. */
  send(data: string): void {
    this.socket.write(data, 'latin1');
  }

  hangUp(): void {
    this.socket.destroy();
  }

  private async answer(): Promise<string> {
    const end = performance.now() + 20_000;
    while (performance.now() < end) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(this.heard);
      if (match) {
        this.heard = this.heard.slice(match[0].length);
        return match[0];
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no answer; heard ${this.heard}`);
  }
}
