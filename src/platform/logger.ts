import pino from 'pino';

export type Logger = pino.Logger;

/** Structured log on standard error, so that standard output stays the answer of a command. Ids only, no payloads. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination(2));
}
