import { systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { Store } from '@status/interfaces';
import { createMvds } from '@status/mvds';

const environment = systemEnvironment();
const [alice, bob] = [
  publicKeyOf(generatePrivateKey(environment.random)),
  publicKeyOf(generatePrivateKey(environment.random)),
];
const [fromAlice, fromBob] = [createMvds({ self: alice, environment }), createMvds({ self: bob, environment })];

/** Alice sends Bob a message; each has a store of their own, such as `createMemoryStore()` of `@status/store`. */
export async function deliver(stores: { readonly alice: Store; readonly bob: Store }): Promise<string[]> {
  const events: string[] = [];
  const now = environment.clock.now();

  await stores.alice.transaction((tx) => fromAlice.append(tx, bob, new TextEncoder().encode('Hello, Bob'), now));

  // Whenever `nextDue` says so: seal and post what is due, then report it. Do this until nothing is due.
  const [packet] = (await stores.alice.transaction((tx) => fromAlice.due(tx, now))).packets;
  await stores.alice.transaction((tx) => fromAlice.sent(tx, packet!, now));

  // At the other end: store the message and accept it in one transaction, and no crash loses it.
  await stores.bob.transaction(async (tx) => {
    const { messages } = await fromBob.receive(tx, alice, packet!.bytes, now);
    for (const { id, body } of messages) {
      events.push(`bob reads: ${new TextDecoder().decode(body)}`);
      await fromBob.accept(tx, alice, id, now);
    }
  });

  // The acknowledgement goes back, alone or with whatever else is due for Alice.
  const [answer] = (await stores.bob.transaction((tx) => fromBob.due(tx, now))).packets;
  await stores.bob.transaction((tx) => fromBob.sent(tx, answer!, now));
  const { delivered } = await stores.alice.transaction((tx) => fromAlice.receive(tx, bob, answer!.bytes, now));
  events.push(`delivered to bob: ${delivered.length}`);
  return events;
}
