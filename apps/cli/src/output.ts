import type { LogFields, Logger } from '@status/interfaces';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Characters that JSON lets stand in a string and that act in a terminal: controls of eight bits, bidi controls, and what is drawn as nothing. */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * JSON in which names and texts of peers can do nothing to a terminal: what acts is written as an escape, so that every reader of JSON finds what
 * was said.
 */
function inertJson(value: unknown): string {
  const escapeUnits = (character: string): string =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('');
  // Clocks are far below 2⁵³, so that they are plain numbers.
  const json = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part));
  return json.replace(ACTING, escapeUnits);
}

/** Writes log lines to standard error, so that standard output stays the program's. */
export function stderrLogger(level: LogLevel): Logger {
  const lowest = LOG_LEVELS.indexOf(level);
  const write =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (LOG_LEVELS.indexOf(name) < lowest) return;
      const details = Object.entries(fields).map(([key, value]) => ` ${key}=${inertJson(String(value))}`);
      process.stderr.write(`${new Date().toISOString()} ${name.padEnd(5)} ${message}${details.join('')}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** One JSON object on one line of standard output. */
export function printJson(object: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${inertJson(object)}\n`);
}
