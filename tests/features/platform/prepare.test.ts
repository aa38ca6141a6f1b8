import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../../server/platform/paths.js';

describe('preparation', () => {
  /** A checkout in small, with the three tools the launcher calls (npm, Prisma, the compiler) replaced by ones that write down that they ran. */
  let root: string;
  const at = (...parts: string[]): string => path.join(root, ...parts);

  async function put(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), text);
  }

  const lock = (version: string): string =>
    JSON.stringify({
      packages: {
        '': { name: 'tenday' },
        'node_modules/express': { version },
        'node_modules/prisma': { version: '7.0.0', dev: true },
        'node_modules/other-platform': { version: '1.0.0', optional: true },
      },
    });

  const writesDown = (what: string, then = ''): string => `require('fs').appendFileSync(${JSON.stringify(at('ran'))}, '${what}\\n');${then}`;

  /** What `npm ci` leaves: the two tools, and its own record of what it installed. */
  const npm = (): string => `
  const fs = require('fs');
  ${writesDown('npm')}
  fs.rmSync(${JSON.stringify(at('node_modules'))}, { recursive: true, force: true });
  for (const [file, text] of ${JSON.stringify([
      ['prisma/build/index.js', writesDown('prisma', `require('fs').mkdirSync('prisma/generated',{recursive:true});require('fs').writeFileSync('prisma/generated/client.ts','');`)],
      ['typescript/bin/tsc', writesDown('tsc', `if(require('fs').existsSync('broken'))process.exit(2);require('fs').cpSync('compiled','dist',{recursive:true})`)],
    ])}) {
    fs.mkdirSync(${JSON.stringify(at('node_modules'))} + '/' + file.replace(/[^/]*$/, ''), { recursive: true });
    fs.writeFileSync(${JSON.stringify(at('node_modules'))} + '/' + file, text);
  }
  fs.writeFileSync('node_modules/package.json', '{"type":"commonjs"}');
  const wanted = JSON.parse(fs.readFileSync('package-lock.json')).packages;
  delete wanted['node_modules/other-platform'];
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: wanted }));
`;

  /** As npm would: its own address and the script's name are in the environment. */
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, npm_execpath: at('npm.js'), npm_lifecycle_event: 'start' });

  function launch(what: string, ...args: string[]): ChildProcess {
    return spawn(process.execPath, [at('server/prepare.mjs'), what, ...args], { cwd: os.tmpdir(), env: env() });
  }

  async function finish(child: ChildProcess): Promise<{ code: number; said: string; printed: string }> {
    let said = '';
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said, printed };
  }

  const run = (what: string, ...args: string[]): ReturnType<typeof finish> => finish(launch(what, ...args));

  /** The tools that ran since the last time somebody asked. */
  async function tools(): Promise<string[]> {
    const text = await readFile(at('ran'), 'utf8').catch(() => '');
    await rm(at('ran'), { force: true });
    return text.split('\n').filter(Boolean);
  }

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'tenday-prepare-test-'));
    await mkdir(at('server'));
    await copyFile(path.join(projectRoot, 'server/prepare.mjs'), at('server/prepare.mjs'));
    await put('package.json', '{"type":"module"}');
    await put('package-lock.json', lock('5.0.0'));
    await put('tsconfig.json', '{}');
    await put('npm.js', npm().replaceAll("require('fs')", "process.getBuiltinModule('fs')"));
    await put('prisma/schema/base.prisma', 'generator client {}');
    for (const folder of ['server', 'workers', 'prisma', 'tests']) await put(`${folder}/some.ts`, '');
    await put('compiled/server/main.js', `console.log('started', process.argv.slice(2).join(' '));`);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  describe('a command brings the checkout up to date', () => {
    test('from nothing: installs, generates, builds, says so, and runs', async () => {
      const { code, said, printed } = await run('start', '--flag');
      expect({ code, printed }).toEqual({ code: 0, printed: 'started all --flag\n' });
      expect(said.trim().split('\n')).toEqual([expect.stringMatching(/installing/), expect.stringMatching(/generating/), expect.stringMatching(/building/)]);
      expect(await tools()).toEqual(['npm', 'prisma', 'tsc']);
    });

    test('and does nothing, silently, when nothing has changed', async () => {
      await run('start');
      await tools();
      expect(await run('web')).toEqual({ code: 0, said: '', printed: 'started web\n' });
      expect(await tools()).toEqual([]);
    });

    test('does what a change needs, and no more', async () => {
      const changes: [file: string, text: string, needs: string[]][] = [
        ['workers/some.ts', 'export {};', ['tsc']],
        ['tests/another.ts', '', ['tsc']],
        ['prisma/schema/base.prisma', 'generator client { }', ['prisma', 'tsc']],
        ['package-lock.json', lock('5.1.0'), ['npm', 'prisma', 'tsc']],
      ];
      await run('start');
      await tools();
      for (const [file, text, needs] of changes) {
        await put(file, text);
        expect((await run('start')).code).toBe(0);
        expect({ file, ran: await tools() }).toEqual({ file, ran: needs });
      }
    });

    test('believes an installation made by hand', async () => {
      await finish(spawn(process.execPath, [at('npm.js')], { cwd: root }));
      await tools();
      await run('start');
      expect(await tools()).toEqual(['prisma', 'tsc']);
    });

    test('drops what was compiled from a file that is gone, so that a deleted test cannot run', async () => {
      await put('tests/gone.test.ts', '');
      await put('compiled/tests/gone.test.js', '');
      await put('compiled/tests/some.js', '');
      await run('start');
      await access(at('dist/tests/gone.test.js'));
      await rm(at('tests/gone.test.ts'));
      await rm(at('compiled/tests/gone.test.js'));
      await run('start');
      await expect(access(at('dist/tests/gone.test.js'))).rejects.toThrow(/ENOENT/);
      await access(at('dist/tests/some.js'));
    });

    test('once, when two commands start together', async () => {
      const both = await Promise.all([run('web'), run('worker')]);
      expect(both.map(({ printed }) => printed)).toEqual(['started web\n', 'started worker\n']);
      expect(await tools()).toEqual(['npm', 'prisma', 'tsc']);
    });
  });

  describe('a command stops', () => {
    test('with a sentence when the build fails, and tries again next time', async () => {
      await put('broken', '');
      const { code, said, printed } = await run('start');
      expect({ code, printed }).toEqual({ code: 1, printed: '' });
      expect(said).toMatch(/the build failed/);
      await rm(at('broken'));
      expect((await run('start')).printed).toBe('started all\n');
    });

    test('with the list of commands when there is no such one', async () => {
      const { code, said } = await run('strat');
      expect(code).toBe(1);
      expect(said).toMatch(/no command "strat"; there are start, /);
    });

    test('when the server is told to: a signal reaches it', async () => {
      await put('compiled/server/main.js', `process.on('SIGTERM', () => { console.log('drained'); process.exit(0); }); setInterval(() => {}, 1000); console.log('up');`);
      const child = launch('start');
      child.stdout?.once('data', () => child.kill('SIGTERM'));
      expect(await finish(child)).toMatchObject({ code: 0, printed: 'up\ndrained\n' });
      // npm's shell is between npm and us, and ends at a signal to npm without handing it on.
      const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${at('server/prepare.mjs')}" start; true`], { cwd: root, env: env() });
      shell.stdout.once('data', () => shell.kill('SIGTERM'));
      expect(await finish(shell)).toMatchObject({ printed: 'up\ndrained\n' });
    });
  });

  test('a production machine, without the tools and with dist/, starts as it is', async () => {
    await put('dist/server/main.js', `console.log('started')`);
    await put('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/express': { version: '5.0.0' } } }));
    expect(await run('start')).toEqual({ code: 0, said: '', printed: 'started\n' });
    expect(await tools()).toEqual([]);
  });
});

