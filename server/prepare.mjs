/**
 * Every npm script begins here: it brings the checkout up to date (dependencies, Prisma client, build), saying in one line what it
 * does, and then runs the command. Node built-ins only, because on a fresh clone there is nothing else. Warm it costs a few
 * hundredths of a second: everything is compared by hash or by time and size, nothing is run.
 *
 * A production machine has dist/ and no development dependencies: there is nothing to build with, and nothing to build.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const sourceFolders = ['server', 'workers', 'prisma', 'tests'];
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const onlyFolder = (folder) => [...jest, '--testPathIgnorePatterns', '/node_modules/', '--testMatch', `**/dist/tests/${folder}/**/*.test.js`];

/**
 * What each command runs after the preparation. `here`: a module run in this very process, so that a signal sent to npm's
 * child reaches the server itself. `steps`: child processes, one after the other until one fails.
 */
const commands = {
  start: { here: ['dist/server/main.js', 'all'] },
  web: { here: ['dist/server/main.js', 'web'] },
  worker: { here: ['dist/server/main.js', 'worker'] },
  admin: { here: ['dist/server/admin.js'] },
  build: { tools: true, steps: [] },
  generate: { tools: true, steps: [] },
  lint: { tools: true, steps: [['node_modules/oxlint/bin/oxlint', '--type-aware']] },
  test: { tools: true, steps: [jest] },
  check: { tools: true, steps: [['node_modules/oxlint/bin/oxlint', '--type-aware'], jest] },
  'test:long': { tools: true, steps: [onlyFolder('journeys/long')] },
  'test:imap': { tools: true, steps: [onlyFolder('imap')] },
  'test:browser': { tools: true, steps: [onlyFolder('browser')] },
  bench: { tools: true, steps: [['dist/tests/bench/run.js']] },
  'migrate:new': { tools: true, here: ['dist/tests/support/new-migration.js'] },
};

const say = (line) => process.stderr.write(`tenday: ${line}\n`);

/** Stops with one sentence; what failed has already printed its own account. */
function giveUp(line) {
  say(line);
  process.exit(1);
}

const hash = (data) => createHash('sha256').update(data).digest('hex');

function readOrNull(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps a fingerprint beside what it describes; a read-only checkout simply compares again next time. */
function remember(file, fingerprint) {
  try {
    fs.writeFileSync(file, fingerprint);
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
  }
}

function run(args, env = {}) {
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: ['inherit', 2, 2], env: { ...process.env, ...env } });
  return done.status === 0;
}

/** `npm ci` by the npm that called us, so that a machine with several keeps to one. */
function npmCi(withTools) {
  const args = ['ci', '--no-audit', '--no-fund', ...(withTools ? ['--include=dev'] : [])];
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) return run([npm, ...args]);
  return spawnSync('npm', args, { cwd: root, stdio: ['inherit', 2, 2], shell: process.platform === 'win32' }).status === 0;
}

/**
 * Whether what lies in node_modules is what package-lock.json asks for, by npm's own record of what it installed. Optional packages
 * are other platforms' builds; development packages count only where they are wanted.
 */
function dependenciesMatch(lockText, withTools) {
  const installedText = readOrNull(at('node_modules', '.package-lock.json'));
  if (installedText === null) return false;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(JSON.parse(lockText).packages).every(([where, wanted]) => {
    if (where === '' || wanted.optional || wanted.devOptional || (wanted.dev && !withTools)) return true;
    return installed[where]?.version === wanted.version;
  });
}

/** A preparation is fresh or is made: looked at before the lock, and again under it. */
const dependencies = (withTools) => {
  const stamp = at('node_modules', withTools ? '.tenday-all' : '.tenday-run');
  const lockText = () => fs.readFileSync(at('package-lock.json'), 'utf8');
  return {
    fresh() {
      const fingerprint = hash(lockText());
      if (readOrNull(stamp) === fingerprint) return true;
      if (!dependenciesMatch(lockText(), withTools)) return false;
      remember(stamp, fingerprint);
      return true;
    },
    make() {
      const first = !fs.existsSync(at('node_modules'));
      say(first ? 'first run, installing dependencies (npm ci, about a minute) …' : 'dependencies have changed, installing (npm ci) …');
      if (!npmCi(withTools)) giveUp('installing failed; npm says why above. Is the npm registry reachable from this machine?');
      remember(stamp, hash(lockText()));
    },
  };
};

/** Every file below the folders whose name passes, with time and size: cheap, and any edit, checkout or deletion changes it. */
function listing(folders, wanted) {
  const lines = [];
  for (const folder of folders) {
    for (const entry of fs.readdirSync(at(folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !wanted(entry.name)) continue;
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const { mtimeMs, size } = fs.statSync(file);
      lines.push(`${path.relative(root, file)}\t${mtimeMs}\t${size}`);
    }
  }
  return lines.sort();
}

const client = {
  stamp: at('prisma', 'generated', '.stamp'),
  fingerprint: () => hash([...listing(['prisma/schema'], (name) => name.endsWith('.prisma')), fs.readFileSync(at('package-lock.json'), 'utf8')].join('\n')),
  fresh: () => readOrNull(client.stamp) === client.fingerprint() && fs.existsSync(at('prisma', 'generated', 'client.ts')),
  make() {
    say('generating the Prisma client …');
    // The CLI would download an engine that `generate` never runs; any executable at this address keeps it from asking.
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
    if (!run(['node_modules/prisma/build/index.js', 'generate'], env)) giveUp('prisma generate failed; it says why above.');
    remember(client.stamp, client.fingerprint());
  },
};

/** Compiled files whose source is gone; a deleted test would otherwise run for ever. */
function removeOrphans(sources) {
  const kept = new Set(sources.map((line) => line.split('\t')[0].replace(/\.ts$/, '')));
  for (const folder of sourceFolders) {
    if (!fs.existsSync(at('dist', folder))) continue;
    for (const entry of fs.readdirSync(at('dist', folder), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const source = path.relative(at('dist'), file).replace(/\.js(\.map)?$/, '');
      if (entry.isFile() && /\.js(\.map)?$/.test(entry.name) && !kept.has(source)) fs.rmSync(file);
    }
  }
}

const build = {
  stamp: at('dist', '.stamp'),
  sources: () => listing(sourceFolders, (name) => name.endsWith('.ts')),
  fingerprint: () => hash([...build.sources(), fs.readFileSync(at('tsconfig.json'), 'utf8')].join('\n')),
  fresh: () => readOrNull(build.stamp) === build.fingerprint(),
  make() {
    say('building …');
    const fingerprint = build.fingerprint();
    removeOrphans(build.sources());
    if (!run(['node_modules/typescript/bin/tsc', '-p', '.'])) giveUp('the build failed; the compiler says where above.');
    remember(build.stamp, fingerprint);
  },
};

/** Two commands started at once (web and worker) must not install over each other: the second waits for the first. */
function alone(work) {
  const lock = path.join(os.tmpdir(), `tenday-prepare-${hash(`${root} ${process.getuid?.() ?? ''}`).slice(0, 16)}`);
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  const unlock = () => fs.rmSync(lock, { force: true });
  process.once('exit', unlock);
  work();
  process.removeListener('exit', unlock);
  unlock();
}

/** Writes our number into the lock, or clears one whose process has ended; one without a number yet is being written. */
function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = readOrNull(lock);
    const abandoned = holder ? !isAlive(Number(holder)) : Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5000;
    if (abandoned) fs.rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function preparations(what, withTools) {
  const installed = fs.existsSync(at('node_modules', '.package-lock.json'));
  const production = !withTools && installed && !fs.existsSync(at('node_modules', 'typescript')) && fs.existsSync(at('dist', 'server', 'main.js'));
  if (production) return [dependencies(false)];
  return what === 'generate' ? [dependencies(true), client] : [dependencies(true), client, build];
}

function prepare(what, withTools) {
  const all = preparations(what, withTools);
  if (all.every((one) => one.fresh())) return;
  alone(() => {
    for (const one of all) if (!one.fresh()) one.make();
  });
}

/**
 * npm runs us below a shell, and a SIGTERM to npm ends that shell without reaching us. So when our parent has gone, we take it as
 * the signal: the server drains, instead of holding its port for ever.
 */
function stopWithParent() {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

function runSteps(steps, args) {
  const [first, ...later] = steps;
  if (!first) return process.exit(0);
  const child = spawn(process.execPath, [...first, ...(later.length === 0 ? args : [])], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal || code !== 0) process.exit(code ?? 1);
    runSteps(later, args);
  });
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) giveUp(`Node ${process.versions.node} is too old; install Node 20.19 or newer.`);

const [what = '', ...args] = process.argv.slice(2);
const command = commands[what];
if (!command) giveUp(`there is no command "${what}"; there are ${Object.keys(commands).join(', ')}.`);
process.chdir(root);
prepare(what, command.tools === true);
stopWithParent();

if (command.here) {
  const [module, ...first] = command.here;
  process.argv = [process.argv[0], at(module), ...first, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(at(module)).href);
} else {
  runSteps(command.steps, args);
}
