import { bytesToHex } from '@status/base';
import type { Cancel, Environment, MessageHash, PostReceipt, PrivacyLayer, PrivateKey } from '@status/interfaces';
import { ENVELOPE_GRACE_MS, OWN_ENVELOPES_MAX } from './constants.ts';
import type { OutgoingEnvelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** What became of something that was posted. `lost`: its time ran out before any peer had it, as far as peers say what they have. */
export type Fate = 'sent' | 'confirmed' | 'lost' | 'done';

/** Told of each step once, however many peers take it; `done` (it left, and its time is over) or `lost` comes last. */
export type OnFate = (fate: Fate) => void;

/** A step of an envelope. `taken`: it left for a peer that confirms nothing, so that no better word will come from there. */
type Step = 'sent' | 'taken' | 'confirmed' | 'done';

type Tracked = { readonly onFate: OnFate; readonly steps: Set<Step>; readonly cancelEnd: Cancel };

/** Posts sealed bytes on a route under this account's signature and follows what becomes of the envelope. */
export class Dispatcher {
  readonly #privacy: PrivacyLayer;
  readonly #keys: KeyRing;
  readonly #identity: PrivateKey;
  readonly #environment: Environment;
  readonly #tracked = new Map<string, Tracked>();
  readonly #own = new Set<string>();
  /** Events that came before the receipt of their envelope did, while posts are under way. */
  readonly #early = new Map<string, Step[]>();
  #posting = 0;
  readonly #cancels: readonly Cancel[];

  constructor(privacy: PrivacyLayer, keys: KeyRing, identity: PrivateKey, environment: Environment) {
    this.#privacy = privacy;
    this.#keys = keys;
    this.#identity = identity;
    this.#environment = environment;
    this.#cancels = [
      privacy.on('sent', ({ hash, confirms }) => {
        this.#happened(bytesToHex(hash), 'sent');
        if (!confirms) this.#happened(bytesToHex(hash), 'taken');
      }),
      privacy.on('confirmed', ({ hash }) => this.#happened(bytesToHex(hash), 'confirmed')),
      privacy.on('refused', ({ reason, peer }) => {
        environment.metrics.count('messenger_refused_total');
        environment.logger.warn('a peer refused an envelope of ours', { reason, peer });
      }),
      privacy.on('expired', ({ hash }) => this.#happened(bytesToHex(hash), 'done')),
    ];
  }

  /** Posts, for as long as the transport thinks fit; rejects if it will never send it. */
  async post({ route, recipient, bytes }: OutgoingEnvelope, onFate: OnFate, signal: AbortSignal): Promise<PostReceipt> {
    const to = await this.#keys.recipientOn(route, recipient);
    this.#posting++;
    try {
      const message = { topic: route.topic, to, from: this.#identity, payload: bytes };
      const receipt = await this.#privacy.post(message, { signal });
      const id = bytesToHex(receipt.hash);
      this.#remember(id);
      this.#tracked.set(id, { onFate, steps: new Set(), cancelEnd: this.#scheduleEnd(id, receipt) });
      for (const step of this.#early.get(id) ?? []) this.#happened(id, step);
      return receipt;
    } finally {
      this.#posting--;
      if (this.#posting === 0) this.#early.clear();
    }
  }

  /** Whether an envelope is one of ours that came back. */
  isOwn(hash: MessageHash): boolean {
    return this.#own.has(bytesToHex(hash));
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    for (const { cancelEnd } of this.#tracked.values()) cancelEnd();
    this.#tracked.clear();
  }

  /** A transport may never say that the time is over. Both ends of it are by one clock, and what lies between them goes by no matter how clocks are set. */
  #scheduleEnd(id: string, { sentAt, expiresAt }: PostReceipt): Cancel {
    const grace = ENVELOPE_GRACE_MS + this.#privacy.traits.typicalLatency;
    const lifetime = Math.max(0, expiresAt - sentAt);
    return this.#environment.clock.schedule(lifetime + grace, () => this.#happened(id, 'done'));
  }

  #remember(id: string): void {
    this.#own.add(id);
    if (this.#own.size <= OWN_ENVELOPES_MAX) return;
    const [oldest] = this.#own;
    if (oldest !== undefined) this.#own.delete(oldest);
  }

  #happened(id: string, step: Step): void {
    const tracked = this.#tracked.get(id);
    if (tracked === undefined) {
      if (this.#posting > 0) this.#early.set(id, [...(this.#early.get(id) ?? []), step]);
      return;
    }
    const { onFate, steps, cancelEnd } = tracked;
    if (step !== 'done') {
      if (steps.has(step)) return;
      steps.add(step);
      if (step !== 'taken') onFate(step);
      return;
    }
    this.#tracked.delete(id);
    cancelEnd();
    // Written to a peer that then said nothing may be in a link that was dead: only its word, or that it never gives one, is the end.
    const lost = !steps.has('confirmed') && !steps.has('taken');
    if (lost) this.#environment.metrics.count('messenger_envelopes_lost_total');
    onFate(lost ? 'lost' : 'done');
  }
}
