import { abortable } from '@status/base';
import type { ByteStream, Environment, Peer, PeerSource } from '@status/interfaces';
import type { Addressing, Target } from './addressing.ts';
import type { Admission } from './admission.ts';
import { createBackoff } from './backoff.ts';
import type { ConnectionEnd } from './connection.ts';
import { DIAL_TIMEOUT, LASTING_CONNECTION } from './constants.ts';
import { Deadline } from './deadline.ts';
import { Draw } from './draw.ts';
import { formatEnode } from './enode.ts';
import { ConnectError, StreamError } from './errors.ts';
import type { Tasks } from './tasks.ts';
import { pause } from './waiting.ts';

/** What a dialer goes by. */
export type DialerOptions = {
  readonly environment: Environment;
  /** The own name, 128 hex digits. */
  readonly id: string;
  readonly addressing: Addressing;
  readonly admission: Admission;
  readonly tasks: Tasks;
  /** Places at which sources are not asked for more. */
  readonly maxPeers: number;
  /** Peers that sources may have found, all of them together. */
  readonly maxDrawn: number;
};

/** A dial under way, where it goes, and how many wait for it. */
type Attempt = {
  readonly peer: Promise<Peer>;
  readonly streamAddress: string;
  readonly controller: AbortController;
  waiting: number;
};

/** What a connection comes to that was gone before anyone could ask. */
const GONE: Promise<ConnectionEnd> = Promise.resolve({ reason: 'networkError', remote: false });

/**
 * Dials: by address, again and again, and whom sources find. Never twice at a time the same node: who asks for one that is under way waits along, and
 * has a turn of his own if that goes to another address and finds nobody there.
 */
export class Dialer {
  readonly #options: DialerOptions;
  readonly #attempts = new Map<string, Attempt>();
  readonly #draw: Draw;

  constructor(options: DialerOptions) {
    const { addressing, admission, environment, id, maxDrawn, maxPeers } = options;
    this.#options = options;
    this.#draw = new Draw({
      environment,
      id,
      target: addressing.target,
      admission,
      maxPeers,
      maxDrawn,
      dial: (target, signal, source) => this.dial(target, signal, source),
    });
  }

  /** Joins the dial that is under way, or begins one; it ends early when the last who waits for it leaves. */
  async dial(target: Target, signal: AbortSignal | undefined, source?: string): Promise<Peer> {
    const { id, streamAddress } = target;
    for (;;) {
      signal?.throwIfAborted();
      const connected = this.#options.admission.entry(id)?.peer;
      if (connected !== undefined) return connected;
      const attempt = this.#attempts.get(id) ?? this.#begin(target, source);
      try {
        return await this.#await(attempt, id, signal);
      } catch (error) {
        // Where somebody else has heard of the node, it may be no more; ours is another place, and whoever named the first may have lied.
        if (attempt.streamAddress === streamAddress || !foundNobody(error)) throw error;
        this.#forget(id, attempt);
      }
    }
  }

  async #await(attempt: Attempt, id: string, signal: AbortSignal | undefined): Promise<Peer> {
    attempt.waiting++;
    try {
      return await abortable(attempt.peer, signal);
    } finally {
      attempt.waiting--;
      if (attempt.waiting === 0 && signal?.aborted) {
        this.#forget(id, attempt);
        attempt.controller.abort(signal.reason);
      }
    }
  }

  /** Dials and re-dials until that is cancelled, or until dialling can never help. */
  maintain(target: Target, controller: AbortController): void {
    const { tasks } = this.#options;
    tasks.hold(tasks.run(controller, () => this.#keep(target, controller.signal)));
  }

  /** Dials whom a source finds until that is cancelled or it finds nobody any more. */
  draw(source: PeerSource, controller: AbortController): void {
    const { tasks } = this.#options;
    tasks.hold(tasks.run(controller, () => this.#draw.from(source, controller.signal)));
  }

  #begin(target: Target, source: string | undefined): Attempt {
    const { admission, tasks } = this.#options;
    const controller = new AbortController();
    const peer = tasks.run(controller, () => this.#reach(target, controller.signal, source));
    const attempt: Attempt = { peer, streamAddress: target.streamAddress, controller, waiting: 0 };
    this.#attempts.set(target.id, attempt);
    tasks.hold(
      peer
        .catch((error: unknown) => admission.fail(formatEnode(target), error, controller.signal))
        .finally(() => this.#forget(target.id, attempt)),
    );
    return attempt;
  }

  #forget(id: string, attempt: Attempt): void {
    if (this.#attempts.get(id) === attempt) this.#attempts.delete(id);
  }

  /** A connection to a node: ours, or the one that the node opened to us meanwhile. */
  async #reach(target: Target, signal: AbortSignal, source: string | undefined): Promise<Peer> {
    const { admission, id } = this.#options;
    if (target.id === id) throw new ConnectError('dial', 'self', false);
    try {
      const stream = await this.#openStream(target, signal);
      const rival = admission.entry(target.id);
      if (rival === undefined) return await admission.establish(stream, target, signal, source);
      stream.abort();
      return await rival.greeted;
    } catch (error) {
      signal.throwIfAborted();
      const survivor = admission.entry(target.id);
      if (survivor === undefined || !(error instanceof ConnectError) || error.reason !== 'alreadyConnected')
        throw error;
      return await survivor.greeted;
    }
  }

  async #openStream({ driver, streamAddress }: Target, signal: AbortSignal): Promise<ByteStream> {
    const { clock } = this.#options.environment;
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    const deadline = new Deadline(clock, () => controller.abort(new StreamError('P2P_DIAL_FAILED', 'too slow')));
    deadline.set(DIAL_TIMEOUT);
    try {
      signal.throwIfAborted();
      const stream = await driver.dial(streamAddress, { signal: controller.signal });
      if (!controller.signal.aborted) return stream;
      stream.abort();
      throw controller.signal.reason;
    } catch (cause) {
      throw new ConnectError('dial', deadline.pending ? 'networkError' : 'timeout', false, { cause });
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #keep(target: Target, signal: AbortSignal): Promise<void> {
    const { admission, environment } = this.#options;
    const { clock, random } = environment;
    const backoff = createBackoff(random);
    while (!signal.aborted) {
      let crowded: boolean;
      try {
        await this.dial(target, signal);
        const since = clock.elapsed();
        const end = await abortable(admission.entry(target.id)?.ended ?? GONE, signal);
        if (clock.elapsed() - since >= LASTING_CONNECTION) backoff.reset();
        crowded = end.reason === 'tooManyPeers';
      } catch (error) {
        if (error instanceof ConnectError && error.reason === 'self') return;
        crowded = error instanceof ConnectError && error.reason === 'tooManyPeers';
      }
      await pause(clock, backoff.next(crowded), signal);
    }
  }
}

/** Whether a dial came to nothing before the node itself had answered: who gets through the handshake has its key. */
function foundNobody(error: unknown): boolean {
  return error instanceof ConnectError && error.stage !== 'hello';
}
