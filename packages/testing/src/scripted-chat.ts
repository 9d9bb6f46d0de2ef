import { bytesTo0x } from '@status/base';
import type { Cancel, Protection } from '@status/interfaces';

/** The parts of a messenger that the play needs; `@status/messenger` has them. */
export interface Player {
  readonly publicKey: Uint8Array;
  on(name: 'message', listener: (message: PlayedMessage) => void): Cancel;
  on(name: 'status', listener: (change: { readonly messageId: string; readonly status: string }) => void): Cancel;
  on(name: 'device', listener: (device: { readonly publicKey: string }) => void): Cancel;
  addContact(publicKey: Uint8Array): Promise<string>;
  advertise(): Promise<void>;
  join(chat: string): Promise<string>;
  sendDirect(text: {
    readonly to: Uint8Array;
    readonly text: string;
    readonly forwardSecrecy?: boolean;
  }): Promise<Receipt>;
  sendPublic(text: { readonly chat: string; readonly text: string }): Promise<Receipt>;
}

/** A message of the play, as a player's history has it. */
export interface PlayedMessage {
  readonly id: string;
  readonly from: string;
  readonly chatId: string;
  readonly text: string;
  readonly protection?: Protection;
}

type Receipt = { readonly messageId: string };

/** What the play came to. */
export interface ChatReport {
  /** Ids of all messages of the play. */
  readonly messageIds: readonly string[];
  /** What did not happen as it should; empty if all is well. */
  readonly faults: readonly string[];
}

/**
 * The same conversation over whatever two messengers stand on: Bob's keys are found on his contact-code topic, Alice and Bob
 * talk in private with the ratchet turning, one message goes with the transport's encryption only, and both speak in a public
 * chat. Every message must come once, to the right chat, with the right protection, and the private ones be acknowledged.
 *
 * Rejects with what it waited for if that does not come within `timeoutMs` (default 15 s of real time).
 */
export async function scriptedChat(alice: Player, bob: Player, timeoutMs = 15_000): Promise<ChatReport> {
  const stage = new Stage(alice, bob, timeoutMs);
  try {
    await alice.addContact(bob.publicKey);
    await bob.advertise();
    await stage.until("Bob's keys", () => stage.devices.has(bytesTo0x(bob.publicKey)));
    await stage.direct(alice, bob, 'Hello Bob, this opens our session.');
    await stage.direct(bob, alice, 'Hello Alice, this turns the ratchet.');
    await stage.direct(alice, bob, 'And this turns it again. äöü 🦉');
    await stage.direct(bob, alice, 'x'.repeat(4_096));
    await stage.direct(alice, bob, 'This one only the transport encrypts.', false);
    for (const who of [alice, bob]) await who.join('scripted-chat');
    await stage.open(alice, bob, 'Hello everybody.');
    await stage.open(bob, alice, 'Hello Alice, in public.');
    await stage.until('acknowledgements', () => stage.owed.size === 0);
    return stage.report();
  } finally {
    stage.close();
  }
}

class Stage {
  readonly devices = new Set<string>();
  /** Ids of private messages that were not acknowledged yet. */
  readonly owed = new Set<string>();
  readonly #inboxes = new Map<Player, PlayedMessage[]>();
  readonly #sent: { readonly id: string; readonly to: Player }[] = [];
  readonly #faults: string[] = [];
  readonly #cancels: Cancel[] = [];
  readonly #timeoutMs: number;
  #wake: (() => void)[] = [];

  constructor(alice: Player, bob: Player, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    for (const who of [alice, bob]) {
      const inbox: PlayedMessage[] = [];
      this.#inboxes.set(who, inbox);
      this.#cancels.push(
        who.on('message', (message) => {
          inbox.push(message);
          this.#stir();
        }),
        who.on('status', ({ messageId, status }) => {
          if (status === 'delivered') this.owed.delete(messageId);
          this.#stir();
        }),
        who.on('device', ({ publicKey }) => {
          this.devices.add(publicKey);
          this.#stir();
        }),
      );
    }
  }

  async direct(from: Player, to: Player, text: string, forwardSecrecy = true): Promise<void> {
    const { messageId } = await from.sendDirect({ to: to.publicKey, text, forwardSecrecy });
    if (forwardSecrecy) this.owed.add(messageId);
    await this.#arrival(
      from,
      to,
      messageId,
      text,
      bytesTo0x(from.publicKey),
      forwardSecrecy ? 'ratchet' : 'transport-only',
    );
  }

  async open(from: Player, to: Player, text: string): Promise<void> {
    const { messageId } = await from.sendPublic({ chat: 'scripted-chat', text });
    await this.#arrival(from, to, messageId, text, 'scripted-chat', 'public');
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited ${this.#timeoutMs} ms for ${what}`)), this.#timeoutMs);
      this.#cancels.push(() => clearTimeout(timer));
    });
    while (!holds()) await Promise.race([deadline, new Promise<void>((resolve) => this.#wake.push(resolve))]);
    deadline.catch(() => {});
  }

  report(): ChatReport {
    for (const { id, to } of this.#sent) {
      const times = this.#inboxes.get(to)!.filter((message) => message.id === id).length;
      if (times !== 1) this.#faults.push(`message ${id} came ${times} times`);
    }
    return { messageIds: this.#sent.map(({ id }) => id), faults: this.#faults };
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
  }

  async #arrival(
    from: Player,
    to: Player,
    id: string,
    text: string,
    chatId: string,
    protection: Protection,
  ): Promise<void> {
    this.#sent.push({ id, to });
    const inbox = this.#inboxes.get(to)!;
    await this.until(`"${text.slice(0, 40)}"`, () => inbox.some((message) => message.id === id));
    const message = inbox.find((candidate) => candidate.id === id)!;
    const expected = { from: bytesTo0x(from.publicKey), chatId, text, protection };
    for (const [field, value] of Object.entries(expected)) {
      const actual = message[field as keyof PlayedMessage];
      if (actual !== value) this.#faults.push(`${field} of "${text.slice(0, 40)}" is ${actual}, not ${value}`);
    }
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
