import { systemEnvironment } from '@status/base';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { Store } from '@status/interfaces';
import { createRatchet } from '@status/ratchet';

const environment = systemEnvironment();
const [alice, bob] = [generatePrivateKey(environment.random), generatePrivateKey(environment.random)];
const atAlice = createRatchet({ identity: alice, installationId: 'alice-phone', environment });
const atBob = createRatchet({ identity: bob, installationId: 'bob-desk', environment });

/** Alice and Bob meet; each has a store of their own, such as `createMemoryStore()` of `@status/store`. */
export async function meet(stores: { readonly alice: Store; readonly bob: Store }): Promise<string[]> {
  const read: string[] = [];
  const toBob = { kind: 'members', publicKeys: [publicKeyOf(bob)] } as const;
  const toAlice = { kind: 'members', publicKeys: [publicKeyOf(alice)] } as const;

  // Alice knows no device of Bob, so the first message falls back to his identity key, and says so.
  const first = await stores.alice.transaction((tx) => atAlice.seal(tx, toBob, new TextEncoder().encode('Hello, Bob')));
  // The transaction is committed; only now may the bytes leave.
  const [hello] = first.messages;

  // Bob opens, stores the payload and confirms, in one transaction: then no crash loses it and no thief reads it later.
  await stores.bob.transaction(async (tx) => {
    const opened = await atBob.open(tx, publicKeyOf(alice), hello!.bytes);
    if (!opened.ok) throw new Error(opened.reason);
    read.push(`${opened.protection}: ${new TextDecoder().decode(opened.payload)}`);
    if (opened.receipt) await atBob.confirm(tx, opened.receipt);
  });

  // Alice's bundle came with it: the answer begins a session.
  const second = await stores.bob.transaction((tx) => atBob.seal(tx, toAlice, new TextEncoder().encode('Hi, Alice')));
  await stores.alice.transaction(async (tx) => {
    const opened = await atAlice.open(tx, publicKeyOf(bob), second.messages[0]!.bytes);
    if (opened.ok) read.push(`${opened.protection}: ${new TextDecoder().decode(opened.payload)}`);
  });
  return read; // ['dh: Hello, Bob', 'ratchet: Hi, Alice']
}
