import { bytesToHex } from '@status/base';
import type { Cancel, Environment, PostReceipt, PrivacyLayer } from '@status/interfaces';
import { ENVELOPE_GRACE_MS, ENVELOPE_TTL, OWN_ENVELOPES_MAX } from './constants.ts';
import type { Mailbox } from './mailbox.ts';
import type { Route } from './routing.ts';

/** What became of something that was posted. `lost`: its time ran out before any peer had it. */
export type Fate = 'sent' | 'confirmed' | 'lost' | 'done';

/** Told of each step once, however many peers take it; `done` (it left, and its time is over) or `lost` comes last. */
export type OnFate = (fate: Fate) => void;

type Tracked = { readonly onFate: OnFate; readonly told: Set<Fate>; readonly cancelEnd: Cancel };

/** Posts sealed bytes on a route under this account's signature and follows what becomes of the envelope. */
export class Dispatcher {
  readonly #privacy: PrivacyLayer;
  readonly #mailbox: Mailbox;
  readonly #privateKey: Uint8Array;
  readonly #environment: Environment;
  readonly #tracked = new Map<string, Tracked>();
  readonly #own = new Set<string>();
  /** Events that came before the receipt of their envelope did, while posts are under way. */
  readonly #early = new Map<string, ('sent' | 'confirmed' | 'done')[]>();
  #posting = 0;
  readonly #cancels: readonly Cancel[];

  constructor(privacy: PrivacyLayer, mailbox: Mailbox, privateKey: Uint8Array, environment: Environment) {
    this.#privacy = privacy;
    this.#mailbox = mailbox;
    this.#privateKey = privateKey;
    this.#environment = environment;
    this.#cancels = [
      privacy.on('sent', ({ hash }) => this.#happened(bytesToHex(hash), 'sent')),
      privacy.on('confirmed', ({ hash }) => this.#happened(bytesToHex(hash), 'confirmed')),
      privacy.on('refused', ({ reason, peer }) => {
        environment.metrics.count('messenger_refused_total');
        environment.logger.warn('a peer refused an envelope of ours', { reason, peer });
      }),
      privacy.on('expired', ({ hash }) => this.#happened(bytesToHex(hash), 'done')),
    ];
  }

  /** Posts; rejects if the transport will never send it. `recipient` is needed on asymmetric routes. */
  async post(
    route: Route,
    recipient: Uint8Array | undefined,
    bytes: Uint8Array,
    onFate: OnFate,
    signal: AbortSignal,
  ): Promise<PostReceipt> {
    const to = await this.#mailbox.recipientOn(route, recipient);
    this.#posting++;
    try {
      const receipt = await this.#privacy.post(
        { topic: route.topic, to, from: this.#privateKey, payload: bytes, ttl: ENVELOPE_TTL },
        { signal },
      );
      const id = bytesToHex(receipt.hash);
      this.#remember(id);
      // A transport may never say that the time is over.
      const { clock } = this.#environment;
      const cancelEnd = clock.schedule(receipt.expiresAt + ENVELOPE_GRACE_MS - clock.now(), () =>
        this.#happened(id, 'done'),
      );
      this.#tracked.set(id, { onFate, told: new Set(), cancelEnd });
      for (const fate of this.#early.get(id) ?? []) this.#happened(id, fate);
      return receipt;
    } finally {
      this.#posting--;
      if (this.#posting === 0) this.#early.clear();
    }
  }

  /** Whether an envelope is one of ours that came back. */
  isOwn(hash: Uint8Array): boolean {
    return this.#own.has(bytesToHex(hash));
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
    for (const { cancelEnd } of this.#tracked.values()) cancelEnd();
    this.#tracked.clear();
  }

  #remember(id: string): void {
    this.#own.add(id);
    if (this.#own.size <= OWN_ENVELOPES_MAX) return;
    const [oldest] = this.#own;
    if (oldest !== undefined) this.#own.delete(oldest);
  }

  #happened(id: string, fate: 'sent' | 'confirmed' | 'done'): void {
    const tracked = this.#tracked.get(id);
    if (tracked === undefined) {
      if (this.#posting > 0) this.#early.set(id, [...(this.#early.get(id) ?? []), fate]);
      return;
    }
    const { onFate, told, cancelEnd } = tracked;
    if (fate !== 'done') {
      if (told.has(fate)) return;
      told.add(fate);
      onFate(fate);
      return;
    }
    this.#tracked.delete(id);
    cancelEnd();
    if (told.size === 0) this.#environment.metrics.count('messenger_envelopes_lost_total');
    onFate(told.size === 0 ? 'lost' : 'done');
  }
}
