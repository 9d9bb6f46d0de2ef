import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { systemRandom } from '@status/base';
import { generateMnemonic } from '@status/identity';
import { type Line, Program } from './program.ts';

/** A message that was sent in the play, and who has to have it in the end. */
interface Sent {
  readonly id: string;
  readonly text: string;
  readonly from: Program;
  readonly to: readonly Program[];
  readonly chat: string;
  readonly protection: string;
  /** What its own status must come to. */
  readonly status: 'delivered' | 'confirmed';
}

const CHANNEL = 'status-demo';

const started = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'status-demo-'));
const sent: Sent[] = [];
const faults: string[] = [];

const title = (text: string): void => console.log(`\n${styleText('bold', text)}`);
const say = (text: string): void => console.log(`  ${text}`);
const expect = (holds: boolean, what: string): void => {
  if (!holds) faults.push(what);
  say(`${holds ? styleText('green', '✓') : styleText('red', '✗')} ${what}`);
};
const short = (hex: unknown, digits = 8): string =>
  String(hex)
    .replace(/^0x(04)?/, '')
    .slice(0, digits);

const relayArgs = ['relay', '--json', '--data-dir', join(folder, 'relay')];
const relay = new Program('the relay', relayArgs);
let enode = '';

const person = (name: string): Program =>
  new Program(name, ['client', '--json', '--trace', '--data-dir', join(folder, name), '--name', `${name}/demo`]);
const alice = person('Alice');
const bob = person('Bob');
const carol = person('Carol');
const people = [alice, bob, carol];
const words = new Map(people.map((who) => [who, generateMnemonic(systemRandom)]));
const keys = new Map<Program, string>();

/** Starts a client; waits until it is connected with the relay. */
async function enter(who: Program): Promise<Line> {
  const from = who.lines.length;
  const ready = await who.start(['--mnemonic', words.get(who)!, '--peer', enode]);
  keys.set(who, String(ready['publicKey']));
  await who.waitFor('the relay', (line) => line.event === 'peer' && line['state'] === 'connected', { from });
  return ready;
}

async function sendDirect(from: Program, to: Program, text: string, pfs = true): Promise<Sent> {
  const result = await from.call('send', { to: keys.get(to), text, ...(!pfs && { pfs }) });
  const message: Sent = {
    id: String(result['messageId']),
    text,
    from,
    to: [to],
    chat: 'one to one',
    protection: pfs ? 'ratchet' : 'transport-only',
    status: pfs ? 'delivered' : 'confirmed',
  };
  sent.push(message);
  return message;
}

async function sendPublic(from: Program, text: string): Promise<Sent> {
  const result = await from.call('sendPublic', { chat: CHANNEL, text });
  const to = people.filter((who) => who !== from);
  const message: Sent = {
    id: String(result['messageId']),
    text,
    from,
    to,
    chat: `#${CHANNEL}`,
    protection: 'public',
    status: 'confirmed',
  };
  sent.push(message);
  return message;
}

const arrived = (who: Program, message: Sent): Promise<Line> =>
  who.waitFor(`"${message.text}"`, (line) => line.event === 'message' && line['id'] === message.id, {
    timeoutMs: 15_000,
  });

const reached = (message: Sent): Promise<Line> =>
  message.from.waitFor(
    `"${message.text}" to be ${message.status}`,
    (line) => line.event === 'status' && line['messageId'] === message.id && line['status'] === message.status,
    { timeoutMs: 15_000 },
  );

type Layers = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> & {
  readonly topic: string;
  readonly route: string;
};

/** What the layers did with the envelope that carried a message out. */
async function outward(message: Sent): Promise<Layers> {
  const line = await message.from.waitFor(
    'its trace',
    (entry) =>
      entry.event === 'trace' && entry['direction'] === 'out' && (entry['messageIds'] as string[]).includes(message.id),
  );
  return line as unknown as Layers;
}

