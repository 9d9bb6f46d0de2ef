import { drawUint16 } from '@status/base';
import type { Cancel, DisconnectReason, Environment, Packet, Session } from '@status/interfaces';
import { REFUSAL_TEXT, type Verdict } from './acceptance.ts';
import { Backlog } from './backlog.ts';
import type { Bloom } from './bloom.ts';
import { pause } from './clock.ts';
import {
  ABUSE_BUDGET,
  ABUSE_RECOVERY,
  BROADCAST_CYCLE,
  CAREFUL_PACKET_SIZE,
  HANDSHAKE_TIMEOUT,
  LAST_WORDS_TIME,
  MAX_REASON_LENGTH,
  MIN_BROADCAST_PACKET_SIZE,
  RECEIVE_SLICE,
  RECEIVE_SLICE_TIME,
} from './constants.ts';
import type { Dialect, RefusedEnvelope, Status } from './dialect.ts';
import type { Envelope } from './envelope.ts';
import type { EnvelopeReader } from './envelope-reader.ts';
import { WhisperError } from './errors.ts';
import { type Batch, InFlight } from './in-flight.ts';
import { Outbox } from './outbox.ts';
import type { PacketSizes } from './packet-sizes.ts';
import { hashKey, type PoolEntry } from './pool.ts';

/** What a session needs of the relay that it belongs to. */
export interface PeerRelay {
  readonly environment: Environment;
  readonly dialect: Dialect;
  readonly reader: EnvelopeReader;
  /** Limit on a packet, bytes. */
  readonly maxMessageSize: number;
  /** What is known of the packets that peers take. */
  readonly packetSizes: PacketSizes;
  /** How this relay introduces itself now. */
  status(): Status;
  /** Envelopes in the pool. */
  readonly pooled: number;
  /** Begins a walk through what it passes on, oldest first, that survives changes of the pool. */
  passedOn(): IterableIterator<PoolEntry>;
  /** Judges an envelope that the peer sent and takes it if it fits; resolves when those above have room for more. */
  receive(envelope: Envelope, from: RelayPeer): Promise<Verdict>;
  /** Whether the peer may send envelopes past all rules. */
  trusts(peer: string): boolean;
  /** Hands up an envelope that a trusted peer sent directly; resolves when those above have room for more. */
  receiveDirect(envelope: Envelope, from: RelayPeer): Promise<void>;
  /** An own envelope left for a peer, that said in its status whether it confirms what it takes. */
  sent(entry: PoolEntry, peer: string, confirms: boolean): void;
  /** A peer took an own envelope. */
  confirmed(entry: PoolEntry, peer: string): void;
  /** A peer did not take an own envelope. */
  refused(entry: PoolEntry, peer: string, reason: string): void;
}

/** What is told of an envelope that a peer broke off over. */
const BROKE_OFF = 'the peer broke off when it came';

const NO_CANCEL: Cancel = () => {};

/** One session with another relay: the handshake, what arrives, what is to be sent, and what became of it. */
export class RelayPeer {
  /** Pooled entries on their way to this peer. */
  readonly #backlog: Backlog;
  readonly #session: Session;
  readonly #relay: PeerRelay;
  readonly #outbox: Outbox;
  readonly #inFlight: InFlight;
  /** Where in the broadcast cycle this session has its turn, ms: sessions do not fall into step. */
  readonly #phase: number;
  #greeted = false;
  /** Whether the peer says what became of the envelopes sent to it. */
  #confirms = false;
  #broadcasting = false;
  #abuse = 0;
  #abuseAt = 0;
  #cancelHandshake = NO_CANCEL;
  #cancelBroadcast: Cancel | undefined;
  #cancelLastWords = NO_CANCEL;
  /** Settles when the session shall end before the peer is gone; rejects if the peer is to blame. */
  readonly #over: Promise<void>;
  #finish!: (error?: WhisperError) => void;
  #finished = false;
  /** When the work for the peer began that goes on without a rest; time in which nothing was there to read does not count. */
  #turn = 0;

