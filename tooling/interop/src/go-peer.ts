import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder: URL = new URL('../bin/', import.meta.url);
const binary: string = fileURLToPath(
  new URL(process.platform === 'win32' ? 'whisper-peer.exe' : 'whisper-peer', folder),
);

/** How long `start` waits for the ready line, in ms. */
const READY_TIMEOUT = 10_000;
/** How long `call` waits for a result when no other time is given, in ms. */
const CALL_TIMEOUT = 30_000;
/** How long `waitFor` waits when no other time is given, in ms. */
const EVENT_TIMEOUT = 10_000;
/** How long `close` waits for the process to leave by itself before it is killed, in ms. */
const CLOSE_PATIENCE = 5_000;
/** Events kept for `waitFor`; the oldest go first. */
const MAX_BACKLOG = 10_000;
/** Characters kept of the process's standard error, for the message of an unexpected end. */
const MAX_STDERR = 4_000;

/** Settings of a Go peer; each is the flag of the same name of `whisper-peer`. */
export type GoPeerOptions = {
  /** TCP address to listen on; `127.0.0.1:0` when absent. */
  readonly addr?: string;
  /** Node key, 64 hex digits; random when absent. */
  readonly key?: string;
  /** Least proof of work accepted, 0.002 when absent. */
  readonly minPow?: number;
  /** Largest packet and envelope accepted, in bytes, 1 MiB when absent. */
  readonly maxMessageSize?: number;
  /** Client name in Hello. */
  readonly name?: string;
  /** Whether each sub-protocol packet becomes a `packet` event. */
  readonly packets?: boolean;
  /** Log level on standard error, 0 silent to 5 trace. */
  readonly verbosity?: number;
};

/** One JSON line of the peer that is not a result, such as `peer`, `message`, `refused` or `warning`. */
export type GoEvent = { readonly event: string; readonly [field: string]: unknown };

/** The fields of a successful result, without `event`, `id` and `ok`. */
export type GoResult = { readonly [field: string]: unknown };

/** What the peer says of itself when it listens. */
export type GoReady = {
  readonly enode: string;
  readonly id: string;
  readonly pid: number;
  readonly go: string;
  readonly geth: string;
};

/** A command that the Go peer refused; the message is the Go error text. */
export class GoPeerError extends Error {
  override readonly name: string = 'GoPeerError';
  /** The command refused. */
  readonly command: string;

  constructor(command: string, message: string) {
    super(message);
    this.command = command;
  }
}

/** Says why the Go peer cannot be started, or `undefined` when its binary is there. */
export const goPeerAvailable = (): string | undefined => {
  if (existsSync(binary)) return undefined;
  const note = new URL('skipped.txt', folder);
  return existsSync(note)
    ? `the Go peer was not built: ${readFileSync(note, 'utf8').trim()}`
    : 'the Go peer is not built: run `node tooling/interop/build.mjs`';
};

