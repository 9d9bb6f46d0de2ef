import { bytesToHex } from '@status/base';
import type { GroupId, PublicKey, SyncId, SyncLayer, SyncMessage, SyncReceived } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import type { Misbehaving } from './misbehaving.ts';
import { type Alteration, alteredOffers } from './misbehaving-sync-ends.ts';

/** Changes what is handed up. */
const handing =
  (change: (messages: readonly SyncMessage[]) => readonly SyncMessage[]): Alteration =>
  (inner) => ({
    async receive(tx, from, bytes, now) {
      const received = await inner.receive(tx, from, bytes, now);
      return { ...received, messages: change(received.messages) };
    },
  });

/** Takes everybody in whom it hears from. */
function hospitable(inner: SyncLayer): Partial<SyncLayer> {
  let open: { readonly group: GroupId; readonly members: readonly PublicKey[] } | undefined;
  return {
    setMembers(tx, group, members, now) {
      open = { group, members };
      return inner.setMembers(tx, group, members, now);
    },
    async receive(tx, from, bytes, now) {
      if (open !== undefined) await inner.setMembers(tx, open.group, [...open.members, from], now);
      return inner.receive(tx, from, bytes, now);
    },
  };
}

/** Takes nobody out. */
function loyal(inner: SyncLayer): Partial<SyncLayer> {
  const members = new Map<string, PublicKey>();
  return {
    setMembers(tx, group, added, now) {
      for (const member of added) members.set(bytesToHex(member), member);
      return inner.setMembers(tx, group, [...members.values()], now);
    },
  };
}

/** Waits for every parent that a message names. */
function patient(inner: SyncLayer): Partial<SyncLayer> {
  const accepted = new Set<string>();
  const isReady = ({ parents }: SyncMessage): boolean => parents.every((parent) => accepted.has(bytesToHex(parent)));
  return {
    ...handing((messages) => messages.filter(isReady))(inner),
    accept(tx, from, id, now) {
      accepted.add(bytesToHex(id));
      return inner.accept(tx, from, id, now);
    },
  };
}

/** Knows of parents only beside the protocol, so that nothing waits for them. */
function careless(): Alteration {
  const parentsOf = new Map<string, readonly SyncId[]>();
  const restored = (message: SyncMessage): SyncMessage => ({
    ...message,
    parents: parentsOf.get(bytesToHex(message.id)) ?? [],
  });
  return (inner) => ({
    ...handing((messages) => messages.map(restored))(inner),
    async append(tx, message, now) {
      const id = await inner.append(tx, { ...message, parents: [] }, now);
      parentsOf.set(bytesToHex(id), message.parents ?? []);
      return id;
    },
  });
}

const groups: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'serves the first member of a group',
    caughtBy: 'a message for a group reaches each of its members, and says so',
    setup: alteredOffers((inner) => ({
      setMembers: (tx, group, members, now) => inner.setMembers(tx, group, members.slice(0, 1), now),
    })),
  },
  {
    fault: 'hears one member of a group and no other',
    caughtBy: 'members of a group all hear one another',
    setup: alteredOffers((inner) => {
      let speaker: string | undefined;
      return {
        async receive(tx, from, bytes, now): Promise<SyncReceived> {
          const received = await inner.receive(tx, from, bytes, now);
          if (received.messages.length > 0) speaker ??= bytesToHex(from);
          return bytesToHex(from) === speaker ? received : { ...received, messages: [] };
        },
      };
    }),
  },
  {
    fault: 'takes what is between two for a part of their group',
    caughtBy: 'what is between two is of no group, whatever groups they share',
    setup: alteredOffers((inner) => {
      let known: GroupId | undefined;
      return {
        ...handing((messages) => messages.map((each) => (known === undefined ? each : { ...each, group: known })))(
          inner,
        ),
        setMembers(tx, group, members, now) {
          known = group;
          return inner.setMembers(tx, group, members, now);
        },
      };
    }),
  },
  {
    fault: 'takes messages of a group from anybody',
    caughtBy: 'what is of a group that its sender is not in is dropped, and not acknowledged',
    setup: alteredOffers(hospitable),
  },
  {
    fault: 'takes packets for a group from strangers',
    caughtBy: 'a packet for a group that comes from a stranger is dropped',
    setup: alteredOffers((inner) => {
      let first: PublicKey | undefined;
      return {
        setMembers(tx, group, members, now) {
          first ??= members[0];
          return inner.setMembers(tx, group, members, now);
        },
        receive: (tx, from, bytes, now) => inner.receive(tx, first ?? from, bytes, now),
      };
    }),
  },
  {
    fault: 'goes on sending to who was taken out of a group',
    caughtBy: 'who is taken out of a group gets nothing more of it',
    setup: alteredOffers(loyal),
  },
  {
    fault: 'goes on listening to who was taken out of a group',
    caughtBy: 'who was taken out of a group is not heard in it any more',
    setup: alteredOffers(loyal),
  },
  {
    fault: 'takes nobody in once a group is open',
    caughtBy: 'who comes into a group gets what is appended from then on',
    setup: alteredOffers((inner) => {
      let isOpen = false;
      return {
        async setMembers(tx, group, members, now) {
          if (!isOpen) await inner.setMembers(tx, group, members, now);
          isOpen = true;
        },
      };
    }),
  },
  {
    fault: 'loses messages for groups that are not open',
    caughtBy: 'a group that was never opened, and one that was closed, take nothing',
    setup: alteredOffers((inner) => ({
      append: (tx, message, now) =>
        inner.append(tx, message, now).catch(() => new Uint8Array(32) as Uint8Array as SyncId),
    })),
  },
  {
    fault: 'leaves out members that are no keys',
    caughtBy: 'a member that is no key is refused, and nothing changed',
    setup: alteredOffers((inner) => ({
      setMembers(tx, group, members, now) {
        const keys = members.filter(({ length }) => length === 65);
        return inner.setMembers(tx, group, keys, now);
      },
    })),
  },
];

