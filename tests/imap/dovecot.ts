import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort, until } from '../journeys/processes.js';

/** A real Dovecot with one mailbox. */
export interface Dovecot {
  /** As the setting IMAP_URL. */
  readonly url: string;
  /** As a mail server would: the mail is there at once, unread. */
  deliver(raw: string | Buffer): Promise<void>;
  /** How many mails are marked as read. */
  seen(): Promise<number>;
  /** Somebody reads everything elsewhere. */
  readAll(): Promise<void>;
  /** Numbers the mailbox anew, as after a repair. */
  renumber(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Dovecot never gives a mailbox to root. */
const NOBODY = 65534;

export async function openDovecot(): Promise<Dovecot> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-dovecot-'));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  const [uid, gid] = root ? [NOBODY, NOBODY] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const mail = path.join(folder, 'mail');
  const owned = async (file: string): Promise<void> => {
    if (root) await chown(file, uid, gid);
  };
  await owned(folder);
  for (const name of ['', 'new', 'cur', 'tmp']) {
    await mkdir(path.join(mail, name), { recursive: true });
    await owned(path.join(mail, name));
  }
  const me = os.userInfo().username;
  await writeFile(
    path.join(folder, 'dovecot.conf'),
    `protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${mail}
first_valid_uid = ${uid}
first_valid_gid = ${gid}
${root ? '' : `default_internal_user = ${me}\ndefault_internal_group = ${os.userInfo().gid}\ndefault_login_user = ${me}\n`}passdb {
  driver = static
  args = password=heron
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
  ${root ? '' : 'chroot ='}
}
service anvil {
  ${root ? '' : 'chroot ='}
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`,
  );
  let server: ChildProcess | null = null;
  let count = 0;

  const start = async (): Promise<void> => {
    server = spawn('dovecot', ['-F', '-c', path.join(folder, 'dovecot.conf')], { stdio: 'ignore' });
    await until('Dovecot answers', async () => {
      const socket = createConnection(port, '127.0.0.1');
      try {
        await once(socket, 'data');
        return true;
      } finally {
        socket.destroy();
      }
    });
  };
  const stop = async (): Promise<void> => {
    if (!server) return;
    const ended = once(server, 'close');
    server.kill('SIGTERM');
    await ended;
    server = null;
  };
  const moveAll = async (to: (name: string) => string): Promise<void> => {
    for (const place of ['new', 'cur']) for (const name of await readdir(path.join(mail, place))) await rename(path.join(mail, place, name), path.join(mail, 'cur', to(name)));
  };
  await start();
  return {
    url: `imap://records%40example.org:heron@127.0.0.1:${port}/INBOX`,
    start, stop,
    async deliver(raw) {
      count += 1;
      const name = `${process.pid}${String(count).padStart(4, '0')}.tenday`;
      const made = path.join(mail, 'tmp', name);
      await writeFile(made, raw);
      await owned(made);
      await rename(made, path.join(mail, 'new', name));
    },
    seen: async () => (await readdir(path.join(mail, 'cur'))).filter((name) => /:2,[A-Z]*S/.test(name)).length,
    readAll: () => moveAll((name) => `${name.split(':')[0] ?? name}:2,S`),
    async renumber() {
      await stop();
      const list = path.join(mail, 'dovecot-uidlist');
      await writeFile(list, (await readFile(list, 'utf8')).replace(/ V(\d+)/, (_, n: string) => ` V${Number(n) + 1000}`));
      for (const name of await readdir(mail)) if (name.startsWith('dovecot.index')) await rm(path.join(mail, name));
      await start();
    },
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
