import { fstatSync } from 'node:fs';

/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
}

/**
 * Resolves at the end of standard input, if somebody holds its other end: a terminal or a pipe. `/dev/null` and files, which services are
 * started with, say nothing about when to stop.
 */
export function endOfInput(): Promise<void> {
  const held = process.stdin.isTTY || fstatSync(0).isFIFO() || fstatSync(0).isSocket();
  if (!held) return new Promise(() => {});
  return new Promise((resolve) => {
    process.stdin.on('end', resolve);
    process.stdin.resume();
  });
}
