import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Meter } from './files.js';

/** A table of schema public and the columns a copy of it needs; generated ones compute themselves again. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const LEDGER = '_prisma_migrations';
const quoted = (name: string): string => pg.escapeIdentifier(name);

export const tableList = (names: readonly string[]): string => names.map((name) => `public.${quoted(name)}`).join(', ');

/** Every table of schema public but Prisma's ledger, by name. What an extension brought is not ours. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> $1
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      GROUP BY c.relname ORDER BY c.relname`,
    [LEDGER],
  );
  return rows;
}

/**
 * Tables in an order in which each comes after those its foreign keys point at, so that every row is checked as it is loaded.
 * @throws Error when foreign keys form a circle
 */
export async function inKeyOrder(client: pg.ClientBase, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(
    `SELECT DISTINCT child.relname AS child, parent.relname AS parent
       FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
      WHERE k.contype = 'f' AND child.relnamespace = 'public'::regnamespace AND child.oid <> parent.oid`,
  );
  const ordered: string[] = [];
  let left = [...names].sort();
  while (left.length > 0) {
    const free = left.filter((name) => !rows.some(({ child, parent }) => child === name && left.includes(parent)));
    if (free.length === 0) throw new Error(`The foreign keys of ${left.join(', ')} form a circle: no order loads them.`);
    ordered.push(...free);
    left = left.filter((name) => !free.includes(name));
  }
  return ordered;
}

/** Text that means the same on every server: for both ends of a copy, until the transaction ends. */
export async function useExactText(client: pg.ClientBase): Promise<void> {
  await client.query(`SET LOCAL client_encoding = 'UTF8'; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0`);
}

export interface CopiedTable {
  readonly rows: number;
  /** Of the compressed file. */
  readonly bytes: number;
  readonly sha256: string;
}

const columnList = (table: Table): string => table.columns.map(quoted).join(', ');

/** Streams a table into a new compressed file, hashing it while it is written. */
export async function copyTableOut(client: pg.ClientBase, table: Table, file: string): Promise<CopiedTable> {
  const meter = new Meter(Number.MAX_SAFE_INTEGER);
  // COPY of a query, not of the table, also reads a partitioned one.
  const stream = client.query(copyTo(`COPY (SELECT ${columnList(table)} FROM public.${quoted(table.name)}) TO STDOUT`));
  await pipeline(stream, createGzip({ level: constants.Z_BEST_SPEED }), meter, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  // The count comes in the message after the last row, which the next answer follows.
  await client.query('SELECT 1');
  return { rows: stream.rowCount, bytes: meter.size, sha256: meter.digest() };
}

/** Streams such a file into a table. The caller compares what was read with what the manifest says. */
export async function copyTableIn(client: pg.ClientBase, table: Table, file: string): Promise<CopiedTable> {
  const meter = new Meter(Number.MAX_SAFE_INTEGER);
  const stream = client.query(copyFrom(`COPY public.${quoted(table.name)} (${columnList(table)}) FROM STDIN`));
  await pipeline(createReadStream(file), meter, createGunzip(), stream);
  return { rows: stream.rowCount, bytes: meter.size, sha256: meter.digest() };
}

/** Sequences of schema public that gave a number at least once. */
export async function listSequences(client: pg.ClientBase): Promise<{ name: string; lastValue: string }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string }>(
    `SELECT sequencename AS name, last_value::text AS "lastValue" FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}

export async function setSequence(client: pg.ClientBase, { name, lastValue }: { name: string; lastValue: string }): Promise<void> {
  await client.query('SELECT setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, lastValue]);
}
