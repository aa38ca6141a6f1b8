import { parseArgs } from 'node:util';
import { type AdminCommand, UsageError } from './command.js';
import { COMMANDS } from './commands.js';

export type Invocation = { readonly help: true } | { readonly help: false; readonly command: AdminCommand; readonly input: never; readonly json: boolean };

/**
 * What the operator asked for.
 * @throws UsageError with one sentence that says what to type
 */
export function readArguments(args: readonly string[], commands: readonly AdminCommand[] = COMMANDS): Invocation {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return { help: true };
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UsageError(`There is no command “${name}”. The commands are: ${commands.map((one) => one.name).join(', ')}.`);
  const { values, positionals } = split(command, rest);
  if (values['help'] === true) return { help: true };
  if (positionals.length > command.positionals.length) {
    throw new UsageError(`“${positionals[command.positionals.length]}” is one word too many. Type: ${usageOf(command)}`);
  }
  const { json, help: _help, ...options } = values;
  const byPlace = Object.fromEntries(command.positionals.flatMap((key, place) => (positionals[place] === undefined ? [] : [[key, positionals[place]]])));
  return { help: false, command, input: checked(command, { ...options, ...byPlace }), json: json === true };
}

function split(command: AdminCommand, args: readonly string[]) {
  const names = Object.keys(command.input.shape).filter((key) => !command.positionals.includes(key));
  const options = Object.fromEntries(names.map((key) => [key, { type: isFlag(command, key) ? ('boolean' as const) : ('string' as const) }]));
  try {
    return parseArgs({
      args: [...args], allowPositionals: true, strict: true, options: { ...options, json: { type: 'boolean' as const }, help: { type: 'boolean' as const } },
    });
  } catch (error) {
    // By shape, not by class: node throws an error of its own realm.
    const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
    const unknown = /'(--?[^']+)'/.exec(message)?.[1];
    throw new UsageError(`${unknown ? `The option ${unknown} is unknown here or lacks its value` : 'An option is wrong'}. Type: ${usageOf(command)}`);
  }
}

/** An option that takes no value: its schema keeps `true` as it is. */
const isFlag = (command: AdminCommand, key: string): boolean => command.input.shape[key]?.safeParse(true).data === true;

function checked(command: AdminCommand, given: object): never {
  const result = command.input.safeParse(given);
  if (result.success) return result.data as never;
  const issue = result.error.issues[0];
  const key = String(issue?.path[0] ?? '');
  const what = command.positionals.includes(key) ? key.toUpperCase() : `--${key}`;
  const isMissing = !Object.hasOwn(given, key);
  throw new UsageError(isMissing ? `${what} is missing. Type: ${usageOf(command)}` : `${what} is not right: ${issue?.message ?? ''}`);
}

export const usageOf = (command: AdminCommand): string => `npm run admin -- ${command.name}${command.usage ? ` ${command.usage}` : ''} [--json]`;

/** The list of commands, as help prints it. */
export function helpText(commands: readonly AdminCommand[] = COMMANDS): string {
  const lines = commands.map((command) => `  ${command.name}${command.usage ? ` ${command.usage}` : ''}\n      ${command.summary}`);
  return ['Operator commands of Tenday. Each works on the database the server uses, whether it runs or not.', '', ...lines, '', 'With --json a command prints one JSON object.'].join('\n');
}
