import { abortable } from '@status/base';
import type { Environment, Peer, PeerCandidate, PeerSource } from '@status/interfaces';
import type { Target } from './addressing.ts';
import type { Admission } from './admission.ts';
import { CANDIDATE_PAUSE, CANDIDATE_REST, CANDIDATE_SKIP } from './constants.ts';
import { HostError } from './errors.ts';
import { pause } from './waiting.ts';

/** What drawing goes by. */
export type DrawOptions = {
  readonly environment: Environment;
  /** The own name, 128 hex digits. */
  readonly id: string;
  /** @throws {HostError} for an address that is none. */
  readonly target: (address: string) => Target;
  readonly admission: Admission;
  readonly maxPeers: number;
  readonly maxDrawn: number;
  readonly dial: (target: Target, signal: AbortSignal, source: string) => Promise<Peer>;
};

/**
 * Takes candidates from peer sources, each only while there is room for its peer, so that a source which works for them does so at the pace of the
 * dialling. Of all places a share stays free for those who dial us.
 */
export class Draw {
  readonly #options: DrawOptions;
  /** When a node was dialled last at an address, in elapsed ms, oldest first; only while that keeps it from being dialled there again. */
  readonly #tried = new Map<string, number>();
  /** Nodes that are being dialled, each of which may take a place. */
  readonly #dialling = new Set<Target>();
  /** Sources that wait for a place. */
  readonly #waiting = new Set<() => void>();

  constructor(options: DrawOptions) {
    this.#options = options;
    options.admission.onVacancy(() => this.#wake());
  }

  /** Draws from one source until the signal aborts or the source ends. What a source throws ends it, and nobody else. */
  async from(source: PeerSource, signal: AbortSignal): Promise<void> {
    const { logger } = this.#options.environment;
    let candidates: AsyncIterator<PeerCandidate> | undefined;
    try {
      candidates = source.candidates({ signal })[Symbol.asyncIterator]();
      for (;;) {
        while (this.#isFull()) await this.#vacancy(signal);
        const next = await abortable(candidates.next(), signal);
        if (next.done) break;
        // Others may have come while the source was looking.
        while (this.#isFull()) await this.#vacancy(signal);
        await this.#try(next.value.address, source.name, signal);
        signal.throwIfAborted();
      }
    } catch (error) {
      if (!signal.aborted) logger.warn('a source of peers has failed', { source: source.name, error: String(error) });
    }
    // Not waited for: a source that is looking for somebody may take its time to notice that nobody wants him any more.
    void candidates?.return?.().catch((error: unknown) => {
      logger.warn('a source of peers has failed', { source: source.name, error: String(error) });
    });
  }

  /**
   * Waits until there may be a place, which somebody else may have taken by the time that this is heard of.
   *
   * @throws the signal's reason
   */
  async #vacancy(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
    signal.throwIfAborted();
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  #isFull(): boolean {
    const { admission, maxDrawn, maxPeers } = this.#options;
    // From its handshake on a node has an entry, and is counted there.
    const coming = [...this.#dialling].filter(({ id }) => admission.entry(id) === undefined).length;
    return admission.size + coming >= maxPeers || admission.drawn + coming >= maxDrawn;
  }

  async #try(address: string, source: string, signal: AbortSignal): Promise<void> {
    const { admission, dial, environment, id } = this.#options;
    const { clock, logger } = environment;
    let target: Target;
    try {
      target = this.#options.target(address);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      logger.debug('a candidate has no address', { source, error: error.message });
      return pause(clock, CANDIDATE_PAUSE, signal);
    }
    if (target.id === id || admission.entry(target.id) !== undefined || this.#wasTried(target)) {
      return pause(clock, CANDIDATE_SKIP, signal);
    }
    this.#tried.set(placeOf(target), clock.elapsed());
    this.#dialling.add(target);
    const reached = await dial(target, signal, source).then(
      () => true,
      () => false,
    );
    this.#dialling.delete(target);
    // The place that was held for it is free, also where a peer came of it: one that dialled us, or that others had asked for, is not ours to count.
    this.#wake();
    // A failure was told as an event where it happened; what is left to do here is to wait a little.
    if (!reached) await pause(clock, CANDIDATE_PAUSE, signal);
  }

  /** Another address of a node is another chance: the first may be stale, or a lie. */
  #wasTried(target: Target): boolean {
    const now = this.#options.environment.clock.elapsed();
    for (const [other, at] of this.#tried) {
      if (now - at < CANDIDATE_REST) break;
      this.#tried.delete(other);
    }
    return this.#tried.has(placeOf(target));
  }
}

function placeOf({ id, streamAddress }: Target): string {
  return `${id}@${streamAddress}`;
}
