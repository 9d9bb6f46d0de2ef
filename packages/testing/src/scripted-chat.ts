import { bytesTo0x } from '@status/base';
import type { Cancel, Clock, Protection, PublicKey } from '@status/interfaces';

/** The parts of a messenger that the play needs; `@status/messenger` has them. */
export interface Player {
  readonly publicKey: PublicKey;
  on(name: 'message', listener: (message: PlayedMessage) => void): Cancel;
  on(name: 'status', listener: (change: { readonly messageId: string; readonly status: string }) => void): Cancel;
  on(name: 'device', listener: (device: { readonly publicKey: string }) => void): Cancel;
  addContact(publicKey: Uint8Array): Promise<string>;
  advertise(): Promise<void>;
  join(chat: string): Promise<string>;
  openGroup(group: { readonly chatId: string; readonly members: readonly Uint8Array[] }): Promise<string>;
  sendDirect(text: {
    readonly to: Uint8Array;
    readonly text: string;
    readonly forwardSecrecy?: boolean;
  }): Promise<Receipt>;
  sendPublic(text: { readonly chat: string; readonly text: string }): Promise<Receipt>;
  sendGroup(text: { readonly chat: string; readonly text: string }): Promise<Receipt>;
  messages(chatId: string): Promise<readonly PlayedMessage[]>;
}

/** A message of the play, as a player's history has it. */
export interface PlayedMessage {
  readonly id: string;
  readonly from: string;
  readonly chatId: string;
  readonly text: string;
  readonly status: string;
  readonly protection?: Protection;
}

type Receipt = { readonly messageId: string };

/** What is to be expected of what the players stand on. */
export interface ChatScript {
  readonly clock: Clock;
  /** Lets time pass, such as `() => clock.advance(1_000)`; absent where it passes by itself. */
  readonly pass?: () => Promise<void>;
  /** How long one step may take by that clock, ms (default 15,000). */
  readonly timeoutMs?: number;
  /** Whether the security layer publishes keys, which are then found first (default true). */
  readonly keys?: boolean;
  /** Which messages data sync acknowledges, so that they are `delivered` in the end (default: all private ones). */
  readonly acknowledges?: { readonly direct: boolean; readonly group: boolean };
  /** What protections are called: of private messages, of those in the group, of public ones (default `ratchet`, `ratchet`, `public`). */
  readonly protections?: { readonly direct: string; readonly group: string; readonly public: string };
}

/** What the play came to. */
export interface ChatReport {
  /** Ids of all messages of the play. */
  readonly messageIds: readonly string[];
  /** What did not happen as it should; empty if all is well. */
  readonly faults: readonly string[];
  /** What every player has in the end, in words that do not depend on keys: `alice | the group | bob: text`. The same whatever they stand on. */
  readonly state: readonly string[];
}

const PUBLIC_CHAT = 'scripted-chat';
const GROUP = '5f0c1f2e-scripted-group';

/**
 * The same conversation of three over whatever their messengers stand on: keys are found on contact-code topics, Alice and Bob talk in private with
 * sessions moving on, one message goes with the transport's encryption only, all speak in a public chat, and all in a group. Every message must come once to
 * each of its readers, to the right chat, with the right protection, and where data sync acknowledges the private ones be delivered to everybody.
 *
 * Rejects with what it waited for if that does not come in time.
 */
export async function scriptedChat(
  players: { readonly alice: Player; readonly bob: Player; readonly carol: Player },
  script: ChatScript,
): Promise<ChatReport> {
  const stage = new Stage(Object.entries(players), script);
  const { alice, bob, carol } = players;
  const everybody = [alice, bob, carol];
  const protections = script.protections ?? { direct: 'ratchet', group: 'ratchet', public: 'public' };
  const acknowledges = script.acknowledges ?? { direct: true, group: true };
  const direct = { protection: protections.direct, acknowledged: acknowledges.direct };
  const group = { protection: protections.group, acknowledged: acknowledges.group };
  const open = { protection: protections.public, acknowledged: false };
  const bare = { protection: 'transport-only', acknowledged: false };
  try {
    if (script.keys !== false) await stage.meet(everybody);
    const talk = (from: Player, to: Player, text: string) =>
      stage.say(from, [to], direct, text, () => from.sendDirect({ to: to.publicKey, text, forwardSecrecy: true }));
    await talk(alice, bob, 'Hello Bob, this opens our session.');
    await talk(bob, alice, 'Hello Alice, this turns the ratchet.');
    await talk(alice, bob, 'And this turns it again. äöü 🦉');
    await talk(bob, alice, 'x'.repeat(4_096));
    const plainly = 'This one only the transport encrypts.';
    await stage.say(alice, [bob], bare, plainly, () =>
      alice.sendDirect({ to: bob.publicKey, text: plainly, forwardSecrecy: false }),
    );
    await stage.during('everybody to join', Promise.all(everybody.map((who) => who.join(PUBLIC_CHAT))));
    for (const [from, text] of [
      [alice, 'Hello everybody.'],
      [bob, 'Hello Alice, in public.'],
    ] as const) {
      const readers = everybody.filter((who) => who !== from);
      await stage.say(from, readers, open, text, () => from.sendPublic({ chat: PUBLIC_CHAT, text }));
    }
    const members = everybody.map(({ publicKey }) => publicKey);
    const opening = everybody.map((who) => who.openGroup({ chatId: GROUP, members }));
    await stage.during('the group to be opened', Promise.all(opening));
    for (const [from, text] of [
      [alice, 'Just the three of us.'],
      [bob, 'Who else?'],
      [carol, 'Nobody.'],
      [alice, 'Good.'],
    ] as const) {
      const readers = everybody.filter((who) => who !== from);
      await stage.say(from, readers, group, text, () => from.sendGroup({ chat: GROUP, text }));
    }
    await stage.until('acknowledgements', () => stage.isAcknowledged());
    return await stage.report();
  } finally {
    stage.close();
  }
}

