import { chown, cp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, type Account, type Home } from './embedded-postgres-home.js';
import { StartError } from './errors.js';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** As in the file PG_VERSION: "18". */
  major: string;
}

/** When the account can read these two, npm's umask let it read all. */
const SAMPLE = ['bin/postgres', 'share/postgresql/postgres.bki'];

/**
 * PostgreSQL for this machine, from the npm package of its platform, in a place the server's account can read: where npm put it, or
 * a copy in the home folder (checkout below /root, or a strict umask).
 * @throws StartError when there is no package for this platform
 */
export async function findBinaries(home: Home): Promise<Binaries> {
  const { native, version } = await locatePackage();
  const inPlace = (!home.account || canReach(native, home.account, SAMPLE)) && (await linkLibraries(native));
  const folder = inPlace ? native : await copyInto(home, native, version);
  const tool = (name: string): string => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: tool('initdb'), pgCtl: tool('pg_ctl'), major: version.split('.')[0] ?? '' };
}

async function locatePackage(): Promise<{ native: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(folder, 'native'), version };
  } catch (error) {
    throw new StartError(`There is no embedded PostgreSQL for this machine (${platform}). Set DATABASE_URL to a PostgreSQL server.`, { cause: error });
  }
}

/**
 * npm packages can't hold links, so the package lists them and a script of its own would make them; scripts are off here.
 * @returns whether every link is there
 */
async function linkLibraries(native: string): Promise<boolean> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  const made = await Promise.all(
    links.map(async ({ source, target }) => {
      const link = path.resolve(native, '..', target);
      if (await stat(link).catch(() => null)) return true;
      return symlink(path.basename(source), link).then(() => true, (error: NodeJS.ErrnoException) => error.code === 'EEXIST');
    }),
  );
  return made.every(Boolean);
}

async function copyInto(home: Home, native: string, version: string): Promise<string> {
  const name = `program-${version}`;
  const copy = path.join(home.folder, name, 'native');
  if (await stat(copy).catch(() => null)) return copy;
  for (const old of await readdir(home.folder)) {
    if (old.startsWith('program-')) await rm(path.join(home.folder, old), { recursive: true, force: true });
  }
  const unfinished = path.join(home.folder, 'program-unfinished');
  // Archives for linking against are half of the package and no part of a running server.
  await cp(native, path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true, filter: (file) => !/\.a$|[\\/]pkgconfig$/.test(file) });
  await linkLibraries(path.join(unfinished, 'native'));
  if (home.account) await giveTo(home.account, unfinished);
  await rename(unfinished, path.join(home.folder, name));
  return copy;
}

async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await giveTo({ uid, gid }, file);
    else if (entry.isFile()) await chown(file, uid, gid);
  }
}
