import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, systemEnvironment } from '@status/base';
import { encodeRlp, type RlpInput, uintToRlp } from '@status/base/rlp';
import type { Topic } from '@status/interfaces';
import type { Envelope } from '@status/whisper';
import {
  createEnvelope,
  decodeMessages,
  decodeMessagesResponse,
  encodeMessages,
  encodePowRequirement,
  encodeStatus,
  PacketCode,
  powOf,
  sealEnvelope,
} from '@status/whisper/wire';
import { GoPeer } from '../src/go-peer.ts';
import { eventually, type RawPeer, startRawPeer, startTsNode } from '../src/ts-node.ts';
import { describeWithGo } from './support.ts';

const { clock, random } = systemEnvironment();
const TTL = 15;
const now = (): number => Math.floor(clock.now() / 1_000);
const status = encodeStatus({ minPow: 0, light: false, confirmations: true });
const fieldsAt = (sent: number, ttl = TTL) => ({
  expiry: sent + ttl,
  ttl,
  topic: Uint8Array.of(1, 2, 3, 4) as Topic,
  data: random.bytes(300),
});
const seal = (sent: number, pow = 0.002): Promise<Envelope> =>
  sealEnvelope(fieldsAt(sent), pow, { clock, workTime: 5_000 });
/** Envelopes as any RLP: for those that no codec of ours would write. */
const items = (envelope: Envelope): Uint8Array[] => [
  uintToRlp(envelope.expiry),
  uintToRlp(envelope.ttl),
  envelope.topic,
  envelope.data,
  uintToRlp(envelope.nonce),
];
const packetOf = (...envelopes: RlpInput[]): Uint8Array => encodeRlp(envelopes);

/** A relay to judge: ours or Go's. */
type Relay = { readonly address: string; stop(): Promise<void> };
const RELAYS: Record<string, () => Promise<Relay>> = {
  async ours() {
    const node = await startTsNode();
    return { address: node.host.addresses[0]!, stop: () => node.stop() };
  },
  async 'go-ethereum'() {
    const go = await GoPeer.start();
    return { address: go.enode, stop: () => go.close() };
  },
};

/** What the protocol forbids on the wire: both relays end the session, and nothing is passed on. */
const BREACHES: Record<string, () => Promise<readonly [code: number, payload: Uint8Array]>> = {
  'an envelope of four items': async () => [PacketCode.messages, packetOf(items(await seal(now())).slice(0, 4))],
  'an envelope of six items': async () => [PacketCode.messages, packetOf([...items(await seal(now())), uintToRlp(1)])],
  'a topic of three bytes': async () => {
    const [expiry, ttl, topic, data, nonce] = items(await seal(now()));
    return [PacketCode.messages, packetOf([expiry!, ttl!, topic!.slice(1), data!, nonce!])];
  },
  'an expiry with a leading zero': async () => {
    const [expiry, ...rest] = items(await seal(now()));
    return [PacketCode.messages, packetOf([Uint8Array.of(0, ...expiry!), ...rest])];
  },
  'a time to live of five bytes': async () => {
    const [expiry, , ...rest] = items(await seal(now()));
    return [PacketCode.messages, packetOf([expiry!, Uint8Array.of(1, 0, 0, 0, 0), ...rest])];
  },
  'messages that are no list': async () => [PacketCode.messages, encodeRlp(random.bytes(40))],
  'messages cut off': async () => [PacketCode.messages, packetOf(items(await seal(now()))).slice(0, -1)],
  'a packet above the limit': async () => [PacketCode.messages, new Uint8Array(1_048_577)],
  'a proof of work that is not a number': async () => [
    PacketCode.powRequirement,
    encodeRlp(Uint8Array.of(0x7f, 0xf8, 0, 0, 0, 0, 0, 0)),
  ],
  'a negative proof of work': async () => [
    PacketCode.powRequirement,
    encodeRlp(Uint8Array.of(0xbf, 0xf0, 0, 0, 0, 0, 0, 0)),
  ],
  'a proof of work in a list': async () => [PacketCode.powRequirement, encodeRlp([Uint8Array.of(1)])],
  'a bloom of 63 bytes': async () => [PacketCode.bloom, encodeRlp(new Uint8Array(63))],
};

/** What neither relay takes amiss. */
const IGNORED: Record<string, () => Promise<readonly [code: number, payload: Uint8Array]>> = {
  'an unknown code': async () => [77, random.bytes(20)],
  'a second status': async () => [PacketCode.status, status],
  'a direct message from somebody who is not trusted': async () => [127, random.bytes(20)],
  'no envelopes': async () => [PacketCode.messages, encodeRlp([])],
  'a lower proof of work': async () => [PacketCode.powRequirement, encodePowRequirement(0.001)],
};

