import type { LogFields, Logger } from '@status/interfaces';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes log lines to standard error, so that standard output stays the program's. */
export function stderrLogger(level: LogLevel): Logger {
  const lowest = LOG_LEVELS.indexOf(level);
  const write =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (LOG_LEVELS.indexOf(name) < lowest) return;
      const details = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(String(value))}`);
      process.stderr.write(`${new Date().toISOString()} ${name.padEnd(5)} ${message}${details.join('')}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** One JSON object on one line of standard output. Clocks are far below 2⁵³, so that they are plain numbers. */
export function printJson(object: Readonly<Record<string, unknown>>): void {
  process.stdout.write(
    `${JSON.stringify(object, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`,
  );
}