function explain(layers: Layers): void {
  const { security = {}, privacy = {}, sync, topic, route } = layers;
  if (sync)
    say(
      `data sync  one MVDS payload of ${sync['bytes']} bytes: ${sync['messages']} message(s), ${sync['acknowledged']} ack(s)`,
    );
  const session = security['ratchetKey']
    ? `ratchet key ${short(security['ratchetKey'])}, message ${security['n']} of its chain${security['x3dh'] ? ', X3DH header attached' : ''}`
    : 'no session: the payload as it is';
  say(`security   ${security['bytes']} bytes, ${session}`);
  say(
    `transport  envelope of ${privacy['bytes']} bytes on the ${route} topic ${topic}, proof of work ${Number(privacy['pow']).toFixed(4)}`,
  );
}

async function play(): Promise<void> {
  title('1  A relay and two people, each a process with a disk of its own');
  const ready = await relay.start(['--port', '0']);
  enode = String(ready['enode']);
  say(`the relay listens at ${enode.replace(/^(enode:\/\/.{8}).*(@.*)$/, '$1…$2')}`);
  const [first, third] = await Promise.all([enter(alice), enter(carol)]);
  say(
    `Alice is "${first['name']}" (pid ${alice.pid}), from the words "${words.get(alice)!.split(' ').slice(0, 3).join(' ')} …"`,
  );
  say(`Carol is "${third['name']}" (pid ${carol.pid})`);

  title('2  Bob publishes his keys; Alice, who has his public key from a QR code, finds them');
  // Alice has to know whom to listen for before Bob comes: his key follows from his words.
  const { accountFromMnemonic, formatPublicKey } = await import('@status/identity');
  const bobKey = formatPublicKey(accountFromMnemonic(words.get(bob)!).publicKey);
  await alice.call('addContact', { publicKey: bobKey });
  const second = await enter(bob);
  say(`Bob is "${second['name']}" (pid ${bob.pid})`);
  const device = await alice.waitFor("Bob's bundle", (line) => line.event === 'device' && line['publicKey'] === bobKey);
  const advertised = await bob.waitFor(
    'its trace',
    (line) => line.event === 'trace' && line['route'] === 'contact-code',
  );
  expect(
    device['kind'] === 'added',
    `Alice verified Bob's bundle, found on his contact-code topic ${advertised['topic']}, and stored it`,
  );

  title('3  Alice writes to Bob: X3DH first, then the ratchet turns with every answer');
  const ratchetKeys: unknown[] = [];
  const talk: readonly (readonly [Program, Program, string])[] = [
    [alice, bob, 'Bob, can you read this?'],
    [bob, alice, 'Loud and clear.'],
    [alice, bob, 'And nobody else can.'],
    [bob, alice, 'Not even from my disk, afterwards.'],
  ];
  for (const [index, [from, to, text]] of talk.entries()) {
    const message = await sendDirect(from, to, text);
    const line = await arrived(to, message);
    const layers = await outward(message);
    ratchetKeys.push(layers['security']?.['ratchetKey']);
    console.log(`\n  ${styleText('cyan', from.name)} → ${to.name}: ${text}`);
    explain(layers);
    if (index === 0) {
      expect(
        line['protection'] === 'ratchet' && layers['security']?.['x3dh'] === true,
        'the first message opened a session by X3DH, without a word from Bob before',
      );
    }
  }
  expect(
    new Set(ratchetKeys).size === talk.length,
    `${talk.length} messages back and forth used ${new Set(ratchetKeys).size} ratchet keys`,
  );
  for (const message of sent) await reached(message);
  expect(true, 'MVDS acknowledgements ticked every one of them to delivered');

  title(`4  A public channel, #${CHANNEL}: one key for everybody who knows its name`);
  for (const who of people) await who.call('join', { chat: CHANNEL });
  const hello: Sent[] = [];
  for (const who of people) hello.push(await sendPublic(who, `${who.name} was here.`));
  for (const message of hello) for (const who of message.to) await arrived(who, message);
  explain(await outward(hello[0]!));
  expect(true, 'each of the three heard the other two');

  title('5  One message with forward secrecy off, and marked so');
  const open = await sendDirect(alice, bob, 'This one only the transport encrypts.', false);
  const line = await arrived(bob, open);
  explain(await outward(open));
  expect(line['protection'] === 'transport-only', `Bob's client shows its protection: ${line['protection']}`);

  title('6  The relay is killed in mid-conversation, and comes back');
  await reached(open);
  await relay.kill('SIGKILL');
  for (const who of people)
    await who.waitFor('the relay to be gone', (entry) => entry.event === 'peer' && entry['state'] === 'disconnected');
  say('everybody is alone; Alice, Bob and Carol go on writing');
  const alone = [
    await sendDirect(alice, bob, 'Is anybody there?'),
    await sendDirect(bob, alice, 'I am, but it seems quiet.'),
    await sendPublic(carol, 'Hello? The channel is silent.'),
  ];
  await relay.start(['--port', new URL(enode.replace('enode:', 'http:')).port]);
  for (const message of alone) for (const who of message.to) await arrived(who, message);
  expect(true, 'the relay is back with its old key, and everything that was written meanwhile arrived');

  title('7  Bob is killed (SIGKILL) while people write to him, and comes back');
  await reached(await sendDirect(bob, alice, 'My battery is low.'));
  await bob.kill('SIGKILL');
  const missed = [
    await sendDirect(alice, bob, 'Bob?'),
    await sendDirect(alice, bob, 'Call me when you are back.'),
    await sendPublic(carol, 'Has anybody seen Bob?'),
  ];
  for (const message of missed) await outward(message);
  say('three messages were sent while no Bob was there to take them');
  await enter(bob);
  for (const message of missed) await arrived(bob, message);
  const back = await sendDirect(bob, alice, 'Back. What did I miss?');
  await arrived(alice, back);
  expect(true, 'Bob read them all after his restart, on the sessions he had before');
  for (const message of sent) await reached(message);
}

