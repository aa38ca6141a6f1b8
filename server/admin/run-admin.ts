import { type Config, readConfig } from '../config.js';
import { openInstallation } from '../features/accounts/open-installation.js';
import { type Clock, rehearsalClock, systemClock } from '../platform/clock.js';
import { AppError, StartError } from '../platform/errors.js';
import type { Logger } from '../platform/logger.js';
import { openDatabase } from '../platform/open-database.js';
import { type AdminContext, UsageError } from './command.js';
import { type Invocation, helpText, readArguments } from './read-arguments.js';

const MAX_CONNECTIONS = 4;

export interface Output {
  /** The answer: standard output. */
  readonly answer: (text: string) => void;
  /** Warnings and what went wrong: standard error, so that `--json` prints one object and nothing else. */
  readonly aside: (text: string) => void;
}

/**
 * Runs one operator command.
 * @param args what stands behind `npm run admin --`
 * @param settings in place of the process's own
 * @returns the exit code: 0 done, 1 failed or found something wrong, 2 typed wrongly
 */
export async function runAdmin(args: readonly string[], output: Output, settings?: Record<string, string | undefined>): Promise<0 | 1 | 2> {
  try {
    const invocation = readArguments(args);
    if (invocation.help) {
      output.answer(helpText());
      return 0;
    }
    return await withDatabase(readConfig(settings), output, (context) => perform(context, invocation, output));
  } catch (error) {
    output.aside(sentenceFor(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

async function perform(context: AdminContext, invocation: Extract<Invocation, { help: false }>, output: Output): Promise<0 | 1> {
  const result = await invocation.command.run(context, invocation.input);
  output.answer(invocation.json ? JSON.stringify(result.json) : result.text);
  return result.exitCode ?? 0;
}

async function withDatabase<T>(config: Config, output: Output, work: (context: AdminContext) => Promise<T>): Promise<T> {
  const logger = asideLogger(output);
  const database = await openDatabase(config, logger, { maxConnections: MAX_CONNECTIONS });
  try {
    const { db, pool, url } = database;
    const clock = config.rehearsalNow ? rehearsalClock(config.rehearsalNow) : systemClock;
    await settleKind({ db, clock }, output);
    return await work({ config, logger, clock, db, pool, databaseUrl: url });
  } finally {
    await database.close();
  }
}

/** A rehearsal clock never touches real work. The other way round only the times are off, and that is said. */
async function settleKind(deps: Pick<AdminContext, 'db'> & { clock: Clock }, output: Output): Promise<void> {
  const row = await deps.db.installation.findUnique({ where: { id: 1 }, select: { isRehearsal: true } });
  if (row?.isRehearsal && deps.clock.rehearsalStart === null) {
    output.aside('This is a rehearsal’s database: what this command writes bears today’s time. Give it the server’s REHEARSAL_NOW to use the rehearsal’s.');
    return;
  }
  await openInstallation(deps);
}

function sentenceFor(error: unknown): string {
  if (error instanceof UsageError || error instanceof StartError || error instanceof AppError) return error.message;
  return `The command failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function asideLogger(output: Output): Logger {
  const quiet = (): void => undefined;
  const say = (details: object, message: string): void => output.aside(`${message} ${JSON.stringify(details)}`);
  return { debug: quiet, info: quiet, warn: say, error: say };
}
