import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes, systemEnvironment, systemRandom } from '@status/base';
import { encodeRlp, uintToRlp } from '@status/base/rlp';
import { compressPublicKey, generatePrivateKey, parsePublicKey, publicKeyOf } from '@status/crypto';
import type { MessageHash, PrivateKey, PublicKey, Topic } from '@status/interfaces';
import { encodePlaintext, encryptMessage } from '@status/message-encryption/wire';
import { encodePayload, pairGroupId } from '@status/mvds/wire';
import { createPayload } from '@status/payload';
import { createRatchet } from '@status/ratchet';
import { createBundle, encodeProtocolMessage } from '@status/ratchet/wire';
import { createMemoryStore } from '@status/store';
import { type Envelope, topicOf } from '@status/whisper';
import {
  createEnvelope,
  encodeBatchAck,
  encodeMessages,
  encodeMessagesResponse,
  PacketCode,
  sealEnvelope,
} from '@status/whisper/wire';
import { beginHandshake, exchange, HostilePeer, openSocket } from './hostile-peer.ts';
import { endAll, Program } from './program.ts';

/** Memory that no attack here may make a process take, MiB. */
const MEMORY_LIMIT = 350;

/** Time within which an honest message arrives whatever goes on, ms. */
const SERVED_WITHIN = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'status-attack-'));
let relay: Program;
let alice: Program;
let victim: Program;
let relayEnode: string;
let victimEnode: string;
let victimKey: PublicKey;