const parents: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'loses parents',
    caughtBy: 'a message names its parents',
    setup: alteredOffers(handing((messages) => messages.map((each) => ({ ...each, parents: [] })))),
  },
  {
    fault: 'hands up the last message first',
    caughtBy: 'messages come after their parents, whatever their order in a packet',
    setup: alteredOffers(handing((messages) => messages.toReversed())),
  },
  {
    fault: 'does not wait for parents that were offered',
    caughtBy: 'messages come after those of their parents that were offered, over a carrier that loses',
    setup: () => alteredOffers(careless())(),
  },
  {
    fault: 'waits for parents that nobody ever hears of',
    caughtBy: 'a parent that nobody ever hears of does not hold up a message',
    setup: alteredOffers(patient),
  },
  {
    fault: 'waits for ever for a parent that was offered',
    caughtBy: 'a parent that was heard of and never comes does not hold up a message for ever',
    setup: alteredOffers(patient),
  },
];

const ephemeral: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'keeps what is ephemeral',
    caughtBy: 'an ephemeral message arrives as one, and leaves nothing behind',
    setup: alteredOffers((inner) => ({
      append: (tx, message, now) => inner.append(tx, { ...message, ephemeral: false }, now),
    })),
  },
  {
    fault: 'sends what is ephemeral twice',
    caughtBy: 'an ephemeral message is sent once, whether it arrives or not',
    setup: alteredOffers((inner) => {
      const told = new Set<string>();
      return {
        async sent(tx, receipt, now, carrier) {
          if (told.has(JSON.stringify(receipt))) await inner.sent(tx, receipt, now, carrier);
          told.add(JSON.stringify(receipt));
        },
      };
    }),
  },
  {
    fault: 'takes everything for ephemeral',
    caughtBy: 'others go their way beside an ephemeral message',
    setup: alteredOffers((inner) => ({
      append: (tx, message, now) => inner.append(tx, { ...message, ephemeral: true }, now),
    })),
  },
  {
    fault: 'has no ephemeral messages for groups',
    caughtBy: 'an ephemeral message goes to each member of a group',
    setup: alteredOffers((inner) => ({
      async append(tx, message, now) {
        const isBoth = message.to.kind === 'group' && message.ephemeral === true;
        return isBoth ? (new Uint8Array(32) as Uint8Array as SyncId) : inner.append(tx, message, now);
      },
    })),
  },
];

const offers: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'fills packets beyond what the carrier takes',
    caughtBy: 'packets are no longer than the carrier takes',
    setup: alteredOffers((inner) => ({
      due: (view, now, carrier) => inner.due(view, now, { ...carrier, maxPacket: Number.POSITIVE_INFINITY }),
    })),
  },
  {
    fault: 'sends messages to whoever asks',
    caughtBy: 'nobody gets what is not theirs by asking for it',
    setup: alteredOffers((inner) => {
      let partner: PublicKey | undefined;
      let asker: PublicKey | undefined;
      return {
        append(tx, message, now) {
          if (message.to.kind === 'peer') partner = message.to.peer;
          return inner.append(tx, message, now);
        },
        receive(tx, from, bytes, now) {
          asker = from;
          return inner.receive(tx, partner ?? from, bytes, now);
        },
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          const packets = due.packets.map((each) => (each.messages.length > 0 ? { ...each, peer: asker! } : each));
          return { ...due, packets };
        },
      };
    }),
  },
];

/** Faulty synchronisations that offer first. Their suite is to be told that they can everything. */
export const misbehavingOfferSyncs: readonly Misbehaving<SyncSubject>[] = [
  ...groups,
  ...parents,
  ...ephemeral,
  ...offers,
];