describe('lint', () => {
  let folder: string;

  /** Lints one file with the project's own rules. @returns what the linter printed, and whether it let the file pass */
  async function lint(text: string): Promise<{ passed: boolean; printed: string }> {
    await writeFile(path.join(folder, 'planted.ts'), text);
    const args = [path.join(projectRoot, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '-c', path.join(projectRoot, '.oxlintrc.json'), path.join(folder, 'planted.ts')];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: projectRoot }, (error, stdout, stderr) => resolve({ passed: error === null, printed: stdout + stderr }));
    });
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-lint-'));
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, target: 'ES2023', types: [] }, include: ['*.ts'] }));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const FAULTS = {
    'no-floating-promises': 'async function send(): Promise<void> {}\nexport function run(): void {\n  send();\n}',
    'no-explicit-any': 'export function read(values: any[]): number {\n  return values.length;\n}',
    'no-unused-vars': 'export function count(): void {\n  const due = 10;\n}',
    'ban-ts-comment': '// @ts-nocheck\nexport const late: number = "ten";',
  };

  test('the linter stops a promise nobody waits for, an any, a variable nobody uses, a silenced compiler', async () => {
    const { passed, printed } = await lint(`${Object.values(FAULTS).reverse().join('\n')}\n`);
    expect(passed).toBe(false);
    for (const rule of Object.keys(FAULTS)) expect(printed).toContain(rule);
  });

  test('and lets clean code pass', async () => {
    expect(await lint('export const due = 10;\n')).toMatchObject({ passed: true });
  });
});
