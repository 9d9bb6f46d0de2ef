import type { Cancel, Clock, DisconnectReason, Packet, Peer, Subprotocol } from '@status/interfaces';
import { reasonOf } from './host-rules.ts';
import { MemorySession } from './memory-session.ts';

/** Bytes of packets under way in one direction before the sender waits. */
const WINDOW = 1024 * 1024;

/** How a link carries what it is given. */
export type LinkQuality = {
  readonly clock: Clock;
  /** ms from one end to the other. */
  readonly latency: number;
  /** Bytes per second in each direction; without it any number takes no time. */
  readonly bandwidth: number | undefined;
};

/** One side of a link as its host gives it. */
export type LinkSide = {
  /** The other side. */
  readonly peer: Peer;
  /** What this side runs on the link, in one order with the other side. */
  readonly subprotocols: readonly Subprotocol[];
  /** Counts a packet with so many bytes of payload. */
  readonly onSent: (bytes: number) => void;
  readonly onReceived: (bytes: number) => void;
  /** The link has ended. Once. */
  readonly onEnd: (reason: DisconnectReason, remote: boolean) => void;
};

/** One end of a link. */
export interface LinkEnd {
  readonly peer: Peer;
  /** Begins to run the subprotocols. */
  run(): void;
  /** Ends the link from this side. The other learns of it when everything that was sent before has arrived. */
  finish(reason: DisconnectReason): void;
}

/** Joins two hosts. Nothing runs yet. */
export function createLink(quality: LinkQuality, a: LinkSide, b: LinkSide): readonly [LinkEnd, LinkEnd] {
  const [near, far] = [new MemoryLinkEnd(quality, a), new MemoryLinkEnd(quality, b)];
  near.join(far);
  far.join(near);
  return [near, far];
}

class MemoryLinkEnd implements LinkEnd {
  readonly #side: LinkSide;
  readonly #sessions: readonly MemorySession[];
  readonly #way: Way;
  #other: MemoryLinkEnd | undefined;
  #left = false;

  constructor(quality: LinkQuality, side: LinkSide) {
    this.#side = side;
    this.#way = new Way(quality);
    this.#sessions = side.subprotocols.map(
      ({ length }, index) =>
        new MemorySession(side.peer, length, {
          send: (packet) => this.#send(index, packet),
          disconnect: async (reason) => this.finish(reason),
        }),
    );
  }

  get peer(): Peer {
    return this.#side.peer;
  }

  join(other: MemoryLinkEnd): void {
    this.#other = other;
  }

  run(): void {
    for (const [index, { onSession }] of this.#side.subprotocols.entries()) {
      const session = this.#sessions[index]!;
      Promise.resolve()
        .then(() => onSession.call(this.#side.subprotocols[index], session))
        .then(
          () => this.#complete(index),
          (error: unknown) => this.finish(reasonOf(error)),
        );
    }
  }

  finish(reason: DisconnectReason): void {
    if (this.#left) return;
    this.#leave(reason, false);
    this.#way.end(async () => this.#other!.#leave(reason, true));
  }

  #leave(reason: DisconnectReason, remote: boolean): void {
    if (this.#left) return;
    this.#left = true;
    for (const session of this.#sessions) session.end(reason);
    this.#side.onEnd(reason, remote);
  }

  #complete(index: number): void {
    this.#sessions[index]!.end('quitting');
    if (this.#sessions.every((session) => session.hasEnded)) this.finish('quitting');
    else void this.#way.carry(0, async () => this.#other!.#sessions[index]!.end('quitting'));
  }

  #send(index: number, packet: Packet): Promise<void> {
    const { length } = packet.payload;
    this.#side.onSent(length);
    return this.#way.carry(length, () => this.#other!.#receive(index, packet));
  }

  #receive(index: number, packet: Packet): Promise<void> {
    if (this.#left) return Promise.resolve();
    this.#side.onReceived(packet.payload.length);
    return this.#sessions[index]!.deliver(packet);
  }
}

/** One direction of a link: what is handed to it arrives in the order in which it was, each thing when its time has come. */
class Way {
  readonly #quality: LinkQuality;
  readonly #isInstant: boolean;
  #underWay: { readonly due: number; readonly length: number; readonly arrive: () => Promise<void> | undefined }[] = [];
  #bytes = 0;
  /** When the last byte that was handed over will have been sent, in elapsed ms. */
  #freeAt = 0;
  #isDelivering = false;
  #cancel: Cancel | undefined;
  readonly #blocked: (() => void)[] = [];
  #isEnding = false;
  /** Goes on with what comes behind, though nobody has read what is there. */
  #goOn: () => void = () => {};

  constructor(quality: LinkQuality) {
    this.#quality = quality;
    this.#isInstant = quality.latency === 0 && quality.bandwidth === undefined;
  }

  /** Resolves when there is room for more. */
  carry(length: number, arrive: () => Promise<void> | undefined): Promise<void> {
    if (this.#isInstant) return arrive() ?? Promise.resolve();
    const { bandwidth, clock, latency } = this.#quality;
    const sending = bandwidth === undefined ? 0 : (length * 1000) / bandwidth;
    this.#freeAt = Math.max(clock.elapsed(), this.#freeAt) + sending;
    this.#underWay.push({ due: this.#freeAt + latency, length, arrive });
    this.#bytes += length;
    this.#wait();
    if (this.#bytes < WINDOW) return Promise.resolve();
    return new Promise((resolve) => this.#blocked.push(resolve));
  }

  /** The last thing to arrive. What is before it no longer waits to be read. */
  end(arrive: () => Promise<void>): void {
    this.#isEnding = true;
    this.#goOn();
    void this.carry(0, arrive);
  }

  #wait(): void {
    const first = this.#underWay[0];
    if (first === undefined || this.#isDelivering || this.#cancel !== undefined) return;
    const { clock } = this.#quality;
    this.#cancel = clock.schedule(Math.max(0, Math.ceil(first.due - clock.elapsed())), () => {
      this.#cancel = undefined;
      void this.#deliver();
    });
  }

  async #deliver(): Promise<void> {
    this.#isDelivering = true;
    const { clock } = this.#quality;
    const isDue = (): boolean => this.#underWay.length > 0 && this.#underWay[0]!.due <= clock.elapsed();
    while (isDue()) {
      const { arrive, length } = this.#underWay.shift()!;
      // A consumer that does not read holds up what comes behind, as a full stream does.
      const arrived = arrive();
      if (!this.#isEnding) await Promise.race([arrived, new Promise<void>((resolve) => (this.#goOn = resolve))]);
      this.#bytes -= length;
      if (this.#bytes < WINDOW) for (const resolve of this.#blocked.splice(0)) resolve();
    }
    this.#isDelivering = false;
    this.#wait();
  }
}
