import { copyBytes, equalBytes } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import {
  type ApplicationMessage,
  type Attachment,
  type ChatContent,
  type ContentType,
  type DataLayer,
  type MessageKind,
  StatusError,
} from '@status/interfaces';
import { damages } from '../damage.ts';
import { seededRandom } from '../seeded-random.ts';
import { VIRTUAL_START } from '../virtual-clock.ts';
import { type Case, check, checkAbsent, checkBytes, checkCode, checkSame } from './case.ts';
import { note, noteKind, refusingKind, UNSPEAKABLE } from './note-kind.ts';

/** A data layer, others of its sort, and what a sender that does not sign would send. */
export type DataSubject = {
  readonly layer: DataLayer;
  /** A layer of the same sort that knows these kinds beside those of `layer`. Whatever else it asks of a kind, such as a number, it makes up. */
  readonly withKinds: (kinds: readonly MessageKind[]) => DataLayer;
  /** The bytes of a message without a signature. Needed where the manifest says `unsigned`. */
  readonly unsigned?: (message: ApplicationMessage) => Uint8Array;
};

/** What this data layer can do. */
export type DataManifest = {
  /** What it wraps is not signed: the author is always whom the layer below authenticated. */
  readonly neverSigns?: boolean;
  /** Signs, and reads messages that are not signed themselves too. */
  readonly unsigned?: boolean;
};

const NOW = VIRTUAL_START;
/** Ways of each kind to damage a message; few, since checking a signature takes milliseconds. */
const DAMAGES = 30;
/** Ways of each kind to damage a content, where no signature has to be checked. */
const CONTENT_DAMAGES = 300;

const random = seededRandom('data compliance');
const ALICE = generatePrivateKey(random);
const BOB = generatePrivateKey(random);

const CHAT: ChatContent = {
  clock: BigInt(NOW),
  timestamp: BigInt(NOW) - 5n,
  text: 'Grüße 🦊 – one\n\ttwo ',
  responseTo: '',
  ensName: '',
  chatId: 'status',
  place: 'public',
  content: 'text',
};

const ATTACHMENTS: readonly (readonly [content: ContentType, attachment: Attachment])[] = [
  ['sticker', { kind: 'sticker', hash: 'e30101701220aa', pack: 4 }],
  ['image', { kind: 'image', mediaType: 'image/jpeg', bytes: random.bytes(2000) }],
  ['audio', { kind: 'audio', mediaType: 'audio/aac', bytes: random.bytes(3000), durationMs: 3_600_000n }],
];

const chat = (changes: Partial<ChatContent> = {}): ApplicationMessage => ({
  kind: 'chat',
  content: { ...CHAT, ...changes },
});

const MESSAGES: readonly ApplicationMessage[] = [
  chat(),
  chat({ responseTo: `0x${'0a'.repeat(32)}`, ensName: 'alice.stateofus.eth', place: 'one-to-one' }),
  chat({ text: 'x'.repeat(4096), place: 'group' }),
  chat({ content: 'other-99' }),
  ...ATTACHMENTS.map(([content, attachment]) => chat({ content, attachment })),
  { kind: 'contact-code', content: {} },
  { kind: 'unknown', content: { type: '9999', payload: random.bytes(50) } },
];