beforeAll(async () => {
  relay = new Program('relay', '--json', '--port', '0', '--data-dir', join(folder, 'relay'));
  relayEnode = String((await relay.event('ready'))['enode']);
  const clientOf = (name: string): Program =>
    new Program('client', '--json', '--data-dir', join(folder, name), '--peer', relayEnode);
  alice = clientOf('alice');
  victim = clientOf('victim');
  const ready = await victim.event('ready');
  victimEnode = String(ready['enode']);
  victimKey = parsePublicKey(hexToBytes(String(ready['publicKey'])));
  for (const client of [alice, victim]) await client.event('peer', { state: 'connected' });
  await served();
});
afterAll(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

let texts = 0;
/** An honest message from Alice over the relay to the victim arrives in time, and nobody has grown or complained. */
async function served(): Promise<void> {
  const text = `honest ${++texts}`;
  await alice.call('send', { to: bytesToHex(victimKey), text });
  await victim.line((line) => line['event'] === 'message' && line['text'] === text, SERVED_WITHIN);
  for (const program of [relay, victim]) {
    expect(program.residentMiB).toBeLessThan(MEMORY_LIMIT);
    expect(program.errors).toBe('');
  }
}

const random = (length: number): Uint8Array => systemRandom.bytes(length);
const seconds = (): number => Math.floor(Date.now() / 1000);
const pauseOf = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An envelope to the victim's partition topic, signed by `from`. */
async function toVictim(payload: Uint8Array, from: PrivateKey): Promise<Envelope> {
  const partition = BigInt(`0x${bytesToHex(victimKey.subarray(1, 33))}`) % 5000n;
  const plaintext = encodePlaintext(payload, { random: systemRandom, from });
  const data = encryptMessage(plaintext, { kind: 'asymmetric', publicKey: victimKey }, { random: systemRandom });
  const ttl = 15;
  const fields = { expiry: seconds() + ttl, ttl, topic: topicOf(`contact-discovery-${partition}`), data };
  return sealEnvelope(fields, 0.002, { clock: systemEnvironment().clock, workTime: 5_000 });
}

/** Somebody with an identity and a security layer of their own. */
function createStranger() {
  const identity = generatePrivateKey(systemRandom);
  const store = createMemoryStore();
  const security = createRatchet({ identity, installationId: 'device', environment: systemEnvironment() });
  const publicKey = publicKeyOf(identity);
  return {
    identity,
    publicKey,
    async seal(payload: Uint8Array): Promise<Uint8Array> {
      const audience = { kind: 'members', conversation: 'attack', members: [victimKey] } as const;
      return (await store.transaction((tx) => security.seal(tx, audience, payload))).messages[0]!.bytes;
    },
    /** A text to the victim under any clock. */
    write(text: string, clock: bigint): Uint8Array {
      const chat = { clock, timestamp: 1n, text, responseTo: '', ensName: '', chatId: `0x${bytesToHex(victimKey)}` };
      const content = { ...chat, place: 'one-to-one', content: 'text' };
      return createPayload().wrap({ kind: 'chat', content }, identity).bytes;
    },
    synced(bodies: readonly Uint8Array[]): Uint8Array {
      const groupId = pairGroupId(publicKey, victimKey);
      const messages = bodies.map((body) => ({ groupId, timestamp: 1n, body }));
      return encodePayload({ acks: [], offers: [], requests: [], messages });
    },
  };
}

/** A peer that says one thing is disconnected for it. */
async function isClosedFor(say: (peer: HostilePeer) => void): Promise<void> {
  const peer = await HostilePeer.greet(relayEnode);
  say(peer);
  await peer.closed;
}

describe('a relay', () => {
  test('P1, P2, P3: closes handshakes that are cut, flipped, random or off the curve without an answer', async () => {
    const { packet } = beginHandshake(relayEnode);
    const spoilt = [
      ...Array.from({ length: packet.length >> 3 }, (_, i) => packet.slice(0, i * 8)),
      ...Array.from({ length: packet.length >> 3 }, (_, i) => packet.map((byte, k) => (k === i * 8 ? byte ^ 1 : byte))),
      ...[10, 100, 1000, 3000].map(random),
      ...[0x02, 0x04, 0x06].map((prefix) => concatBytes(Uint8Array.of(1, 0x50, prefix), random(0x14f))),
      concatBytes(Uint8Array.of(1, 0x50, 4), new Uint8Array(64).fill(0xff), random(0x10f)),
    ];
    const answers = await Promise.all(spoilt.map((bytes) => exchange(relayEnode, bytes)));
    expect(answers.every(({ length }) => length === 0)).toBe(true);
    await served();
  });

  test('P7: lets somebody in while 200 streams hold places in the handshake', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => openSocket(relayEnode)));
    for (const socket of sockets) socket.write(Uint8Array.of(1));
    const begin = Date.now();
    const peer = await HostilePeer.greet(relayEnode);
    expect(Date.now() - begin).toBeLessThan(2_500);
    for (const socket of [peer.socket, ...sockets]) socket.destroy();
    await served();
  });

  test('P5, P6, P7, P13: disconnects who sends what is no frame, no Snappy, too large, or no RLP', async () => {
    const tooMany = Array.from({ length: 10_000 }, (_, i) => ({ name: `c${i}`, version: 1 }));
    for (const hello of [{ capabilities: tooMany }, { client: 'x'.repeat(3_000) }, { nodeId: new Uint8Array(64) }]) {
      const peer = await HostilePeer.connect(relayEnode);
      peer.hello(hello);
      await peer.closed;
    }
    const listOf = (header: readonly number[], length: number): Uint8Array =>
      concatBytes(Uint8Array.from(header), new Uint8Array(length).fill(0xc0));
    const infinite = encodeRlp(uintToRlp(0x7ff0_0000_0000_0000n));
    await Promise.all([
      isClosedFor((peer) => peer.socket.write(random(100))),
      isClosedFor((peer) =>
        peer.socket.write(peer.frame(17, random(50)).map((byte, i) => (i === 40 ? byte ^ 1 : byte))),
      ),
      isClosedFor((peer) => peer.write(17, Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 0))),
      isClosedFor((peer) => peer.send(17, new Uint8Array(16 * 1024 * 1024 - 1))),
      isClosedFor((peer) => peer.shh(PacketCode.messages, new Uint8Array(60_000).fill(0xc1))),
      isClosedFor((peer) => peer.shh(PacketCode.messages, listOf([0xfa, 0x0d, 0xbb, 0xa0], 900_000))),
      isClosedFor((peer) => peer.shh(PacketCode.messages, random(1024 * 1024 + 1))),
      isClosedFor((peer) => peer.shh(PacketCode.bloom, encodeRlp(new Uint8Array(63)))),
      isClosedFor((peer) => peer.shh(PacketCode.powRequirement, infinite)),
      isClosedFor((peer) => peer.send(16 + 128, Uint8Array.of(0xc0))),
    ]);
    await served();
  });

  test('P8: serves others while peers never stop sending small packets', async () => {
    const peers = await Promise.all([1, 2].map(() => HostilePeer.greet(relayEnode)));
    let stop = false;
    const flood = async (): Promise<void> => {
      for (let i = 0; !stop; i++) {
        for (const peer of peers) {
          if (peer.socket.writableLength > 1_000_000) continue;
          for (let k = 0; k < 50; k++) {
            if (i % 2 === 0) peer.send(2, Uint8Array.of(0xc0));
            else for (const code of [PacketCode.messages, 60, PacketCode.status]) peer.shh(code, Uint8Array.of(0xc0));
          }
        }
        await pauseOf(1);
      }
    };
    const flooding = flood();
    await pauseOf(300);
    await served();
    stop = true;
    await flooding;
    for (const { socket } of peers) socket.destroy();
    await served();
  });

  test('keeps within bounds through tens of thousands of envelopes, extreme times, and answers to nothing', async () => {
    const peer = await HostilePeer.greet(relayEnode);
    const envelope = (ttl: number, expiry: number, i: number): Envelope =>
      createEnvelope({ expiry, ttl, topic: random(4) as Topic, data: random(30) }, BigInt(i));
    for (let n = 0; n < 2; n++) {
      const expiry = seconds() + 1;
      peer.shh(PacketCode.messages, encodeMessages(Array.from({ length: 6_000 }, (_, i) => envelope(1, expiry, i))));
    }
    const one = envelope(1, seconds() + 1, 1);
    peer.shh(PacketCode.messages, encodeMessages(Array.from({ length: 10_000 }, () => one)));
    const [last, now] = [2 ** 32 - 1, seconds()];
    const times = [
      [0, now],
      [0, now + 5],
      [last, now + 5],
      [last, last],
      [last, 0],
      [9, 5],
      [1, last],
      [last, now + 9],
    ];
    peer.shh(PacketCode.messages, encodeMessages(times.map(([ttl, expiry], i) => envelope(ttl!, expiry!, i))));
    const errors = Array.from({ length: 5_000 }, () => ({
      hash: random(32) as MessageHash,
      code: 37n,
      description: 'no',
    }));
    for (let i = 0; i < 20; i++) {
      peer.shh(PacketCode.batchAck, encodeBatchAck(random(32)));
      peer.shh(PacketCode.messagesResponse, encodeMessagesResponse({ batchHash: random(32), errors }));
      for (const code of [PacketCode.p2pMessage, PacketCode.p2pRequest, PacketCode.p2pSyncRequest]) {
        peer.shh(code, random(500));
      }
    }
    await served();
    peer.socket.destroy();
  });

  test('P7: shows names and capabilities of peers so that they do nothing to a terminal', async () => {
    const plain = new Program('relay', '--port', '0', '--data-dir', join(folder, 'plain'));
    let enode: string | undefined;
    while (enode === undefined) {
      await pauseOf(10);
      enode = /enode:\S+/.exec(plain.output)?.[0];
    }
    const client = 'evil\u001b]0;title\u0007\u009b31m\u202e\u200b\nRelaying at nowhere';
    for (const address of [enode, relayEnode]) (await HostilePeer.greet(address, { client })).socket.destroy();
    await relay.event('peer', { state: 'disconnected', name: client });
    while (!/disconnected evil/.test(plain.output)) await pauseOf(10);
    for (const { output } of [plain, relay]) expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(plain.output).not.toMatch(/^Relaying at nowhere/m);
    await plain.end('SIGKILL');
  });
});

