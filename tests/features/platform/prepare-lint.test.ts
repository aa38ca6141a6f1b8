import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectRoot } from '../../../server/platform/paths.js';

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