/** The promises of the seam `DataLayer`. */
export function dataCompliance(setup: () => Promise<DataSubject>, manifest: DataManifest = {}): Case[] {
  const withLayer = (name: string, body: (layer: DataLayer, subject: DataSubject) => void | Promise<void>): Case => ({
    name: `data: ${name}`,
    async run() {
      const subject = await setup();
      await body(subject.layer, subject);
    },
  });
  const alice = publicKeyOf(ALICE);
  const bob = publicKeyOf(BOB);
  const context = { sentAt: NOW };
  const signs = manifest.neverSigns !== true;
  const issueOf = (layer: DataLayer, message: ApplicationMessage): string | undefined => {
    const issue = layer.validate(message, context);
    if (issue !== undefined) {
      check(/^[A-Z0-9_]+$/.test(issue.reason), `${issue.reason} is no stable code`);
      check(issue.field.length > 0, 'the issue names no field');
    }
    return issue?.reason;
  };
  /** The message comes out as it went in, from Alice. */
  const checkCarried = (from: DataLayer, to: DataLayer, sent: ApplicationMessage, received = sent): void => {
    const { id, bytes } = from.wrap(sent, ALICE);
    checkSame(id.length, 32, 'length of the id');
    // Who signs is the author, whoever passes the message on; who does not sign is named by the layer below.
    const unwrapped = to.unwrap(bytes, signs ? bob : alice);
    check(unwrapped.ok, `refused: ${unwrapped.ok ? '' : unwrapped.reason}`);
    checkSame(unwrapped.signed, signs, 'signed');
    checkBytes(unwrapped.author, alice, 'author');
    checkBytes(unwrapped.id, id, 'id');
    checkMessage(unwrapped.message, received);
  };

  const cases = [
    withLayer('every kind of message comes out as it went in, from its author', (layer) => {
      for (const message of MESSAGES) checkCarried(layer, layer, message);
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
    withLayer('nothing received makes unwrap throw', (layer) => {
      for (const message of MESSAGES) {
        const { bytes } = layer.wrap(message, ALICE);
        for (const damaged of damages(bytes, DAMAGES)) {
          const unwrapped = layer.unwrap(damaged, bob);
          if (!unwrapped.ok) check(/^[A-Z0-9_]+$/.test(unwrapped.reason), `${unwrapped.reason} is no stable code`);
        }
      }
    }),
    withLayer('what was unwrapped is its own memory', (layer) => {
      for (const message of MESSAGES) {
        const { bytes } = layer.wrap(message, ALICE);
        const sender = copyBytes(signs ? bob : alice);
        const unwrapped = layer.unwrap(bytes, sender);
        check(unwrapped.ok, 'refused');
        bytes.fill(0);
        sender.fill(0);
        checkBytes(unwrapped.author, alice, 'author');
        checkMessage(unwrapped.message, message);
      }
    }),
    withLayer('good messages are valid', (layer) => {
      for (const message of MESSAGES) checkAbsent(issueOf(layer, message), 'issue');
    }),
    withLayer('texts have 1 to 4096 bytes that are not all blank', (layer) => {
      for (const text of ['', ' ', '\n\t ', 'x'.repeat(4097), 'é'.repeat(2049)]) {
        check(issueOf(layer, chat({ text })) !== undefined, `a text of ${text.length} units passed`);
      }
      for (const text of ['x', ' x ', 'é'.repeat(2048)]) checkAbsent(issueOf(layer, chat({ text })), 'issue');
    }),
    withLayer('a clock far ahead of the time of sending is refused, an old one is not', (layer) => {
      check(issueOf(layer, chat({ clock: BigInt(NOW) + 86_400_000n })) !== undefined, 'a clock a day ahead passed');
      check(issueOf(layer, chat({ clock: (1n << 64n) - 1n })) !== undefined, 'the highest clock of all passed');
      checkAbsent(issueOf(layer, chat({ clock: BigInt(NOW) - 86_400_000n })), 'issue with a clock of yesterday');
    }),
    withLayer('only what passes is said to pass', (layer) => {
      const early = chat({ clock: BigInt(NOW) + 86_400_000n });
      checkSame(layer.validate(early, context)?.passes, true, 'whether a clock a day ahead passes');
      checkAbsent(layer.validate(early, { sentAt: NOW + 86_400_000 })?.reason, 'issue with it a day later');
      checkAbsent(
        layer.validate(chat({ place: 'other-4' }), context)?.passes,
        'that a place that nobody may use passes',
      );
    }),
    withLayer('a place that nobody may use is refused', (layer) => {
      for (const place of ['other-4', 'other-99'] as const) {
        check(issueOf(layer, chat({ place })) !== undefined, `a message in ${place} passed`);
      }
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
    withLayer('its kinds are found by their names, those for people among them', (layer, { withKinds }) => {
      check(layer.name.length > 0, 'the layer has no name');
      for (const name of ['chat', 'contact-code']) check(layer.kinds.has(name), `there is no kind ${name}`);
      for (const [name, kind] of withKinds([noteKind]).kinds) {
        checkSame(kind.name, name, 'name of a kind');
        check(/^[a-z0-9-]+$/.test(name) && name !== 'unknown', `${name} is no name for a kind`);
      }
      check(withKinds([noteKind]).kinds.has(noteKind.name), 'a kind that was handed in is not there');
    }),
    withLayer('a kind that is handed in is carried and judged like the others', (layer, { withKinds }) => {
      const extended = withKinds([noteKind]);
      checkCarried(extended, extended, note('a title'));
      checkCarried(extended, extended, chat());
      checkAbsent(issueOf(extended, note('a title')), 'issue');
      checkSame(issueOf(extended, note('')), 'NOTE_UNTITLED', 'issue with a note that its kind finds invalid');
      checkCarried(layer, extended, chat());
    }),
    withLayer(
      'of a kind that is not registered the bytes come through, and go on untouched',
      (layer, { withKinds }) => {
        const extended = withKinds([noteKind]);
        const sent = extended.wrap(note('a title'), ALICE);
        const unwrapped = layer.unwrap(sent.bytes, alice);
        check(unwrapped.ok, 'refused');
        checkSame(unwrapped.message.kind, 'unknown', 'kind');
        checkAbsent(issueOf(layer, unwrapped.message), 'issue');
        checkBytes(layer.wrap(unwrapped.message, ALICE).bytes, sent.bytes, 'what is passed on');
        checkCarried(layer, extended, unwrapped.message, note('a title'));
      },
    ),
    withLayer('a kind that is not registered is neither sent nor judged', async (layer) => {
      await checkCode(() => layer.wrap(note('a title'), ALICE), 'DATA_KIND', 'wrap');
      await checkCode(() => layer.validate(note('a title'), context), 'DATA_KIND', 'validate');
    }),
    withLayer('a content without a form on the wire is told, however its kind says so', async (_, { withKinds }) => {
      for (const kind of [noteKind, refusingKind]) {
        const layer = withKinds([kind]);
        await checkCode(() => layer.wrap({ ...note(UNSPEAKABLE), kind: kind.name }, ALICE), 'DATA_VALUE', kind.name);
      }
    }),
    withLayer('a kind decodes any bytes or throws a StatusError, and can judge what it decoded', (_, { withKinds }) => {
      const layer = withKinds([noteKind]);
      for (const message of [...MESSAGES, note('a title')]) {
        const kind = layer.kinds.get(message.kind);
        if (kind === undefined) continue;
        for (const damaged of damages(kind.encode(message.content), CONTENT_DAMAGES)) checkDecoding(kind, damaged);
      }
    }),
  ];
  if (!signs) return cases;

  cases.push(
    withLayer('the author is who signed, whoever passed it on', (layer) => {
      const { id, bytes } = layer.wrap(MESSAGES[0]!, ALICE);
      for (const sender of [alice, bob]) {
        const unwrapped = layer.unwrap(bytes, sender);
        check(unwrapped.ok, 'refused');
        checkBytes(unwrapped.author, alice, 'author');
        checkBytes(unwrapped.id, id, 'id');
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
  );
  if (manifest.unsigned === true) {
    cases.push(
      withLayer('a message that is not signed has its sender as author, and says so', (layer, { unsigned }) => {
        check(unsigned !== undefined, 'the setup must be able to leave out the signature');
        const unwrapped = layer.unwrap(unsigned(MESSAGES[0]!), bob);
        check(unwrapped.ok, 'refused');
        checkSame(unwrapped.signed, false, 'signed');
        checkBytes(unwrapped.author, bob, 'author');
        checkMessage(unwrapped.message, MESSAGES[0]!);
      }),
    );
  }
  return cases;
}

/** Fails unless a kind makes a content of bytes that it can judge, or says with a declared error that they are none. */
function checkDecoding(kind: MessageKind, bytes: Uint8Array): void {
  let content: unknown;
  try {
    content = kind.decode(bytes);
  } catch (error) {
    check(error instanceof StatusError, `${kind.name}: decoding throws ${String(error)}`);
    return;
  }
  try {
    kind.validate(content, { sentAt: NOW });
  } catch (error) {
    check(false, `${kind.name}: judging what was decoded throws ${String(error)}`);
  }
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
