import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../server/platform/paths.js';

/** Milliseconds a call takes: `warm` calls thrown away, then the median of `rounds`. */
export async function medianMs(work: () => Promise<unknown>, { warm = 20, rounds = 101 }: { warm?: number; rounds?: number } = {}): Promise<number> {
  for (let i = 0; i < warm; i += 1) await work();
  const times: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return medianOf(times);
}

export const medianOf = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

export interface Row {
  readonly what: string;
  /** Figures by name, in ms or per second as the name says. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface Result {
  readonly bench: string;
  readonly rows: readonly Row[];
}

/** The machine a result was measured on; without it a figure says nothing. */
export const machine = () => ({ cores: os.cpus().length, cpu: os.cpus()[0]?.model ?? '', node: process.version, memoryGiB: Math.round(os.totalmem() / 1024 ** 3) });

export function printTable({ bench, rows }: Result): void {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const cells = [[bench, ...names], ...rows.map((row) => [row.what, ...names.map((name) => (row.figures[name] === undefined ? '' : String(round(row.figures[name]))))])];
  const widths = names.concat('').map((_, column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  for (const line of cells) process.stdout.write(`${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}\n`);
  process.stdout.write('\n');
}

export const round = (value: number): number => Number(value.toPrecision(3));

/** Looks at the process's memory until it is stopped; then says the most it saw, in MiB. */
export function peakMemory(): { stop(): number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return peak / 1024 ** 2;
    },
  };
}

/** Writes `tests/bench/results/<bench>.json`: the figures that are committed. */
export async function writeResult({ bench, rows }: Result): Promise<void> {
  const folder = path.join(projectRoot, 'tests', 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const figures = rows.map((row) => ({ what: row.what, ...Object.fromEntries(Object.entries(row.figures).map(([name, value]) => [name, round(value)])) }));
  await writeFile(path.join(folder, `${bench}.json`), `${JSON.stringify({ machine: machine(), rows: figures }, null, 2)}\n`);
}
