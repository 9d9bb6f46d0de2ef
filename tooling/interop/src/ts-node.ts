import { systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { createRlpxHost } from '@status/devp2p';
import { tcpDriver } from '@status/devp2p/tcp';
import type { Host, Packet, Session, Subprotocol } from '@status/interfaces';
import { createMessenger, type Messenger } from '@status/messenger';
import { createMvds } from '@status/mvds';
import { createPayload } from '@status/payload';
import { createTransportOnly } from '@status/plain';
import { createRatchet } from '@status/ratchet';
import { createMemoryStore } from '@status/store';
import { createWhisper, type WhisperNode } from '@status/whisper';

const environment = systemEnvironment();

/** A node of this project over loopback TCP, to stand beside the Go one. */
export interface TsNode {
  readonly host: Host;
  readonly whisper: WhisperNode;
  stop(): Promise<void>;
}

export async function startTsNode(options: { readonly minPow?: number } = {}): Promise<TsNode> {
  const host = startHost();
  const whisper = createWhisper({ environment, ...options });
  host.register(whisper.subprotocol);
  await host.start();
  return {
    host,
    whisper,
    async stop() {
      await whisper.stop();
      await host.stop();
    },
  };
}

/** A whole messenger on a node that knows one peer only. */
export async function startMessenger(peer: string): Promise<{ messenger: Messenger; stop(): Promise<void> }> {
  const identity = generatePrivateKey(environment.random);
  const node = await startTsNode();
  const messenger = createMessenger({
    identity,
    environment,
    store: createMemoryStore(),
    privacy: node.whisper,
    security: createRatchet({ identity, installationId: crypto.randomUUID(), environment }),
    transportOnly: createTransportOnly(),
    sync: createMvds({ self: publicKeyOf(identity), environment }),
    data: createPayload(),
  });
  await messenger.start();
  await node.host.dial(peer);
  return {
    messenger,
    async stop() {
      await messenger.stop();
      await node.stop();
    },
  };
}

/**
 * A peer that speaks RLPx and says whatever it likes as `shh/6`. Its packets are read from `received`; `ended` tells whether the
 * other side has ended the session.
 */
export interface RawPeer {
  readonly host: Host;
  readonly received: Packet[];
  readonly ended: () => boolean;
  send(code: number, payload: Uint8Array): Promise<void>;
  stop(): Promise<void>;
}

/** Connects a raw peer, and sends its first packet. */
export async function startRawPeer(address: string, status: Uint8Array): Promise<RawPeer> {
  const received: Packet[] = [];
  let session: Session | undefined;
  const subprotocol: Subprotocol = {
    name: 'shh',
    version: 6,
    length: 128,
    async onSession(opened) {
      session = opened;
      await opened.send({ code: 0, payload: status });
      for await (const packet of opened) received.push(packet);
    },
  };
  const host = startHost();
  host.register(subprotocol);
  await host.start();
  await host.dial(address);
  const opened = await eventually('the session', () => session);
  return {
    host,
    received,
    ended: () => opened.signal.aborted,
    send: (code, payload) => opened.send({ code, payload }),
    stop: () => host.stop(),
  };
}

/** Waits, in real time, until something is there. */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  timeoutMs = 10_000,
): Promise<Value> {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function startHost(): Host {
  return createRlpxHost({
    privateKey: generatePrivateKey(environment.random),
    environment,
    drivers: [tcpDriver()],
    listen: ['tcp://127.0.0.1:0'],
    client: 'interop-ts/v1',
  });
}
