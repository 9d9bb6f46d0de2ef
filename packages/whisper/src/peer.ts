import type { Cancel, Environment, Packet, Session } from '@status/interfaces';
import { REFUSAL_TEXT, type Verdict } from './acceptance.ts';
import { Backlog } from './backlog.ts';
import type { Bloom } from './bloom.ts';
import { pause } from './clock.ts';
import {
  ABUSE_BUDGET,
  ABUSE_RECOVERY,
  BROADCAST_CYCLE,
  HANDSHAKE_TIMEOUT,
  MAX_PENDING_BATCHES,
  MAX_REASON_LENGTH,
  RECEIVE_SLICE,
  RECEIVE_SLICE_TIME,
} from './constants.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { WhisperError } from './errors.ts';
import { Outbox } from './outbox.ts';
import {
  batchHashOf,
  decodeBatchAck,
  decodeBloom,
  decodeMessagesResponse,
  decodePowRequirement,
  decodeRateLimits,
  decodeStatus,
  ENVELOPE_ERROR_CODE,
  type EnvelopeError,
  encodeBatchAck,
  encodeBloom,
  encodeMessages,
  encodeMessagesResponse,
  encodePowRequirement,
  encodeStatus,
  PacketCode,
  readMessages,
  type Status,
} from './packets.ts';
import { hashKey, type PoolEntry } from './pool.ts';

/** What a session needs of the node that it belongs to. */
export interface PeerNode {
  readonly environment: Environment;
  /** Limit on a packet, bytes. */
  readonly maxMessageSize: number;
  /** How this node introduces itself now. */
  status(): Status;
  /** Begins a walk through the pool, oldest first, that survives changes. */
  pooled(): IterableIterator<PoolEntry>;
  /** Judges an envelope that the peer sent and takes it if it fits; resolves when subscriptions have room for more. */
  receive(envelope: Envelope, from: WhisperPeer): Promise<Verdict>;
  /** An own envelope left for a peer. */
  sent(entry: PoolEntry, peer: string): void;
  /** A peer took an own envelope. */
  confirmed(entry: PoolEntry, peer: string): void;
  /** A peer did not take an own envelope. */
  refused(entry: PoolEntry, peer: string, reason: string): void;
}

/** Own envelopes that went to the peer in one packet; `told`: that they were sent was reported. */
type Batch = { readonly entries: readonly PoolEntry[]; told: boolean };

/** One shh session: the handshake, what arrives, what is to be sent, and what became of it. */
export class WhisperPeer {
  /** Pooled entries on their way to this peer. */
  readonly backlog: Backlog;
  readonly #session: Session;
  readonly #node: PeerNode;
  readonly #outbox: Outbox;
  /** Batches whose acknowledgement is awaited, by batch hash, oldest first. */
  readonly #batches = new Map<string, Batch>();
  #greeted = false;
  #abuse = 0;
  #abuseAt = 0;
  #cancelTimer: Cancel = () => {};
  /** Settles when the session shall end before the peer is gone; rejects if the peer is to blame. */
  readonly #over: Promise<void>;
  #finish!: (error?: WhisperError) => void;
  #finished = false;

