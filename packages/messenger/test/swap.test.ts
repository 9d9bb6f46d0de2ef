import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock, systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createRlpxHost } from '@status/devp2p';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { Cancel, Environment, PrivacyLayer, SecurityLayer, SyncLayer } from '@status/interfaces';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createRatchet, createTransportOnly } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, createNoSync, scriptedChat } from '@status/testing';
import { createWhisper } from '@status/whisper';
import { createMessenger, keyOfNameAsync, type Message, type Messenger } from '../src/index.ts';

// Real time, less the timers that outlive the tests: envelopes live for 15 s.
const timers = new Set<Cancel>();
const environment: Environment = systemEnvironment({
  clock: {
    now: systemClock.now,
    schedule(delay, callback) {
      const cancel = systemClock.schedule(delay, callback);
      timers.add(cancel);
      return cancel;
    },
  },
});
afterAll(() => {
  for (const cancel of timers) cancel();
});

beforeAll(async () => {
  await installFastestEngine();
});

/** Two ends of one transport. */
type Transport = { readonly ends: readonly [PrivacyLayer, PrivacyLayer]; stop(): Promise<void> };

const TRANSPORTS: Record<string, () => Promise<Transport>> = {
  async 'Whisper over RLPx in memory, through a relay'() {
    const { driver } = createMemoryNetwork();
    const nodes = await Promise.all(
      [1, 2, 3].map(async (port) => {
        const host = createRlpxHost({
          privateKey: generatePrivateKey(environment.random),
          environment,
          driver,
          listen: { host: 'memory', port },
        });
        const whisper = createWhisper({ environment });
        host.register(whisper.subprotocol);
        await host.start();
        return { host, whisper };
      }),
    );
    const [relay, alice, bob] = nodes as [(typeof nodes)[0], (typeof nodes)[0], (typeof nodes)[0]];
    for (const { host } of [alice, bob]) await host.dial(relay.host.address!);
    return {
      ends: [alice.whisper, bob.whisper],
      async stop() {
        for (const { host, whisper } of nodes) {
          await whisper.stop();
          await host.stop();
        }
      },
    };
  },
  async 'a direct network'() {
    const network = createDirectNetwork({ environment });
    return { ends: [network.node('alice'), network.node('bob')], async stop() {} };
  },
};

const SYNCS: Record<string, (self: Uint8Array) => SyncLayer> = {
  MVDS: (self) => createMvds({ self, environment }),
  'no data sync': () => createNoSync(),
};

const SECURITIES: Record<string, (identity: Uint8Array) => SecurityLayer> = {
  'X3DH and Double Ratchet': (identity) =>
    createRatchet({ identity, installationId: crypto.randomUUID(), environment }),
  'transport only': () => createTransportOnly(),
};

const compose = async (
  privacy: PrivacyLayer,
  sync: (self: Uint8Array) => SyncLayer,
  security: (identity: Uint8Array) => SecurityLayer,
): Promise<Messenger> => {
  const identity = generatePrivateKey(environment.random);
  const messenger = createMessenger({
    identity,
    environment,
    store: createMemoryStore(),
    privacy,
    security: security(identity),
    transportOnly: createTransportOnly(),
    sync: sync(publicKeyOf(identity)),
    data: createPayload(),
    options: { deriveKey: keyOfNameAsync },
  });
  await messenger.start();
  return messenger;
};

const next = (messenger: Messenger): Promise<Message> =>
  new Promise((resolve) => {
    const cancel = messenger.on('message', (message) => {
      cancel();
      resolve(message);
    });
  });

describe('the same chat', () => {
  describe.each(Object.keys(TRANSPORTS))('over %s', (transport) => {
    test('with MVDS and the ratchet plays the whole script', async () => {
      const { ends, stop } = await TRANSPORTS[transport]!();
      const people = await Promise.all(
        ends.map((end) => compose(end, SYNCS['MVDS']!, SECURITIES['X3DH and Double Ratchet']!)),
      );
      const { faults } = await scriptedChat(people[0]!, people[1]!);
      for (const messenger of people) await messenger.stop();
      await stop();
      expect(faults).toEqual([]);
    });

    describe.each(Object.keys(SYNCS))('%s', (sync) => {
      test.each(Object.keys(SECURITIES))('%s: a message there and one back, each once', async (security) => {
        const { ends, stop } = await TRANSPORTS[transport]!();
        const [alice, bob] = (await Promise.all(
          ends.map((end) => compose(end, SYNCS[sync]!, SECURITIES[security]!)),
        )) as [Messenger, Messenger];
        for (const [from, to, text] of [
          [alice, bob, 'there'],
          [bob, alice, 'and back'],
        ] as const) {
          const arrival = next(to);
          const { messageId } = await from.sendDirect({ to: to.publicKey, text });
          expect(await arrival).toMatchObject({ id: messageId, text });
        }
        for (const messenger of [alice, bob]) {
          const [chat] = await messenger.chats();
          expect(await messenger.messages(chat!.chatId)).toHaveLength(2);
          await messenger.stop();
        }
        await stop();
      });
    });
  });
});