/** Every message once at each of its readers, under the protection it was to have, in the live events and in the history. */
async function judge(): Promise<void> {
  title('What was sent, and where it is now');
  const rows = [['message', 'from', 'chat', 'protection', 'status', 'read by']];
  const histories = new Map<Program, Map<string, number>>();
  for (const who of people) {
    const seen = new Map<string, number>();
    for (const chat of (await who.call('chats'))['chats'] as { chatId: string }[]) {
      const { messages } = (await who.call('messages', { chat: chat.chatId, limit: 1000 })) as unknown as {
        messages: { id: string }[];
      };
      for (const { id } of messages) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    histories.set(who, seen);
  }
  for (const message of sent) {
    for (const who of message.to) {
      const events = who.lines.filter((line) => line.event === 'message' && line['id'] === message.id);
      if (events.length !== 1) faults.push(`${who.name} was told of "${message.text}" ${events.length} times`);
      if (events.some((line) => line['protection'] !== message.protection || line['text'] !== message.text)) {
        faults.push(`"${message.text}" came to ${who.name} as ${events[0]?.['protection']}`);
      }
    }
    for (const who of [message.from, ...message.to]) {
      if (histories.get(who)?.get(message.id) !== 1)
        faults.push(`"${message.text}" is not once in ${who.name}'s history`);
    }
    rows.push([
      message.text,
      message.from.name,
      message.chat,
      message.protection,
      message.status,
      message.to.map((who) => who.name).join(', '),
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) say(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  const count = sent.reduce((sum, message) => sum + message.to.length, 0);
  say('');
  say(
    `${sent.length} messages, ${count} readings expected, ${faults.length} faults, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}

try {
  await play();
  await judge();
} catch (error) {
  faults.push((error as Error).message);
}
for (const program of [...people, relay]) await program.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
for (const fault of faults) console.error(styleText('red', `✗ ${fault}`));
if (faults.length === 0) console.log(styleText('green', '\nNothing lost, nothing doubled.'));
process.exit(faults.length === 0 ? 0 : 1);