  constructor(session: Session, node: PeerNode) {
    this.#session = session;
    this.#node = node;
    this.#over = new Promise((resolve, reject) => {
      this.#finish = (error) => (error === undefined ? resolve() : reject(error));
    });
    this.#outbox = new Outbox(session, this.#finish);
    this.backlog = new Backlog(() => node.pooled());
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
    const { clock } = this.#node.environment;
    this.#cancelTimer = clock.schedule(HANDSHAKE_TIMEOUT, () => this.#giveUp());
    void this.#outbox.send(PacketCode.status, encodeStatus(this.#node.status()));
    try {
      await Promise.race([this.#receive(), this.#over]);
    } finally {
      this.#finished = true;
      this.#cancelTimer();
    }
  }

  /** Ends the session in peace. */
  stop(): void {
    this.#finish();
  }

  /** Tells the peer what this node accepts from now on. */
  announceMinPow(minPow: number): void {
    void this.#outbox.send(PacketCode.powRequirement, encodePowRequirement(minPow));
  }

  /** Tells the peer what this node wants from now on. */
  announceBloom(bloom: Bloom): void {
    void this.#outbox.send(PacketCode.bloom, encodeBloom(bloom));
  }

  #giveUp(): void {
    this.#count('whisper_handshake_timeouts_total');
    const finish = (): void => this.#finish();
    void this.#session.disconnect('timeout').then(finish, finish);
  }

  async #receive(): Promise<void> {
    const { clock } = this.#node.environment;
    let turn = clock.now();
    let idleSince = turn;
    for await (const packet of this.#session) {
      if (this.#finished) return;
      turn += clock.now() - idleSince;
      if (packet.payload.length > this.#node.maxMessageSize) {
        throw new WhisperError('WHISPER_PACKET_SIZE', `a packet of ${packet.payload.length} bytes`);
      }
      if (this.#greeted) await this.#handle(packet);
      else this.#greet(packet);
      // Small packets that never end must not keep other peers waiting any more than the envelopes of a great one.
      if (clock.now() - turn >= RECEIVE_SLICE_TIME) {
        await pause(clock);
        turn = clock.now();
      }
      idleSince = clock.now();
    }
  }

  #greet({ code, payload }: Packet): void {
    if (code !== PacketCode.status) throw new WhisperError('WHISPER_HANDSHAKE', 'the first packet is not a status');
    const status = decodeStatus(payload);
    this.#greeted = true;
    this.backlog.interest = status;
    this.#cancelTimer();
    this.#scheduleBroadcast();
  }

  async #handle({ code, payload }: Packet): Promise<void> {
    const { backlog } = this;
    switch (code) {
      case PacketCode.messages:
        return this.#receiveMessages(payload);
      case PacketCode.powRequirement:
        backlog.interest = { ...backlog.interest, minPow: decodePowRequirement(payload) };
        return;
      case PacketCode.bloom:
        backlog.interest = { minPow: backlog.interest.minPow, bloom: decodeBloom(payload) };
        return;
      case PacketCode.batchAck:
        return this.#settle(decodeBatchAck(payload), []);
      case PacketCode.messagesResponse: {
        const response = decodeMessagesResponse(payload);
        return response && this.#settle(response.batchHash, response.errors);
      }
      case PacketCode.rateLimits:
        // Read to find nonsense; a broadcast cycle sends less often than any limit in use asks for.
        decodeRateLimits(payload);
        return;
      default:
        // Codes of the future, a second status, and the p2p codes, which count only from peers that we trust.
        this.#count('whisper_packets_ignored_total');
    }
  }

  async #receiveMessages(payload: Uint8Array): Promise<void> {
    const { clock } = this.#node.environment;
    const errors: EnvelopeError[] = [];
    let handled = 0;
    let turn = clock.now();
    for (const item of readMessages(payload)) {
      const envelope = readEnvelope(item);
      const verdict = await this.#node.receive(envelope, this);
      if (verdict.kind === 'refused') {
        if (verdict.abusive) this.#blame();
        errors.push({ hash: envelope.hash, code: ENVELOPE_ERROR_CODE, description: REFUSAL_TEXT[verdict.reason] });
      }
      handled++;
      if (handled % RECEIVE_SLICE === 0 || clock.now() - turn >= RECEIVE_SLICE_TIME) {
        await pause(clock);
        if (this.#finished) return;
        turn = clock.now();
      }
    }
    if (this.#node.status().confirmations) this.#acknowledge(batchHashOf(payload), errors);
  }

  #acknowledge(batchHash: Uint8Array, errors: readonly EnvelopeError[]): void {
    void this.#outbox.send(PacketCode.messagesResponse, encodeMessagesResponse({ batchHash, errors }));
    void this.#outbox.send(PacketCode.batchAck, encodeBatchAck(batchHash));
  }

  /** Envelopes that no honest node would send use up a budget that recovers with time. */
  #blame(): void {
    const now = this.#node.environment.clock.now();
    const recovered = (Math.max(0, now - this.#abuseAt) / 1000) * ABUSE_RECOVERY;
    this.#abuse = Math.max(0, this.#abuse - recovered) + 1;
    this.#abuseAt = now;
    if (this.#abuse > ABUSE_BUDGET) {
      throw new WhisperError('WHISPER_ABUSE', 'too many envelopes against the settings announced');
    }
  }

  /** The first answer to a batch settles it: what it lists was refused, the rest was taken. */
  #settle(batchHash: Uint8Array, errors: readonly EnvelopeError[]): void {
    const key = hashKey(batchHash);
    const batch = this.#batches.get(key);
    if (batch === undefined) return;
    this.#batches.delete(key);
    this.#tellSent(batch);
    const reasons = new Map(errors.map(({ hash, description }) => [hashKey(hash), description]));
    for (const entry of batch.entries) {
      const reason = reasons.get(hashKey(entry.envelope.hash));
      if (reason === undefined) this.#node.confirmed(entry, this.id);
      else this.#node.refused(entry, this.id, reason.slice(0, MAX_REASON_LENGTH));
    }
  }

  #scheduleBroadcast(): void {
    if (this.#finished) return;
    this.#cancelTimer = this.#node.environment.clock.schedule(BROADCAST_CYCLE, () => void this.#broadcast());
  }

  async #broadcast(): Promise<void> {
    for (const entries of this.backlog.packets()) {
      const payload = encodeMessages(entries.map(({ envelope }) => envelope));
      const batch = this.#expectAnswer(entries, payload);
      if (!(await this.#outbox.send(PacketCode.messages, payload))) return;
      this.#count('whisper_envelopes_sent_total', entries.length);
      this.#tellSent(batch);
    }
    this.#scheduleBroadcast();
  }

  #expectAnswer(entries: readonly PoolEntry[], payload: Uint8Array): Batch {
    const batch: Batch = { entries: entries.filter(({ own }) => own), told: false };
    if (batch.entries.length === 0) return batch;
    this.#batches.set(hashKey(batchHashOf(payload)), batch);
    if (this.#batches.size > MAX_PENDING_BATCHES) this.#batches.delete(this.#batches.keys().next().value!);
    return batch;
  }

  /** Reports once that the envelopes of a batch left: when it is written, or before its answer is reported, which may come earlier. */
  #tellSent(batch: Batch): void {
    if (batch.told) return;
    batch.told = true;
    for (const entry of batch.entries) this.#node.sent(entry, this.id);
  }

  #count(name: string, by = 1): void {
    this.#node.environment.metrics.count(name, by);
  }
}
