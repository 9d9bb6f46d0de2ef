import { abortable } from '@status/base';
import type { Cancel, Environment, Peer, PeerCandidate, PeerSource } from '@status/interfaces';

/** What a test may decide about one of its hosts. */
export type MemoryHostOptions = {
  /** Peers that it takes from peer sources at one time (8). */
  readonly maxDrawn?: number;
};

/** Peers that a host takes from sources at one time unless told. */
export const MAX_DRAWN = 8;

/** What a host lets its pursuits know and do. */
export type PursuitOptions = {
  readonly environment: Environment;
  /** Peers that sources may have found at one time. */
  readonly maxDrawn: number;
  dial(address: string, signal: AbortSignal, source?: string): Promise<Peer>;
  peers(): readonly Peer[];
  /** Whether dialling there makes no sense: it is our own address, or that of a peer. */
  isKnown(address: string): boolean;
};

/** ms until a connection that is kept alive is dialled again, growing by two each time. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** ms after a candidate that came to nothing, and after one that was passed over. */
const CANDIDATE_PAUSE = 1000;

/** What a host is after until it is told otherwise: connections that are kept alive, and whom sources find. */
export class Pursuits {
  readonly #options: PursuitOptions;
  readonly #begun = new Map<AbortController, (signal: AbortSignal) => Promise<void>>();
  readonly #waiting = new Set<() => void>();
  #running = false;
  /** Candidates that are being dialled. */
  #dialling = 0;

  constructor(options: PursuitOptions) {
    this.#options = options;
  }

  maintain(address: string): Cancel {
    return this.#begin((signal) => this.#keep(address, signal));
  }

  draw(source: PeerSource): Cancel {
    return this.#begin((signal) => this.#take(source, signal));
  }

  start(): void {
    this.#running = true;
    for (const [controller, work] of this.#begun) void work(controller.signal);
  }

  stop(): void {
    for (const controller of this.#begun.keys()) controller.abort();
    this.#begun.clear();
  }

  /** To be called when a peer has gone, or a place for one is free. */
  wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  #begin(work: (signal: AbortSignal) => Promise<void>): Cancel {
    const controller = new AbortController();
    this.#begun.set(controller, work);
    if (this.#running) void work(controller.signal);
    return () => {
      this.#begun.delete(controller);
      controller.abort();
    };
  }

  async #keep(address: string, signal: AbortSignal): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const { id } = await this.#options.dial(address, signal);
        pause = FIRST_PAUSE;
        while (this.#options.peers().some((peer) => peer.id === id)) await this.#departure(signal);
      } catch {
        // Told as an event where it happened.
      }
      await this.#pause(pause, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  async #take(source: PeerSource, signal: AbortSignal): Promise<void> {
    const { environment, maxDrawn, peers } = this.#options;
    const hasRoom = (): boolean =>
      this.#dialling + peers().filter((peer) => peer.source !== undefined).length < maxDrawn;
    let candidates: AsyncIterator<PeerCandidate> | undefined;
    try {
      candidates = source.candidates({ signal })[Symbol.asyncIterator]();
      for (;;) {
        while (!hasRoom()) await this.#departure(signal);
        const next = await abortable(candidates.next(), signal);
        if (next.done) return;
        while (!hasRoom()) await this.#departure(signal);
        await this.#try(next.value.address, source.name, signal);
      }
    } catch (error) {
      if (signal.aborted) candidates?.return?.().catch(() => {});
      else environment.logger.warn('a source of peers has failed', { source: source.name, error: String(error) });
    }
  }

  async #try(address: string, source: string, signal: AbortSignal): Promise<void> {
    const { dial, isKnown } = this.#options;
    if (isKnown(address)) return this.#pause(CANDIDATE_PAUSE, signal);
    this.#dialling++;
    const reached = await dial(address, signal, source).then(
      () => true,
      () => false,
    );
    this.#dialling--;
    // Also where a peer came of it: one that others had asked for is not counted among those that sources found.
    this.wake();
    if (!reached) await this.#pause(CANDIDATE_PAUSE, signal);
  }

  /** Waits until a peer has gone. @throws the signal's reason */
  async #departure(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await this.#wait((done) => {
      this.#waiting.add(done);
      return () => this.#waiting.delete(done);
    }, signal);
    signal.throwIfAborted();
  }

  #pause(delay: number, signal: AbortSignal): Promise<void> {
    return this.#wait((done) => this.#options.environment.clock.schedule(delay, done), signal);
  }

  /** Resolves when it is told to, or the signal aborts. */
  #wait(begin: (done: () => void) => Cancel, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = begin(done);
      signal.addEventListener('abort', done);
    });
  }
}
