import type { z } from 'zod';
import type { Context } from '../context.js';
import type { OpenDatabase } from '../platform/open-database.js';

/** What operator commands work with: the running server's database, and nothing that sends or serves. */
export interface AdminContext extends Pick<Context, 'config' | 'logger' | 'clock' | 'db' | 'pool'> {
  /** Address of the database, with its password: never printed. */
  readonly databaseUrl: OpenDatabase['url'];
}

export interface AdminResult {
  /** Printed as one JSON object with `--json`. */
  readonly json: object;
  /** Printed without it: sentences for the operator. */
  readonly text: string;
  /** 1 when the command ran and found something wrong; 0 unless given. */
  readonly exitCode?: 0 | 1;
}

type Fields = z.ZodObject<Record<string, z.ZodType>>;

export interface AdminCommand {
  readonly name: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** What follows the name, e.g. `--name NAME [--owner-name NAME]`. */
  readonly usage: string;
  /** Keys are option names (`owner-email`) and the names of what comes without one. */
  readonly input: Fields;
  /** Keys of `input` that are given by their place, in order. */
  readonly positionals: readonly string[];
  readonly run: (context: AdminContext, input: never) => Promise<AdminResult>;
}

/** Declares a command; `run` gets what `input` made of the options. Each command is a file of this folder and a line of `commands.ts`. */
export function command<S extends Fields>(
  definition: Omit<AdminCommand, 'input' | 'positionals' | 'run'> & {
    input: S;
    positionals?: readonly (keyof z.output<S> & string)[];
    run: (context: AdminContext, input: z.output<S>) => Promise<AdminResult>;
  },
): AdminCommand {
  return { positionals: [], ...definition };
}

/** A command that was typed wrongly: its sentence is printed and the process ends with 2. */
export class UsageError extends Error {}
