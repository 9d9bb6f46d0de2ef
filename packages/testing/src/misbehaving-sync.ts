import { bytesToHex } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import type { SyncLayer, Transaction } from '@status/interfaces';
import { createAckSync } from './ack-sync.ts';
import type { SyncPeer, SyncSubject } from './compliance/sync.ts';
import { createMapStore } from './map-store.ts';
import type { Misbehaving } from './misbehaving.ts';

/** Two ends of a good synchronisation, apart from what a part replaces at both. */
function altered(alter: (inner: SyncLayer) => Partial<SyncLayer>): () => Promise<SyncSubject> {
  const peer = (seed: number): SyncPeer => {
    const inner = createAckSync();
    const publicKey = publicKeyOf(new Uint8Array(32).fill(seed));
    return { layer: { ...inner, ...alter(inner) }, store: createMapStore(), publicKey };
  };
  const stranger = publicKeyOf(new Uint8Array(32).fill(3));
  return async () => ({ a: peer(1), b: peer(2), stranger, close: async () => {} });
}

/** Takes no packet twice, whatever became of the first. */
function deafToRepetition(inner: SyncLayer): Partial<SyncLayer> {
  const seen = new Set<string>();
  return {
    async receive(tx, from, bytes, now) {
      if (seen.has(bytesToHex(bytes))) return { recognised: true, messages: [], delivered: [], dropped: 0 };
      seen.add(bytesToHex(bytes));
      return inner.receive(tx, from, bytes, now);
    },
  };
}