type Pending = {
  readonly command: string;
  readonly resolve: (result: GoResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

type Waiter = {
  readonly matches: (event: GoEvent) => boolean;
  readonly resolve: (event: GoEvent) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout | undefined;
};

/**
 * A running `whisper-peer` process: go-ethereum's Whisper v6 and RLPx, as the other side of a connection and as judge.
 * Bytes are lower-case hex without prefix in both directions; commands and events are listed in the README.
 */
export class GoPeer implements AsyncDisposable {
  /** What the process said when it was ready. */
  readonly ready: GoReady;
  readonly #child: ChildProcess;
  readonly #pending: Map<number, Pending>;
  readonly #backlog: GoEvent[] = [];
  readonly #waiters: Set<Waiter> = new Set();
  readonly #ended: Promise<Error>;
  #end: Error | undefined;
  #lastId = 0;

  private constructor(child: ChildProcess, ready: GoReady, pending: Map<number, Pending>, ended: Promise<Error>) {
    this.ready = ready;
    this.#child = child;
    this.#pending = pending;
    this.#ended = ended.then((error) => {
      this.#end = error;
      for (const call of this.#pending.values()) {
        clearTimeout(call.timer);
        call.reject(error);
      }
      this.#pending.clear();
      for (const waiter of [...this.#waiters]) {
        clearTimeout(waiter.timer);
        waiter.reject(error);
      }
      this.#waiters.clear();
      return error;
    });
  }

  /** Starts a process and resolves once it listens. Throws when the binary is absent or ends before that. */
  static async start(options: GoPeerOptions = {}): Promise<GoPeer> {
    const absent = goPeerAvailable();
    if (absent !== undefined) throw new Error(absent);
    const child = spawn(binary, flags(options), { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-MAX_STDERR);
    });
    const ended = new Promise<Error>((resolve) => {
      child.once('error', resolve);
      child.once('close', (code, signal) =>
        resolve(
          new Error(`the Go peer ended (${signal ?? `exit code ${code}`})${stderr === '' ? '' : `: ${stderr.trim()}`}`),
        ),
      );
    });
    let peer: GoPeer | undefined;
    return await new Promise<GoPeer>((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill();
        reject(new Error(`the Go peer was not ready within ${READY_TIMEOUT} ms`));
      }, READY_TIMEOUT);
      void ended.then((error) => {
        clearTimeout(timer);
        reject(error);
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const event = JSON.parse(line) as GoEvent;
        if (peer === undefined) {
          clearTimeout(timer);
          peer = new GoPeer(child, event as unknown as GoReady, new Map(), ended);
          resolve(peer);
        } else peer.#receive(event);
      });
    });
  }

  /** The address to dial, `enode://<128 hex digits>@<host>:<port>`. */
  get enode(): string {
    return this.ready.enode;
  }

  /** The node id, keccak-256 of the public key, 64 hex digits. */
  get id(): string {
    return this.ready.id;
  }

  /** The process id. */
  get pid(): number {
    return this.ready.pid;
  }

  /** Sends a command and resolves with the fields of its result. Rejects with `GoPeerError` when the peer refuses it. */
  async call(command: string, fields: GoResult = {}, timeoutMs: number = CALL_TIMEOUT): Promise<GoResult> {
    if (this.#end !== undefined) throw this.#end;
    const id = ++this.#lastId;
    return await new Promise<GoResult>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`the Go peer did not answer ${command} within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#pending.set(id, { command, resolve, reject, timer });
      this.#child.stdin?.write(`${JSON.stringify({ ...fields, id, cmd: command })}\n`);
    });
  }

  /**
   * Resolves with the first event that matches and takes it off the queue; events that came earlier and were not taken
   * count too, so it does not matter whether the wait or the event is first.
   */
  async waitFor(matches: (event: GoEvent) => boolean, timeoutMs: number = EVENT_TIMEOUT): Promise<GoEvent> {
    const index = this.#backlog.findIndex(matches);
    if (index >= 0) return this.#backlog.splice(index, 1)[0]!;
    if (this.#end !== undefined) throw this.#end;
    return await new Promise<GoEvent>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const seen = this.#backlog.map(({ event }) => event).join(', ');
        reject(
          new Error(`the Go peer reported no such event within ${timeoutMs} ms; untaken events: ${seen || 'none'}`),
        );
      }, timeoutMs);
      const waiter: Waiter = { matches, resolve, reject, timer };
      this.#waiters.add(waiter);
    });
  }

  /** The untaken events so far, in order; they stay on the queue. */
  seen(): readonly GoEvent[] {
    return [...this.#backlog];
  }

  /** Every event that nobody else takes, in order, until the process ends. */
  async *events(): AsyncGenerator<GoEvent, void, undefined> {
    for (;;) {
      const event = await this.#next();
      if (event === undefined) return;
      yield event;
    }
  }

  /** Closes standard input, which ends the process, and waits for that; a process that stays is killed by its id. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), CLOSE_PATIENCE);
    await this.#ended;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #next(): Promise<GoEvent | undefined> {
    const first = this.#backlog.shift();
    if (first !== undefined || this.#end !== undefined) return first;
    return await new Promise<GoEvent | undefined>((resolve) => {
      this.#waiters.add({ matches: () => true, resolve, reject: () => resolve(undefined), timer: undefined });
    });
  }

  #receive(event: GoEvent): void {
    if (event.event === 'result') {
      this.#settle(event);
      return;
    }
    for (const waiter of this.#waiters) {
      if (!waiter.matches(event)) continue;
      this.#waiters.delete(waiter);
      clearTimeout(waiter.timer);
      waiter.resolve(event);
      return;
    }
    this.#backlog.push(event);
    if (this.#backlog.length > MAX_BACKLOG) this.#backlog.shift();
  }

  #settle(line: GoEvent): void {
    const { event: _, id, ok, ...result } = line;
    const call = this.#pending.get(id as number);
    if (call === undefined) return;
    this.#pending.delete(id as number);
    clearTimeout(call.timer);
    if (ok === true) call.resolve(result);
    else call.reject(new GoPeerError(call.command, String(line['error'])));
  }
}

const flags = (options: GoPeerOptions): string[] => {
  const list: string[] = [];
  const add = (name: string, value: string | number | boolean | undefined): void => {
    if (value !== undefined) list.push(`-${name}=${value}`);
  };
  add('addr', options.addr);
  add('key', options.key);
  add('min-pow', options.minPow);
  add('max-message-size', options.maxMessageSize);
  add('name', options.name);
  add('packets', options.packets);
  add('verbosity', options.verbosity);
  return list;
};
