import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));
if (!existsSync(ENTRY)) throw new Error('apps/cli is not built: run `npm test`, or `pnpm stack:build` first');

/** Programs that may still run. */
const running = new Set<Program>();

/** Ends every program that was started. */
export async function endAll(): Promise<void> {
  for (const program of running) await program.end('SIGKILL');
  running.clear();
}

/** Flags for Node under which a program lives by a clock that is ahead. */
function wrongClock(aheadMs: number): readonly string[] {
  if (aheadMs === 0) return [];
  const source = `const { now } = Date;
    Date.now = () => now() + ${aheadMs};
    globalThis.Date = new Proxy(Date, { construct: (Date, given) => new Date(...(given.length > 0 ? given : [Date.now()])) });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}

export type Line = Readonly<Record<string, unknown>>;

/** The `status` command as a script sees it: lines in, lines out, an exit code. */
export class Program {
  /** By how much the clocks of programs are ahead that are started from now on, ms. */
  static aheadMs = 0;
  readonly lines: Line[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly exit: Promise<number | string>;
  errors = '';
  /** Standard output as it came. */
  output = '';
  #calls = 0;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [...wrongClock(Program.aheadMs), ENTRY, ...args]);
    this.#child.stderr.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.on('data', (chunk) => {
      this.output += chunk;
    });
    if (args.includes('--json')) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.lines.push(JSON.parse(line) as Line));
    }
    this.exit = new Promise((resolve) => this.#child.on('close', (code, signal) => resolve(code ?? String(signal))));
    running.add(this);
  }

  /** Memory that it takes now, MiB; 0 where the system does not say. */
  get residentMiB(): number {
    const path = `/proc/${this.#child.pid}/status`;
    const kilobytes = existsSync(path) ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
    return Number(kilobytes ?? 0) / 1024;
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  closeInput(): void {
    this.#child.stdin.end();
  }

  async line(matches: (line: Line) => boolean, timeoutMs = 15_000): Promise<Line> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await new Promise((r) => setTimeout(r, 10))) {
      const found = this.lines.find(matches);
      if (found !== undefined) return found;
    }
    throw new Error(`no such line within ${timeoutMs} ms; standard error says: ${this.errors}`);
  }

  /** Waits for something on standard output that is no JSON. */
  async says(pattern: RegExp, timeoutMs = 15_000): Promise<void> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await new Promise((r) => setTimeout(r, 10))) {
      if (pattern.test(this.output)) return;
    }
    throw new Error(`${pattern} was not said within ${timeoutMs} ms, but: ${this.output}${this.errors}`);
  }

  event(event: string, fields: Line = {}): Promise<Line> {
    return this.line(
      (line) => line['event'] === event && Object.entries(fields).every(([key, value]) => line[key] === value),
    );
  }

  async call(cmd: string, fields: Line = {}): Promise<Line> {
    const id = `call-${++this.#calls}`;
    this.write(`${JSON.stringify({ id, cmd, ...fields })}\n`);
    return this.line((line) => line['event'] === 'result' && line['id'] === id);
  }

  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.#child.kill(signal);
    return this.exit;
  }
}

/** Runs a command on an input that ends. */
export function play(input: string | Uint8Array, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ENTRY, ...args], {
    input,
    timeout: 60_000,
    maxBuffer: 64 << 20,
    encoding: 'utf8',
  });
  return {
    status,
    stdout,
    stderr,
    lines: () =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
  };
}