/** How a message is to travel. */
type Manner = { readonly protection: string; readonly acknowledged: boolean };

type Said = Manner & { readonly id: string; readonly readers: readonly Player[] };

class Stage {
  readonly #names: ReadonlyMap<Player, string>;
  readonly #script: ChatScript;
  readonly #devices = new Map<Player, Set<string>>();
  readonly #inboxes = new Map<Player, PlayedMessage[]>();
  readonly #said: Said[] = [];
  readonly #delivered = new Set<string>();
  readonly #faults: string[] = [];
  readonly #cancels: Cancel[] = [];
  #wake: (() => void)[] = [];

  constructor(players: readonly (readonly [string, Player])[], script: ChatScript) {
    this.#script = script;
    this.#names = new Map(players.map(([name, player]) => [player, name]));
    for (const [, player] of players) this.#listen(player);
  }

  /** Everybody finds the keys of everybody else. */
  async meet(people: readonly Player[]): Promise<void> {
    const others = (who: Player): readonly Player[] => people.filter((other) => other !== who);
    const adding = people.flatMap((who) => others(who).map(({ publicKey }) => who.addContact(publicKey)));
    await this.during('contacts to be listened for', Promise.all(adding));
    for (const who of people) await who.advertise();
    const knows = (who: Player, other: Player): boolean => this.#devices.get(who)!.has(bytesTo0x(other.publicKey));
    await this.until('keys', () => people.every((who) => others(who).every((other) => knows(who, other))));
  }

  /** Somebody says something, and it arrives at everybody who is to read it. */
  async say(
    from: Player,
    readers: readonly Player[],
    manner: Manner,
    text: string,
    send: () => Promise<Receipt>,
  ): Promise<void> {
    const { messageId: id } = await send();
    this.#said.push({ ...manner, id, readers });
    for (const reader of readers) {
      const inbox = this.#inboxes.get(reader)!;
      const isIt = (message: PlayedMessage): boolean => message.id === id;
      await this.until(`"${text.slice(0, 40)}" to reach ${this.#names.get(reader)}`, () => inbox.some(isIt));
      const message = inbox.find(isIt)!;
      this.#compare('text', message.text, text);
      this.#compare(`sender of "${text.slice(0, 40)}"`, message.from, bytesTo0x(from.publicKey));
      this.#compare(`protection of "${text.slice(0, 40)}"`, message.protection?.label, manner.protection);
    }
  }

  /** What work comes to, letting time pass for it. */
  async during<Result>(what: string, work: Promise<Result>): Promise<Result> {
    let over = false;
    const done = (): void => {
      over = true;
      this.#stir();
    };
    work.then(done, done);
    await this.until(what, () => over);
    return work;
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    const { clock, pass, timeoutMs = 15_000 } = this.#script;
    const end = clock.elapsed() + timeoutMs;
    while (!holds()) {
      const left = end - clock.elapsed();
      if (left <= 0) throw new Error(`waited ${timeoutMs} ms for ${what}`);
      if (pass !== undefined) await pass();
      else await this.#next(left);
    }
  }

  /** Whether every message that is to be acknowledged was, by each of its readers. */
  isAcknowledged(): boolean {
    return this.#said.every(({ id, acknowledged }) => !acknowledged || this.#delivered.has(id));
  }

  async report(): Promise<ChatReport> {
    for (const { id, readers } of this.#said) {
      for (const reader of readers) {
        const times = this.#inboxes.get(reader)!.filter((message) => message.id === id).length;
        if (times !== 1) this.#faults.push(`message ${id} came ${times} times to ${this.#names.get(reader)}`);
      }
    }
    return { messageIds: this.#said.map(({ id }) => id), faults: this.#faults, state: await this.#state() };
  }

  close(): void {
    for (const cancel of this.#cancels) cancel();
  }

  #listen(player: Player): void {
    const inbox: PlayedMessage[] = [];
    const devices = new Set<string>();
    this.#inboxes.set(player, inbox);
    this.#devices.set(player, devices);
    this.#cancels.push(
      player.on('message', (message) => {
        inbox.push(message);
        this.#stir();
      }),
      player.on('status', ({ messageId, status }) => {
        if (status === 'delivered') this.#delivered.add(messageId);
        this.#stir();
      }),
      player.on('device', ({ publicKey }) => {
        devices.add(publicKey);
        this.#stir();
      }),
    );
  }

  async #state(): Promise<string[]> {
    const names = new Map([...this.#names].map(([player, name]) => [bytesTo0x(player.publicKey), name]));
    const chats = [...names].concat([
      [PUBLIC_CHAT, 'the public chat'],
      [GROUP, 'the group'],
    ]);
    const lines: string[] = [];
    for (const [player, owner] of this.#names) {
      for (const [chatId, chat] of chats) {
        const messages = await player.messages(chatId);
        const texts = messages.map(({ from, text }) => `${owner} | ${chat} | ${names.get(from)}: ${text.slice(0, 40)}`);
        lines.push(...texts.reverse());
      }
    }
    return lines;
  }

  #compare(what: string, actual: string | undefined, expected: string): void {
    if (actual !== expected) this.#faults.push(`${what} is ${actual}, not ${expected}`);
  }

  #next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#script.clock.schedule(ms, resolve);
      this.#wake.push(() => {
        cancel();
        resolve();
      });
    });
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