/** What is not passed on by either. go-ethereum disconnects at once; we, like status-go, say so with code 37 and stay. */
const REFUSED: Record<string, () => Promise<Envelope>> = {
  async 'too little work'() {
    // By chance, one in 16 without work has enough.
    for (;;) {
      const lazy = createEnvelope(fieldsAt(now()), 0n);
      if (powOf(lazy) < 0.001) return lazy;
    }
  },
  'from the future': () => seal(now() + 40),
  'very old': () => seal(now() - TTL - 60),
};

/** What neither passes on nor complains of. */
const STALE: Record<string, () => Promise<Envelope>> = {
  'expired a moment ago': () => seal(now() - TTL - 4),
};

describeWithGo('bad input draws the same reaction from both relays', () => {
  describe.each(Object.keys(RELAYS))('%s', (name) => {
    let relay: Relay;
    let witness: RawPeer;
    beforeAll(async () => {
      relay = await RELAYS[name]!();
      witness = await startRawPeer(relay.address, status);
    });
    afterAll(async () => {
      await witness.stop();
      await relay.stop();
    });

    const withPeer = async (act: (peer: RawPeer) => Promise<void>): Promise<void> => {
      const peer = await startRawPeer(relay.address, status);
      try {
        await act(peer);
      } finally {
        await peer.stop();
      }
    };
    const witnessed = (): string[] =>
      witness.received
        .filter(({ code }) => code === PacketCode.messages)
        .flatMap(({ payload }) => decodeMessages(payload))
        .map(({ hash }) => bytesToHex(hash));
    /** A good envelope passes; whatever was sent before it would have passed by then. */
    const marker = async (): Promise<void> => {
      await withPeer(async (peer) => {
        const good = await seal(now());
        await peer.send(PacketCode.messages, encodeMessages([good]));
        await eventually('the good envelope', () => witnessed().includes(bytesToHex(good.hash)));
      });
    };

    test('a good envelope is passed on', marker);

    test.each(Object.keys(BREACHES))('%s: disconnects', async (breach) => {
      const [code, payload] = await BREACHES[breach]!();
      const before = witnessed().length;
      await withPeer(async (peer) => {
        await peer.send(code, payload);
        await eventually('the end of the session', () => peer.ended());
      });
      await marker();
      expect(witnessed().length).toBe(before + 1);
    });

    test.each(Object.keys(IGNORED))('%s: is ignored', async (kind) => {
      const [code, payload] = await IGNORED[kind]!();
      await withPeer(async (peer) => {
        await peer.send(code, payload);
        const good = await seal(now());
        await peer.send(PacketCode.messages, encodeMessages([good]));
        await eventually('the good envelope', () => witnessed().includes(bytesToHex(good.hash)));
        expect(peer.ended()).toBe(false);
      });
    });

    test.each(Object.keys(REFUSED))('an envelope with %s: is not passed on', async (kind) => {
      const bad = await REFUSED[kind]!();
      await withPeer(async (peer) => {
        await peer.send(PacketCode.messages, encodeMessages([bad]));
        if (name === 'ours') {
          const answer = await eventually('the refusal', () =>
            peer.received.find(({ code }) => code === PacketCode.messagesResponse),
          );
          expect(decodeMessagesResponse(answer.payload)?.errors).toMatchObject([{ hash: bad.hash, code: 37n }]);
          expect(peer.ended()).toBe(false);
        } else {
          await eventually('the end of the session', () => peer.ended());
        }
      });
      await marker();
      expect(witnessed()).not.toContain(bytesToHex(bad.hash));
    });

    test.each(Object.keys(STALE))('an envelope that %s: is dropped without a word', async (kind) => {
      const stale = await STALE[kind]!();
      await withPeer(async (peer) => {
        const good = await seal(now());
        await peer.send(PacketCode.messages, encodeMessages([stale, good]));
        await eventually('the good one beside it', () => witnessed().includes(bytesToHex(good.hash)));
        expect(peer.ended()).toBe(false);
      });
      expect(witnessed()).not.toContain(bytesToHex(stale.hash));
    });

    test.each([
      ['of another version', encodeRlp([uintToRlp(5)])],
      [
        'with a proof of work that is not a number',
        encodeRlp([uintToRlp(6), Uint8Array.of(0x7f, 0xf8, 0, 0, 0, 0, 0, 0)]),
      ],
      ['with a bloom of 32 bytes', encodeRlp([uintToRlp(6), uintToRlp(0), new Uint8Array(32)])],
      ['that is empty', encodeRlp([])],
    ])('a status %s: disconnects', async (_, bad) => {
      const peer = await startRawPeer(relay.address, bad);
      await eventually('the end of the session', () => peer.ended());
      await peer.stop();
    });
  });
});
