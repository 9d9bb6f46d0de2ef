import { fstatSync } from 'node:fs';

/** Time in which a second signal is the first one again, ms: Ctrl-C in a terminal reaches us and npm, which passes it on. */
const ECHO_MS = 500;

const stop = new AbortController();

/** Aborted at the first SIGINT or SIGTERM, and when nobody reads standard output any more. A later signal ends the process at once. */
export const stopping: AbortSignal = stop.signal;

/** Resolves when `stopping` is aborted. */
export const stopped: Promise<void> = new Promise((resolve) => {
  stopping.addEventListener('abort', () => resolve(), { once: true });
});

let asked: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    asked ??= now;
    if (now - asked > ECHO_MS) process.exit(1);
    stop.abort();
  });
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return stop.abort();
  process.stderr.write(`error: standard output takes no more: ${error.message}\n`);
  process.exit(1);
});
// Who does not read the log has no use for being told so.
process.stderr.on('error', () => {});

/**
 * Resolves at the end of standard input, if somebody holds its other end: a terminal or a pipe. `/dev/null` and files, which services are
 * started with, say nothing about when to stop.
 */
export function endOfInput(): Promise<void> {
  const held = process.stdin.isTTY || fstatSync(0).isFIFO() || fstatSync(0).isSocket();
  if (!held) return new Promise(() => {});
  return new Promise((resolve) => {
    process.stdin.on('close', resolve);
    process.stdin.on('error', () => {});
    process.stdin.resume();
  });
}
