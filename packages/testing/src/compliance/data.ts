import { equalBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { ApplicationMessage, Attachment, ChatMessage, DataLayer } from '@status/interfaces';
import { damages } from '../damage.ts';
import { seededRandom } from '../seeded-random.ts';
import { VIRTUAL_START } from '../virtual-clock.ts';
import { type Case, check, checkAbsent, checkBytes, checkSame } from './case.ts';

/** A data layer, and what a sender that does not sign would send. */
export type DataSubject = {
  readonly layer: DataLayer;
  /** The bytes of a message without a signature. Needed where the manifest says `unsigned`. */
  readonly unsigned?: (message: ApplicationMessage) => Uint8Array;
};

/** What this data layer can do. */
export type DataManifest = {
  /** Reads messages that are not signed themselves. */
  readonly unsigned?: boolean;
};

const NOW = VIRTUAL_START;
/** Ways of each kind to damage a message; few, since checking a signature takes milliseconds. */
const DAMAGES = 30;

const random = seededRandom('data compliance');
const ALICE = generatePrivateKey(random);
const BOB = generatePrivateKey(random);

const CHAT: ChatMessage = {
  clock: BigInt(NOW),
  timestamp: BigInt(NOW) - 5n,
  text: 'Grüße 🦊 – one\n\ttwo ',
  responseTo: '',
  ensName: '',
  chatId: 'status',
  messageType: 2,
  contentType: 1,
};

const ATTACHMENTS: readonly (readonly [contentType: number, attachment: Attachment])[] = [
  [2, { kind: 'sticker', hash: 'e30101701220aa', pack: 4 }],
  [7, { kind: 'image', type: 2, bytes: random.bytes(2000) }],
  [8, { kind: 'audio', type: 1, bytes: random.bytes(3000), durationMs: 3_600_000n }],
];

const MESSAGES: readonly ApplicationMessage[] = [
  { kind: 'chat', chat: CHAT },
  {
    kind: 'chat',
    chat: { ...CHAT, responseTo: `0x${'0a'.repeat(32)}`, ensName: 'alice.stateofus.eth', messageType: 1 },
  },
  { kind: 'chat', chat: { ...CHAT, text: 'x'.repeat(4096) } },
  ...ATTACHMENTS.map(
    ([contentType, attachment]): ApplicationMessage => ({ kind: 'chat', chat: { ...CHAT, contentType, attachment } }),
  ),
  { kind: 'contact-code' },
  { kind: 'unknown', type: 9_999, payload: random.bytes(50) },
];

/** The promises of the seam `DataLayer`. */
export function dataCompliance(setup: () => Promise<DataSubject>, manifest: DataManifest = {}): Case[] {
  const withLayer = (name: string, body: (layer: DataLayer, subject: DataSubject) => void): Case => ({
    name: `data: ${name}`,
    async run() {
      const subject = await setup();
      body(subject.layer, subject);
    },
  });
  const alice = publicKeyOf(ALICE);
  const bob = publicKeyOf(BOB);
  const context = { sentAt: NOW };
  const issueOf = (layer: DataLayer, parts: Partial<ChatMessage>): string | undefined => {
    const issue = layer.validate({ kind: 'chat', chat: { ...CHAT, ...parts } }, context);
    if (issue !== undefined) {
      check(/^[A-Z0-9_]+$/.test(issue.reason), `${issue.reason} is no stable code`);
      check(issue.field.length > 0, 'the issue names no field');
    }
    return issue?.reason;
  };

  return [
    withLayer('every kind of message comes out as it went in, signed by its author', (layer) => {
      for (const message of MESSAGES) {
        const { id, bytes } = layer.wrap(message, ALICE);
        checkSame(id.length, 32, 'length of the id');
        const unwrapped = layer.unwrap(bytes, bob);
        check(unwrapped.ok, `refused: ${unwrapped.ok ? '' : unwrapped.reason}`);
        checkSame(unwrapped.signed, true, 'signed');
        checkBytes(unwrapped.author, alice, 'author');
        checkBytes(unwrapped.id, id, 'id');
        checkMessage(unwrapped.message, message);
      }
    }),
    withLayer('the same message and key give the same bytes and id', (layer) => {
      for (const message of MESSAGES) {
        const [first, second] = [layer.wrap(message, ALICE), layer.wrap(message, ALICE)];
        checkBytes(second.bytes, first.bytes, 'bytes');
        checkBytes(second.id, first.id, 'id');
      }
    }),
    withLayer('ids differ by author and by content', (layer) => {
      const [message, other] = MESSAGES as [ApplicationMessage, ApplicationMessage];
      const ids = [layer.wrap(message, ALICE), layer.wrap(message, BOB), layer.wrap(other, ALICE)].map(({ id }) => id);
      for (const [i, id] of ids.entries()) {
        check(!ids.slice(0, i).some((earlier) => equalBytes(earlier, id)), 'two different messages have one id');
      }
    }),
    withLayer('the author is who signed, whoever passed it on', (layer) => {
      const { id, bytes } = layer.wrap(MESSAGES[0]!, ALICE);
      for (const sender of [alice, bob]) {
        const unwrapped = layer.unwrap(bytes, sender);
        check(unwrapped.ok, 'refused');
        checkBytes(unwrapped.author, alice, 'author');
        checkBytes(unwrapped.id, id, 'id');
      }
    }),
    withLayer('nothing received makes unwrap throw', (layer) => {
      for (const message of MESSAGES) {
        const { bytes } = layer.wrap(message, ALICE);
        for (const damaged of damages(bytes, DAMAGES)) {
          const unwrapped = layer.unwrap(damaged, bob);
          if (!unwrapped.ok) check(/^[A-Z0-9_]+$/.test(unwrapped.reason), `${unwrapped.reason} is no stable code`);
        }
      }
    }),
    withLayer('a changed chat message does not pass for its author’s', (layer) => {
      const { bytes } = layer.wrap(MESSAGES[0]!, ALICE);
      for (let at = 0; at < bytes.length; at++) {
        const changed = bytes.slice();
        changed[at]! ^= 1 << (at & 7);
        const unwrapped = layer.unwrap(changed, bob);
        if (!unwrapped.ok || unwrapped.message.kind !== 'chat' || !equalBytes(unwrapped.author, alice)) continue;
        checkMessage(unwrapped.message, MESSAGES[0]!);
      }
    }),
    withLayer('what was unwrapped is its own memory', (layer) => {
      for (const message of MESSAGES) {
        const { bytes } = layer.wrap(message, ALICE);
        const sender = bob.slice();
        const unwrapped = layer.unwrap(bytes, sender);
        check(unwrapped.ok, 'refused');
        bytes.fill(0);
        sender.fill(0);
        checkBytes(unwrapped.author, alice, 'author');
        checkMessage(unwrapped.message, message);
      }
    }),
    withLayer('good messages are valid', (layer) => {
      for (const message of MESSAGES) checkAbsent(layer.validate(message, context)?.reason, 'issue');
    }),
    withLayer('texts have 1 to 4096 bytes that are not all blank', (layer) => {
      for (const text of ['', ' ', '\n\t ', 'x'.repeat(4097), 'é'.repeat(2049)]) {
        check(issueOf(layer, { text }) !== undefined, `a text of ${text.length} units passed`);
      }
      for (const text of ['x', ' x ', 'é'.repeat(2048)]) checkAbsent(issueOf(layer, { text }), 'issue');
    }),
    withLayer('a clock far ahead of the time of sending is refused, an old one is not', (layer) => {
      check(issueOf(layer, { clock: BigInt(NOW) + 86_400_000n }) !== undefined, 'a clock a day ahead passed');
      check(issueOf(layer, { clock: (1n << 64n) - 1n }) !== undefined, 'the highest clock of all passed');
      checkAbsent(issueOf(layer, { clock: BigInt(NOW) - 86_400_000n }), 'issue with a clock of yesterday');
    }),
    withLayer('what is for local use only is refused', (layer) => {
      check(issueOf(layer, { messageType: 4 }) !== undefined, 'a system message of a group passed');
      check(issueOf(layer, { contentType: 6 }) !== undefined, 'a system message passed');
    }),
    withLayer('the next clock is later than the last and not before now', (layer) => {
      for (const last of [0n, BigInt(NOW) - 1n, BigInt(NOW), BigInt(NOW) + 1_000_000n]) {
        const { clock, timestamp } = layer.nextClock(last, NOW);
        check(clock > last, `${clock} does not come after ${last}`);
        check(clock >= BigInt(NOW), `${clock} is before now`);
        check(clock <= BigInt(NOW) || clock === last + 1n, `${clock} leaves a gap after ${last}`);
        checkSame(timestamp, BigInt(NOW), 'timestamp');
      }
    }),
    ...(manifest.unsigned === true
      ? [
          withLayer('a message that is not signed has its sender as author, and says so', (layer, { unsigned }) => {
            check(unsigned !== undefined, 'the setup must be able to leave out the signature');
            const unwrapped = layer.unwrap(unsigned(MESSAGES[0]!), bob);
            check(unwrapped.ok, 'refused');
            checkSame(unwrapped.signed, false, 'signed');
            checkBytes(unwrapped.author, bob, 'author');
            checkMessage(unwrapped.message, MESSAGES[0]!);
          }),
        ]
      : []),
  ];
}

/** Fails unless two messages are the same, field by field. */
function checkMessage(actual: ApplicationMessage, expected: ApplicationMessage): void {
  checkSame(describe(actual), describe(expected), 'message');
}

function describe(message: ApplicationMessage): string {
  const sorted = (value: unknown): unknown => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return [...value].join();
    if (typeof value !== 'object' || value === null) return value;
    const present = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(
      present.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
    );
  };
  return JSON.stringify(sorted(message));
}
