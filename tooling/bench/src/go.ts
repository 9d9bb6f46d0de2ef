import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './contestant.ts';

/** The name of the Go peer's column. */
export const GO = 'Go';

const binary = fileURLToPath(
  new URL(`../../interop/bin/whisper-peer${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

/** Why there is no Go peer to measure, or `undefined` if there is one. */
export function goAbsent(): string | undefined {
  return existsSync(binary) ? undefined : 'the Go peer is not built: run `node tooling/interop/build.mjs`';
}

/** Starts the Go peer (tooling/interop). It prepares, warms up and measures on one processor; a round is a call of its `bench` command. */
export async function startGo(): Promise<Contestant> {
  const child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (event: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done) throw new Error('the Go peer ended');
      const line = JSON.parse(value) as Record<string, unknown>;
      if (line['event'] === event) return line;
    }
  };
  await nextLine('ready');
  return {
    name: GO,
    has: (job) => job.goJob !== undefined,
    async round(job, milliseconds) {
      const command = { id: 0, cmd: 'bench', job: job.goJob, seconds: milliseconds / 1000, rounds: 1 };
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const line = await nextLine('result');
      if (line['ok'] !== true) throw new Error(`${job.name} failed on Go: ${line['error']}`);
      return (line['opsPerSec'] as number) * (job.amount ?? 1);
    },
    async close() {
      child.stdin.end();
      await gone;
    },
  };
}