/** Faulty synchronisations. Their suite is to be told that they are reliable, recognise their own, and give up. */
export const misbehavingSyncLayers: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'loses what is appended while something waits',
    caughtBy: 'several bodies for one peer all arrive',
    setup: altered((inner) => ({
      async append(tx, peer, body, now) {
        if ((await inner.nextDue(tx)) !== undefined) return new Uint8Array(32);
        return inner.append(tx, peer, body, now);
      },
    })),
  },
  {
    fault: 'changes state when it is asked what is due',
    caughtBy: 'asking what is due changes nothing',
    setup: altered((inner) => ({
      async due(tx, now) {
        const due = await inner.due(tx, now);
        for (const packet of due.packets) await inner.sent(tx, packet, now);
        return due;
      },
    })),
  },
  {
    fault: 'takes no notice of what was sent',
    caughtBy: 'nothing is due twice once it was sent',
    setup: altered(() => ({ sent: async () => {} })),
  },
  {
    fault: 'gives several packets for one peer',
    caughtBy: 'there is at most one packet for a peer, and one for each that waits',
    setup: altered((inner) => ({
      async due(tx, now) {
        const due = await inner.due(tx, now);
        return { ...due, packets: [...due.packets, ...due.packets] };
      },
    })),
  },
  {
    fault: 'serves one peer at a time',
    caughtBy: 'there is at most one packet for a peer, and one for each that waits',
    setup: altered((inner) => ({
      async due(tx, now) {
        const due = await inner.due(tx, now);
        return { ...due, packets: due.packets.slice(0, 1) };
      },
    })),
  },
  {
    fault: 'drops what could not be handed on',
    caughtBy: 'a packet that could not be handed on is due again soon',
    setup: altered((inner) => ({
      async failed(tx, packet) {
        for (const id of packet.messages) await inner.forget(tx, packet.peer, id);
      },
    })),
  },
  {
    fault: 'waits a day after a failure',
    caughtBy: 'a packet that could not be handed on is due again soon',
    setup: altered((inner) => ({ failed: (tx, packet, now) => inner.failed(tx, packet, now + 86_400_000) })),
  },
  {
    fault: 'forgets nothing',
    caughtBy: 'a forgotten message is not due any more',
    setup: altered(() => ({ forget: async () => {} })),
  },
  {
    fault: 'keeps what is due outside of the transaction',
    caughtBy: 'all state is in the transaction: what is rolled back did not happen',
    setup: altered((inner) => {
      let next: number | undefined;
      return {
        append(tx, peer, body, now) {
          next = now;
          return inner.append(tx, peer, body, now);
        },
        nextDue: async (tx) => (await inner.nextDue(tx)) ?? next,
      };
    }),
  },
  {
    fault: 'hands up views of the packet',
    caughtBy: 'bodies and packets are copied',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        const view = (body: Uint8Array): Uint8Array => bytes.subarray(bytes.length - body.length);
        return {
          ...received,
          messages: received.messages.map((message) => ({ ...message, body: view(message.body) })),
        };
      },
    })),
  },
  {
    fault: 'throws for malformed packets',
    caughtBy: 'nothing that a peer can send makes receive reject',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        if (!received.recognised) throw new Error('malformed');
        return received;
      },
    })),
  },
  {
    fault: 'takes any bytes for its own',
    caughtBy: 'bytes of another protocol are told, as declared',
    setup: altered((inner) => ({
      receive: async (tx, from, bytes, now) => ({ ...(await inner.receive(tx, from, bytes, now)), recognised: true }),
    })),
  },
  {
    fault: 'acknowledges what was not accepted',
    caughtBy: 'nothing is acknowledged before it is accepted',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        for (const { id } of received.messages) await inner.accept(tx, from, id, now);
        return received;
      },
    })),
  },
  {
    fault: 'never acknowledges',
    caughtBy: 'an acknowledged message is delivered, once, and never due again',
    setup: altered(() => ({ accept: async () => {} })),
  },
  {
    fault: 'says more than once that a message was delivered',
    caughtBy: 'an acknowledged message is delivered, once, and never due again',
    setup: altered((inner) => {
      const delivered = new Map<string, Uint8Array>();
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          const name = bytesToHex(bytes);
          if (received.delivered.length > 0) delivered.set(name, received.delivered[0]!);
          const again = delivered.get(name);
          return again === undefined ? received : { ...received, delivered: [again] };
        },
      };
    }),
  },
  {
    fault: 'sends once and never again',
    caughtBy: 'a message that is not acknowledged is due again, and no earlier than it says',
    setup: altered((inner) => ({
      async sent(tx, packet, now) {
        await inner.sent(tx, packet, now);
        for (const id of packet.messages) await inner.forget(tx, packet.peer, id);
      },
    })),
  },
  {
    fault: 'hands up again what was accepted',
    caughtBy: 'a message that comes again after it was accepted is acknowledged again, not handed up',
    setup: altered((inner) => {
      const messages = new Map<string, Awaited<ReturnType<SyncLayer['receive']>>['messages']>();
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          const name = bytesToHex(bytes);
          messages.set(name, messages.get(name) ?? received.messages);
          return { ...received, messages: messages.get(name)! };
        },
      };
    }),
  },
  {
    fault: 'does not acknowledge again what comes again',
    caughtBy: 'a message that comes again after it was accepted is acknowledged again, not handed up',
    setup: altered(deafToRepetition),
  },
  {
    fault: 'takes a message for known before it was accepted',
    caughtBy: 'a message that comes again before it was accepted is handed up again',
    setup: altered(deafToRepetition),
  },
  {
    fault: 'takes acknowledgements from anybody',
    caughtBy: 'somebody else cannot acknowledge',
    setup: altered((inner) => {
      let partner: Uint8Array | undefined;
      return {
        append(tx: Transaction, peer: Uint8Array, body: Uint8Array, now: number) {
          partner = peer;
          return inner.append(tx, peer, body, now);
        },
        receive: (tx, from, bytes, now) => inner.receive(tx, partner ?? from, bytes, now),
      };
    }),
  },
  {
    fault: 'does not say what it gave up',
    caughtBy: 'a message that nobody takes is given up, and told until it is forgotten',
    setup: altered((inner) => ({
      due: async (tx, now) => ({ ...(await inner.due(tx, now)), givenUp: [] }),
    })),
  },
  {
    fault: 'says only once what it gave up',
    caughtBy: 'a message that nobody takes is given up, and told until it is forgotten',
    setup: altered((inner) => {
      let told = 0;
      return {
        async due(tx, now) {
          const due = await inner.due(tx, now);
          return due.givenUp.length > 0 && told++ > 0 ? { ...due, givenUp: [] } : due;
        },
      };
    }),
  },
];
