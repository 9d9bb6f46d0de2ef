import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One line that a program printed. */
export type Line = Readonly<Record<string, unknown>> & { readonly event: string };

const ENTRY = fileURLToPath(new URL('../main.js', import.meta.url));

/** A `status` command running as a process of its own, driven through its documented lines. */
export class Program {
  readonly name: string;
  /** Everything it said since it was first started, across restarts. */
  readonly lines: Line[] = [];
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;
  #listeners: (() => void)[] = [];
  #calls = 0;
  #errors = '';

  constructor(name: string, args: readonly string[]) {
    this.name = name;
    this.#args = args;
  }

  /** Starts it and waits until it is ready. `more` are arguments for this start only. */
  async start(more: readonly string[] = []): Promise<Line> {
    const from = this.lines.length;
    const child = spawn(process.execPath, [ENTRY, ...this.#args, ...more], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (text) => {
      this.lines.push(JSON.parse(text) as Line);
      this.#wake();
    });
    child.stderr.on('data', (chunk) => {
      this.#errors += chunk;
    });
    // A write to a program that was just killed is no surprise here.
    child.stdin.on('error', () => {});
    child.on('exit', () => this.#wake());
    return this.waitFor('it to be ready', (line) => line.event === 'ready', { from });
  }

  /** Waits for a line; lines that came before count too, from index `from` on. */
  async waitFor(
    what: string,
    matches: (line: Line) => boolean,
    { from = 0, timeoutMs = 10_000 }: { readonly from?: number; readonly timeoutMs?: number } = {},
  ): Promise<Line> {
    const deadline = Date.now() + timeoutMs;
    for (let index = from; ; ) {
      for (; index < this.lines.length; index++) {
        const line = this.lines[index]!;
        if (matches(line)) return line;
      }
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${this.name}: waited ${timeoutMs / 1000} s for ${what}${this.#said()}`);
      if (this.#process === undefined || this.#process.exitCode !== null) {
        throw new Error(`${this.name}: ended while ${what} was waited for${this.#said()}`);
      }
      await this.#next(left);
    }
  }

  /** Gives a command and waits for its result. */
  async call(cmd: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Line> {
    const id = String(++this.#calls);
    const from = this.lines.length;
    this.#process?.stdin?.write(`${JSON.stringify({ id, cmd, ...fields })}\n`);
    const result = await this.waitFor(`the result of ${cmd}`, (line) => line.event === 'result' && line['id'] === id, {
      from,
    });
    if (result['ok'] !== true) throw new Error(`${this.name}: ${cmd} failed: ${result['error']}`);
    return result;
  }

  /** Ends the process with a signal and waits until it is gone. */
  async kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(timer);
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  #next(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#listeners.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }

  #said(): string {
    return this.#errors === '' ? '' : `\n${this.#errors.trim().split('\n').slice(-8).join('\n')}`;
  }
}
