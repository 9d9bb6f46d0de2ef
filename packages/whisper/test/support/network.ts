import { Channel } from '@status/base';
import type { DisconnectReason, Packet, Peer, Session, Subprotocol } from '@status/interfaces';
import { encodeStatus, PacketCode, type Status } from '@status/whisper/wire';

/** What a host runs: a node, or a relay alone. */
type Served = { readonly subprotocol: Subprotocol };

/** One end of a connection in memory that carries nothing but shh packets. */
export class LinkedSession implements Session {
  readonly peer: Peer;
  readonly signal: AbortSignal;
  /** Why this end, or the host behind it, closed the connection. */
  closedWith: DisconnectReason | undefined;
  /** Packets that this end sent. */
  readonly outgoing: Packet[] = [];
  readonly #incoming: Channel<Packet>;
  readonly #controller: AbortController;
  #other!: LinkedSession;

  private constructor(id: string, controller: AbortController, capacity: number) {
    this.peer = {
      id,
      address: `memory:${id}`,
      remoteAddress: `memory:${id}`,
      client: 'test',
      capabilities: ['shh/6'],
      inbound: false,
    };
    this.#controller = controller;
    this.signal = controller.signal;
    this.#incoming = new Channel(capacity);
  }

  /** Two ends; each is named by the node at the other side. `capacity`: packets that wait before a sender does. */
  static pair(left: string, right: string, capacity = 64): [left: LinkedSession, right: LinkedSession] {
    const controller = new AbortController();
    const ends: [LinkedSession, LinkedSession] = [
      new LinkedSession(right, controller, capacity),
      new LinkedSession(left, controller, capacity),
    ];
    [ends[0].#other, ends[1].#other] = [ends[1], ends[0]];
    return ends;
  }

  async send(packet: Packet): Promise<void> {
    this.signal.throwIfAborted();
    this.outgoing.push(packet);
    await this.#other.#incoming.push(packet);
    this.signal.throwIfAborted();
  }

  async disconnect(reason: DisconnectReason): Promise<void> {
    this.closedWith ??= reason;
    this.end(new Error(`session ended: ${reason}`));
  }

  /** Both ends are over, for that reason. */
  end(reason: Error): void {
    this.#controller.abort(reason);
    this.#incoming.close();
    this.#other.#incoming.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<Packet> {
    return this.#incoming[Symbol.asyncIterator]();
  }

  /** What a host does with a session: runs the node on it, and disconnects when the node fails. */
  async serve(node: Served): Promise<void> {
    try {
      await node.subprotocol.onSession(this);
      await this.disconnect('requested');
    } catch (error) {
      this.failure = error;
      await this.disconnect('subprotocolError');
    }
  }

  /** What the node behind this end rejected with. */
  failure: unknown;
}

/** Connects two nodes. */
export function connect(
  left: Served,
  right: Served,
  names: [string, string] = ['left', 'right'],
): [LinkedSession, LinkedSession] {
  const [a, b] = LinkedSession.pair(...names);
  void a.serve(left);
  void b.serve(right);
  return [a, b];
}

/** A peer whose every packet the test decides. */
export class ScriptedPeer {
  /** The end of the node under test. */
  readonly theirs: LinkedSession;
  /** Packets that the node sent, oldest first. */
  readonly received: Packet[] = [];
  readonly #session: LinkedSession;

  constructor(node: Served, name = 'scripted', capacity = 64) {
    const [ours, theirs] = LinkedSession.pair(name, 'node', capacity);
    this.#session = ours;
    this.theirs = theirs;
    void theirs.serve(node);
  }

  /** Reads everything; without it the node's packets wait. */
  listen(): this {
    void (async () => {
      for await (const packet of this.#session) this.received.push(packet);
    })();
    return this;
  }

  /** Listens and introduces itself. */
  greet(status: Partial<Status> = {}): this {
    this.listen();
    this.send(PacketCode.status, encodeStatus({ minPow: 0, light: false, confirmations: true, ...status }));
    return this;
  }

  send(code: number, payload: Uint8Array): void {
    void this.#session.send({ code, payload }).catch(() => {});
  }

  disconnect(): void {
    void this.#session.disconnect('requested');
  }

  /** The session is over, for the reason that a host would give to the node. */
  breakOff(reason: Error): void {
    this.#session.end(reason);
  }

  /** Payloads that the node sent under a code. */
  payloads(code: number): Uint8Array[] {
    return this.received.filter((packet) => packet.code === code).map(({ payload }) => payload);
  }
}
