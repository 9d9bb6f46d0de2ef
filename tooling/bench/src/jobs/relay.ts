import { generatePrivateKey } from '@status/crypto';
import { createRlpxHost } from '@status/devp2p';
import { createMemoryNetwork } from '@status/devp2p/memory';
import type { Environment, Host, Session, Subprotocol, Topic } from '@status/interfaces';
import { createWhisper, type Envelope, type WhisperNode } from '@status/whisper';
import { createEnvelope, encodeMessages, encodeStatus, PacketCode } from '@status/whisper/wire';
import type { Job } from '../job.ts';

/** Envelopes that pass through the relay in one operation; at this number the 300 ms between broadcasts weigh little. */
const ENVELOPES = 5_000;
const ENVELOPES_PER_PACKET = 20;
const DATA_LENGTH = 1024;
const TTL = 50;

/** A source of envelopes, a relay and a node that receives, in a row. */
type Row = {
  /** Sends everything to the relay, and resolves when all of it has come out at the other end. */
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function createRow(environment: Environment): Promise<Row> {
  const { driver } = createMemoryNetwork();
  const relay = createWhisper({ environment, minPow: 0 });
  const receiver = createWhisper({ environment, minPow: 0 });
  const source = createSource();
  const start = async (subprotocol: Subprotocol, name: string): Promise<Host> => {
    const privateKey = generatePrivateKey(environment.random);
    const host = createRlpxHost({ privateKey, environment, drivers: [driver], listen: [`memory://${name}:1`] });
    host.register(subprotocol);
    await host.start();
    return host;
  };
  const hosts = [
    await start(relay.subprotocol, 'relay'),
    await start(receiver.subprotocol, 'receiver'),
    await start(source.subprotocol, 'source'),
  ] as const;
  await hosts[1].dial(hosts[0].addresses[0]!);
  await hosts[2].dial(hosts[0].addresses[0]!);
  const session = await source.session;
  const packets = drawPackets(environment);
  return {
    async run() {
      const all = arrivals(receiver, ENVELOPES);
      for (const payload of packets) await session.send({ code: PacketCode.messages, payload });
      await all;
    },
    async stop() {
      await Promise.all([relay.stop(), receiver.stop()]);
      await Promise.all(hosts.map((host) => host.stop()));
    },
  };
}

/** A subprotocol that introduces itself as a Whisper node and reads nothing of what comes. */
function createSource(): { readonly subprotocol: Subprotocol; readonly session: Promise<Session> } {
  let greeted: (session: Session) => void;
  const session = new Promise<Session>((resolve) => {
    greeted = resolve;
  });
  const status = encodeStatus({ minPow: Number.MAX_VALUE, light: true, confirmations: false });
  const onSession = async (started: Session): Promise<void> => {
    await started.send({ code: PacketCode.status, payload: status });
    for await (const { code } of started) if (code === PacketCode.status) greeted(started);
  };
  return { subprotocol: { name: 'shh', version: 6, length: 128, onSession }, session };
}

function drawPackets({ clock, random }: Environment): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let i = 0; i < ENVELOPES; i += ENVELOPES_PER_PACKET) {
    const envelopes: Envelope[] = [];
    while (envelopes.length < ENVELOPES_PER_PACKET) {
      const fields = { expiry: Math.floor(clock.now() / 1000) + TTL, ttl: TTL, topic: random.bytes(4) as Topic };
      envelopes.push(createEnvelope({ ...fields, data: random.bytes(DATA_LENGTH) }, 0n));
    }
    packets.push(encodeMessages(envelopes));
  }
  return packets;
}

/** Resolves when a node has taken so many envelopes. */
function arrivals(node: WhisperNode, count: number): Promise<void> {
  return new Promise((resolve) => {
    let missing = count;
    const cancel = node.on('envelope', () => {
      missing--;
      if (missing > 0) return;
      cancel();
      resolve();
    });
  });
}

/** What a node carries for others. */
export const relay: readonly Job[] = [
  {
    name: 'relay',
    title: 'relay 1 KB envelopes through one node, 20 per packet',
    unit: 'envelopes/s',
    amount: ENVELOPES,
    prepare({ environment }) {
      let row: Row | undefined;
      return {
        maxBatch: 1,
        async stock() {
          await row?.stop();
          row = await createRow(environment);
        },
        operation: () => row!.run(),
        release: () => row?.stop(),
      };
    },
  },
];
