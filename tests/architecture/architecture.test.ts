import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../server/platform/paths.js';
import { circleAdvice, drawerAdvice, edgeAdvice, groupAdvice, importAdvice, modelOwnerAdvice, modelUses, ownerAdvice, rankAdvice } from './rules.js';
import { readSources } from './source.js';

const sources = readSources();

/** Models with a group of their own, from the schema: camelCase as the client names them. */
function groupOwnedModels(): Set<string> {
  const folder = path.join(projectRoot, 'prisma', 'schema');
  const text = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const models = [...text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)];
  return new Set(models.filter(([, , body]) => /^\s+groupId\s+String\s/m.test(body ?? '')).map(([, name]) => (name ?? '').charAt(0).toLowerCase() + (name ?? '').slice(1)));
}

describe('the house', () => {
  test('was looked at: every part of it has files', () => {
    for (const folder of ['server/platform/', 'server/features/', 'workers/', 'tests/', 'prisma/']) {
      expect(sources.filter((source) => source.file.startsWith(folder)).length).toBeGreaterThan(0);
    }
    expect(sources.length).toBeGreaterThan(100);
    expect(modelUses(sources).length).toBeGreaterThan(50);
    expect(groupOwnedModels().size).toBeGreaterThan(10);
  });

  test('slices import only slices before them, and the platform none', () => {
    expect(importAdvice(sources)).toEqual([]);
  });

  test('no file imports itself by a circle', () => {
    expect(circleAdvice(sources)).toEqual([]);
  });

  test('what has one owner is touched by it alone', () => {
    expect(ownerAdvice(sources)).toEqual([]);
    expect(modelOwnerAdvice(sources)).toEqual([]);
  });

  test('use cases own transactions, steps do not, and jobs follow the commit', () => {
    expect(rankAdvice(sources)).toEqual([]);
  });

  test('input passes a schema at the edge', () => {
    expect(edgeAdvice(sources)).toEqual([]);
  });

  test('group-owned rows are never touched without their group', () => {
    expect(groupAdvice(sources, groupOwnedModels())).toEqual([]);
  });

  test('there is no drawer for everything', () => {
    expect(drawerAdvice(sources)).toEqual([]);
  });

  test('nothing but the agreed folders stands at the top', () => {
    const folders = fs.readdirSync(projectRoot, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name);
    const made = new Set(['node_modules', 'dist', 'data']);
    expect(folders.filter((name) => !made.has(name)).sort()).toEqual(['prisma', 'server', 'templates', 'tests', 'workers']);
  });
});
