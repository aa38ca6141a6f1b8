import { describe, expect, test } from '@jest/globals';
import { parseSync } from 'oxc-parser';
import { edgeAdvice, groupAdvice, importAdvice, modelOwnerAdvice, ownerAdvice, rankAdvice } from './rules.js';
import type { Node, Source } from './source.js';

/** A file that was never written, as the rules see it. */
function planted(file: string, text: string, imports: string[] = []): Source {
  return { file, text, imports, program: parseSync(file, text).program as unknown as Node };
}

describe('each rule catches the fault it is for', () => {
  test('a slice that imports a later one', () => {
    expect(importAdvice([planted('server/features/requests/a.ts', '', ['server/features/letters/b.ts'])])).toHaveLength(1);
    expect(importAdvice([planted('server/features/letters/a.ts', '', ['server/features/requests/b.ts'])])).toEqual([]);
  });

  test('the platform, the statutes and the routes reached from the wrong side', () => {
    expect(importAdvice([planted('server/platform/a.ts', '', ['server/features/accounts/b.ts'])])).toHaveLength(1);
    expect(importAdvice([planted('server/features/statutes/a.ts', '', ['server/platform/clock.ts'])])).toHaveLength(1);
    expect(importAdvice([planted('server/features/letters/a.ts', '', ['server/features/letters/outbox.pages.ts'])])).toHaveLength(1);
  });

  test('the clock or the environment read out of place', () => {
    expect(ownerAdvice([planted('server/features/letters/a.ts', 'const now = new Date();')])).toHaveLength(1);
    expect(ownerAdvice([planted('server/features/letters/a.ts', 'const at = new Date(given);')])).toEqual([]);
    expect(ownerAdvice([planted('workers/a.ts', 'const x = process.env.PORT;')])).toHaveLength(1);
    expect(ownerAdvice([planted('server/features/letters/a.ts', '', ['bullmq'])])).toHaveLength(1);
  });

  test('one model written in two slices', () => {
    const write = 'export async function f(tx, groupId) { await tx.letter.update({ where: { groupId } }); }';
    expect(modelOwnerAdvice([planted('server/features/letters/a.ts', write), planted('server/features/notices/b.ts', write)])).toHaveLength(1);
  });

  test('a step that opens a transaction or enqueues, and a job before its commit', () => {
    expect(rankAdvice([planted('server/features/letters/a.ts', 'export async function a(tx) { await tx.$transaction(x); }')])).toHaveLength(1);
    expect(rankAdvice([planted('server/features/letters/a.ts', 'export async function a(tx) { await jobs.enqueue(x); }')])).toHaveLength(1);
    const early = 'export async function a(deps) { await deps.db.$transaction(async (tx) => { await deps.jobs.enqueue("x"); }); }';
    expect(rankAdvice([planted('server/features/letters/a.ts', early)])).toHaveLength(1);
  });

  test('raw input, and rows without their group', () => {
    expect(edgeAdvice([planted('server/features/letters/a.pages.ts', 'const x = req.body.name;')])).toHaveLength(1);
    const read = 'export async function f(deps, id) { return deps.db.letter.findFirst({ where: { id } }); }';
    expect(groupAdvice([planted('server/features/letters/a.ts', read)], new Set(['letter']))).toHaveLength(1);
  });
});
