import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './contestant.ts';
import type { RoundAnswer, RoundRequest } from './engine-process.ts';
import type { EngineName } from './engines.ts';

/** Starts the process of an engine. Flags of this process, such as `--cpu-prof`, are flags of that one too. */
export async function startEngine(name: EngineName): Promise<Contestant> {
  const child = fork(fileURLToPath(new URL('./engine-process.js', import.meta.url)), [name]);
  await nextMessage(child, name);
  return {
    name,
    has: () => true,
    async round(job, milliseconds) {
      const request: RoundRequest = { job: job.name, milliseconds };
      child.send(request);
      const answer = (await nextMessage(child, name)) as RoundAnswer;
      if ('error' in answer) throw new Error(`${job.name} failed on ${name}: ${answer.error}`);
      return answer.rate * (job.amount ?? 1);
    },
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}

/** The answer of a process that was asked something, or the news that it ended instead. */
function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown): void => {
      settle();
      resolve(message);
    };
    const onExit = (code: number | null): void => {
      settle();
      reject(new Error(`the process of ${name} ended with exit code ${code}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
