import { pino } from 'pino';

/** pino's shape, so that tests can pass a silent one. */
export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const SECRET_KEYS = ['password', 'token', 'secret', 'code', 'cookie', 'authorization', 'passwordHash', 'totpSecret', 'signInUrl', 'url'];

/** JSON lines on standard output; anything under a secret's name is masked, at the top or one level down. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' },
  });
}