describe('a client', () => {
  test('R12, R15: drops what strangers send to its partition topic if it makes no sense', async () => {
    const peer = await HostilePeer.greet(victimEnode);
    const stranger = createStranger();
    const deep = new Uint8Array(100_000).fill(0x0b);
    const preKey = compressPublicKey(stranger.publicKey);
    const signed = { installationId: 'forged', preKey, version: 1, protocolVersion: 1 };
    const bundle = createBundle(stranger.identity, [signed], BigInt(Date.now()) * 1_000_000n);
    const forged = { ...bundle, identity: compressPublicKey(victimKey) };
    const direct = { payload: random(40), dh: random(33) };
    const payloads = [
      deep,
      random(20_000),
      encodeProtocolMessage({ installationId: 'forged', bundles: [forged, bundle], directMessages: new Map() }),
      encodeProtocolMessage({ installationId: 'x', bundles: [], directMessages: new Map([['none', direct]]) }),
      encodeProtocolMessage({
        installationId: 'x',
        bundles: [],
        directMessages: new Map(),
        publicMessage: stranger.write('public by a private way', BigInt(Date.now())),
      }),
      await stranger.seal(stranger.write('clock of the end of time', 2n ** 64n - 1n)),
      await stranger.seal(stranger.write('clock of zero', 0n)),
      await stranger.seal(createStranger().write('signed by somebody else', BigInt(Date.now()))),
      ...Array.from({ length: 50 }, (_, i) => random(i * 10)),
    ];
    const envelopes = await Promise.all(payloads.map((payload) => toVictim(payload, stranger.identity)));
    peer.shh(PacketCode.messages, encodeMessages(envelopes));
    await served();
    const from = `0x${bytesToHex(stranger.publicKey)}`;
    expect(victim.lines.filter((line) => line['event'] === 'message' && line['from'] === from)).toEqual([]);
    peer.socket.destroy();
  });

  test('serves others while a stranger sends 10,000 messages in one packet and 40 strangers introduce themselves', async () => {
    const peer = await HostilePeer.greet(victimEnode);
    const stranger = createStranger();
    const tiny = Array.from({ length: 10_000 }, (_, i) => Uint8Array.of(1, i >> 8, i));
    const one = await toVictim(await stranger.seal(stranger.synced(tiny)), stranger.identity);
    const strangers = Array.from({ length: 40 }, createStranger);
    const introductions = await Promise.all(
      strangers.map(async (other) => {
        const body = other.write('who are you?', BigInt(Date.now()));
        return toVictim(await other.seal(other.synced([body])), other.identity);
      }),
    );
    peer.shh(PacketCode.messages, encodeMessages([one]));
    peer.shh(PacketCode.messages, encodeMessages(introductions));
    await served();
    const last = `0x${bytesToHex(strangers.at(-1)!.publicKey)}`;
    expect(await victim.line(({ event, from }) => event === 'message' && from === last)).toMatchObject({
      text: 'who are you?',
    });
    peer.socket.destroy();
  });
});
