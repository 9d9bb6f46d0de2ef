import { Channel, copyBytes } from '@status/base';
import type { DisconnectReason, Packet, Peer, Session } from '@status/interfaces';
import { MemorySessionEnd, requireCode } from './host-rules.ts';

/** Bytes of packets that wait for a consumer before no more are taken. */
const INBOUND_BUFFER = 256 * 1024;

/** What a packet counts for besides its payload, in bytes. */
const PACKET_OVERHEAD = 16;

/** What the connection of a session does for it. */
export type SessionActs = {
  /** Takes a packet that is its own; resolves when another may follow. */
  readonly send: (packet: Packet) => Promise<void>;
  readonly disconnect: (reason: DisconnectReason) => Promise<void>;
};

/** A session of a host in memory, whatever carries its packets. */
export class MemorySession implements Session {
  readonly peer: Peer;
  readonly #length: number;
  readonly #acts: SessionActs;
  readonly #inbound: Channel<Packet> = new Channel(INBOUND_BUFFER, ({ payload }) => payload.length + PACKET_OVERHEAD);
  /** Made when it is asked for: of thousands of sessions most never are. */
  #controller: AbortController | undefined;
  #end: MemorySessionEnd | undefined;
  readonly #sending = new Set<(error: MemorySessionEnd) => void>();

  constructor(peer: Peer, length: number, acts: SessionActs) {
    this.peer = peer;
    this.#length = length;
    this.#acts = acts;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#end !== undefined) this.#controller.abort(this.#end);
    }
    return this.#controller.signal;
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  async send({ code, payload }: Packet): Promise<void> {
    if (this.#end !== undefined) throw this.#end;
    requireCode(code, this.#length);
    const sent = this.#acts.send({ code, payload: copyBytes(payload) });
    await new Promise<void>((resolve, reject) => {
      this.#sending.add(reject);
      const forget = (): void => void this.#sending.delete(reject);
      sent.then(resolve, reject).finally(forget);
    });
  }

  disconnect(reason: DisconnectReason): Promise<void> {
    return this.#acts.disconnect(reason);
  }

  /** Queues a packet; resolves when another may follow. */
  deliver(packet: Packet): Promise<void> {
    return this.#inbound.push(packet);
  }

  /** What waits can still be read; nothing else happens. */
  end(reason: DisconnectReason): void {
    if (this.#end !== undefined) return;
    this.#end = new MemorySessionEnd(reason);
    this.#controller?.abort(this.#end);
    this.#inbound.close();
    for (const reject of this.#sending) reject(this.#end);
    this.#sending.clear();
  }

  [Symbol.asyncIterator](): AsyncIterator<Packet> {
    return this.#inbound[Symbol.asyncIterator]();
  }
}