  constructor(session: Session, relay: PeerRelay) {
    this.#session = session;
    this.#relay = relay;
    this.#over = new Promise((resolve, reject) => {
      this.#finish = (error) => (error === undefined ? resolve() : reject(error));
    });
    const { clock, random } = relay.environment;
    const onEnd = (error?: WhisperError): void => (error === undefined ? this.#hearOut() : this.#finish(error));
    this.#outbox = new Outbox(session, onEnd, relay.maxMessageSize);
    this.#backlog = new Backlog(() => this.#wanted());
    this.#inFlight = new InFlight(clock);
    this.#phase = drawUint16(random) % BROADCAST_CYCLE;
  }

  /** The peer's id at the host. */
  get id(): string {
    return this.#session.peer.id;
  }

  /**
   * Talks with the peer until either side ends it.
   *
   * @throws {WhisperError} `WHISPER_…` if the peer breaks the protocol; the host is to disconnect it.
   */
  async run(): Promise<void> {
    const { environment, dialect } = this.#relay;
    this.#cancelHandshake = environment.clock.schedule(HANDSHAKE_TIMEOUT, () => this.#giveUp());
    void this.#send(dialect.writeStatus(this.#relay.status()));
    try {
      await Promise.race([this.#receive(), this.#over]);
    } finally {
      this.#finished = true;
      this.#cancelHandshake();
      this.#cancelBroadcast?.();
      this.#cancelLastWords();
      this.#learn();
    }
  }

  /** Ends the session in peace. */
  stop(): void {
    this.#finished = true;
    this.#finish();
  }

  /** Tells the peer what this relay accepts from now on. */
  announceMinPow(minPow: number): void {
    void this.#send(this.#relay.dialect.writeMinPow(minPow));
  }

  /** Tells the peer what this relay wants from now on. */
  announceBloom(bloom: Bloom): void {
    void this.#send(this.#relay.dialect.writeBloom(bloom));
  }

  /** An entry is new in the pool. */
  offer(entry: PoolEntry): void {
    if (this.#backlog.offer(entry)) this.#scheduleBroadcast();
  }

  /** The peer has that entry. */
  know(entry: PoolEntry): void {
    this.#backlog.know(entry);
  }

  /** The entry has left the pool. */
  forget(entry: PoolEntry): void {
    this.#backlog.forget(entry);
  }

  #giveUp(): void {
    this.#count('whisper_handshake_timeouts_total');
    const finish = (): void => this.#finish();
    void this.#session.disconnect('timeout').then(finish, finish);
  }

  #send({ code, payload }: Packet): Promise<boolean> {
    return this.#outbox.send(code, payload);
  }

  /** Nothing can be written any more. The host ends the session, a little later if the peer may still say why. */
  #hearOut(): void {
    this.#cancelLastWords = this.#relay.environment.clock.schedule(LAST_WORDS_TIME, () => this.#finish());
  }

  /** What of the pool this peer may be sent at all. */
  *#wanted(): IterableIterator<PoolEntry> {
    for (const entry of this.#relay.passedOn()) if (!entry.shunnedBy.has(this.id)) yield entry;
  }

  /** What the end of the session says of the packets that were on their way. */
  #learn(): void {
    const reason = brokenOffWith(this.#session.signal);
    if (reason === undefined) return;
    const { packetSizes } = this.#relay;
    const inDoubt = this.#inFlight.inDoubt().sort((a, b) => b.size - a.size);
    const blames = reason === 'protocolBreach' || reason === 'subprotocolError';
    const together = inDoubt.find(({ alone }) => alone === undefined);
    if (together !== undefined) {
      packetSizes.tooLarge(this.id, together.size, blames ? MIN_BROADCAST_PACKET_SIZE : CAREFUL_PACKET_SIZE);
    }
    const alone = inDoubt[0]?.alone;
    if (!blames || alone === undefined) return;
    // Sent again it would end every session, and keep all that waits behind it from the peer.
    alone.shunnedBy.add(this.id);
    if (alone.own) this.#relay.refused(alone, this.id, BROKE_OFF);
  }

  async #receive(): Promise<void> {
    const { clock } = this.#relay.environment;
    this.#turn = clock.elapsed();
    let idleSince = this.#turn;
    for await (const packet of this.#session) {
      if (this.#finished) return;
      this.#turn += clock.elapsed() - idleSince;
      if (packet.payload.length > this.#relay.maxMessageSize) {
        throw new WhisperError('WHISPER_PACKET_SIZE', `a packet of ${packet.payload.length} bytes`);
      }
      if (this.#greeted) await this.#handle(packet);
      else this.#greet(packet);
      // Small packets that never end must not keep other peers waiting any more than the envelopes of a great one.
      await this.#giveWay();
      idleSince = clock.elapsed();
    }
  }

  #greet(packet: Packet): void {
    const status = this.#relay.dialect.readStatus(packet);
    this.#greeted = true;
    this.#confirms = status.confirmations;
    this.#backlog.interest = status;
    this.#cancelHandshake();
    this.#scheduleBroadcast();
  }

  async #handle(packet: Packet): Promise<void> {
    const saying = this.#relay.dialect.read(packet);
    switch (saying.kind) {
      case 'envelopes':
        return this.#receiveEnvelopes(saying.items, packet.payload);
      case 'interest':
        this.#backlog.interest = { ...this.#backlog.interest, ...saying.change };
        this.#scheduleBroadcast();
        return;
      case 'answer':
        return this.#settle(saying.batchHash, saying.refused);
      case 'direct':
        if (this.#relay.trusts(this.id)) return this.#receiveDirect(saying.items());
        this.#count('whisper_packets_ignored_total');
        return;
      case 'noted':
        return;
      case 'unknown':
        this.#count('whisper_packets_ignored_total');
    }
  }

  async #receiveEnvelopes(items: readonly { readonly raw: Uint8Array }[], payload: Uint8Array): Promise<void> {
    const { reader, dialect } = this.#relay;
    const refused: RefusedEnvelope[] = [];
    const finished = await this.#inSlices(items, async ({ raw }) => {
      const envelope = reader.read(raw);
      const verdict = await this.#relay.receive(envelope, this);
      if (verdict.kind !== 'refused') return;
      if (verdict.abusive) this.#blame();
      refused.push({ hash: envelope.hash, description: REFUSAL_TEXT[verdict.reason] });
    });
    if (!finished || !this.#relay.status().confirmations) return;
    for (const packet of dialect.writeAnswer(reader.batchHashOf(payload), refused)) void this.#send(packet);
  }

  async #receiveDirect(items: readonly { readonly raw: Uint8Array }[]): Promise<void> {
    await this.#inSlices(items, ({ raw }) => this.#relay.receiveDirect(this.#relay.reader.read(raw), this));
  }

  /** Handles the items of a packet one after the other and gives other work its turn. False: the session ended meanwhile. */
  async #inSlices<Item>(items: readonly Item[], handle: (item: Item) => Promise<void>): Promise<boolean> {
    let handled = 0;
    for (const item of items) {
      if (this.#finished) return false;
      await handle(item);
      handled++;
      await this.#giveWay(handled % RECEIVE_SLICE === 0);
    }
    return !this.#finished;
  }

  /** Lets others have their turn when ours has lasted long enough, or at once. */
  async #giveWay(atOnce = false): Promise<void> {
    const { clock } = this.#relay.environment;
    if (!atOnce && clock.elapsed() - this.#turn < RECEIVE_SLICE_TIME) return;
    await pause(clock);
    this.#turn = clock.elapsed();
  }

  /** Envelopes that no honest node would send use up a budget that recovers with time. */
  #blame(): void {
    const now = this.#relay.environment.clock.elapsed();
    const recovered = ((now - this.#abuseAt) / 1000) * ABUSE_RECOVERY;
    this.#abuse = Math.max(0, this.#abuse - recovered) + 1;
    this.#abuseAt = now;
    if (this.#abuse > ABUSE_BUDGET) {
      throw new WhisperError('WHISPER_ABUSE', 'too many envelopes against the settings announced');
    }
  }

  /** The first answer to a batch settles it: what it lists was refused, the rest was taken. */
  #settle(batchHash: Uint8Array, refused: readonly RefusedEnvelope[]): void {
    const batch = this.#inFlight.answered(batchHash);
    if (batch === undefined) return;
    this.#tellSent(batch);
    const reasons = new Map(refused.map(({ hash, description }) => [hashKey(hash), description]));
    for (const entry of batch.own) {
      const reason = reasons.get(hashKey(entry.envelope.hash));
      if (reason === undefined) this.#relay.confirmed(entry, this.id);
      else this.#relay.refused(entry, this.id, reason.slice(0, MAX_REASON_LENGTH));
    }
  }

  /** Takes the session's next turn if there may be something to send: at most one in each cycle, none while nothing waits. */
  #scheduleBroadcast(): void {
    const { clock } = this.#relay.environment;
    if (!this.#greeted || this.#finished || this.#broadcasting || this.#cancelBroadcast !== undefined) return;
    if (this.#relay.pooled === 0 || !this.#backlog.pending) return;
    const delay = BROADCAST_CYCLE - ((clock.elapsed() + this.#phase) % BROADCAST_CYCLE);
    this.#cancelBroadcast = clock.schedule(delay, () => {
      this.#cancelBroadcast = undefined;
      void this.#broadcast();
    });
  }

  async #broadcast(): Promise<void> {
    this.#broadcasting = true;
    const { dialect, packetSizes, reader } = this.#relay;
    const size = packetSizes.of(this.id);
    for (const entries of this.#backlog.packets(size)) {
      const { code, payload } = dialect.writeEnvelopes(entries.map(({ envelope }) => envelope));
      const batch = this.#inFlight.add(entries, () => reader.batchHashOf(payload), size);
      if (!(await this.#outbox.send(code, payload, true))) return;
      this.#inFlight.written(batch);
      this.#count('whisper_envelopes_sent_total', entries.length);
      this.#tellSent(batch);
    }
    this.#broadcasting = false;
    this.#scheduleBroadcast();
  }

  /** Reports once that the envelopes of a batch left: when it is written, or before its answer is reported, which may come earlier. */
  #tellSent(batch: Batch): void {
    if (batch.told) return;
    batch.told = true;
    for (const entry of batch.own) this.#relay.sent(entry, this.id, this.#confirms);
  }

  #count(name: string, by = 1): void {
    this.#relay.environment.metrics.count(name, by);
  }
}

/** Why a session ended that the peer, or the network, has broken off; `undefined` for one that goes on or ended in peace, or by us. */
function brokenOffWith({ aborted, reason: end }: AbortSignal): DisconnectReason | undefined {
  if (!aborted || !(end instanceof Error)) return undefined;
  const { reason, remote } = end as Error & { readonly reason?: DisconnectReason; readonly remote?: boolean };
  switch (reason) {
    case 'networkError':
    case 'timeout':
      return reason;
    case 'protocolBreach':
    case 'subprotocolError':
      return remote === false ? undefined : reason;
    default:
      return undefined;
  }
}
