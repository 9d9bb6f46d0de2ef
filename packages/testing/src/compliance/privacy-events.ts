import { bytesToHex } from '@status/base';
import { type Case, check, checkBytes, checkSame, listenInTrouble, until } from './case.ts';
import { message, type PrivacyScene } from './privacy-scene.ts';

/** What a transport tells of posted messages. */
export function eventCases(scene: PrivacyScene): Case[] {
  const { inbox, post, wait, manifest } = scene;
  return [
    scene.case('events speak of posted messages only, by their hash', async ({ a, b, settle }) => {
      const heard: { readonly name: string; readonly hash: Uint8Array; readonly peer?: string }[] = [];
      for (const name of ['sent', 'confirmed', 'refused'] as const)
        a.on(name, (event) => heard.push({ name, ...event }));
      await inbox(b);
      const receipt = await post(a, message('hello'));
      await wait(settle(), 'settle');
      for (const { name, hash, peer } of heard) {
        checkBytes(hash, receipt.hash, `hash of ${name}`);
        check(typeof peer === 'string' && peer.length > 0, `${name} names no peer`);
      }
      if (a.traits.confirmations) {
        await until(() => heard.some(({ name }) => name === 'confirmed'), 'the promised confirmation', manifest);
      }
    }),
    scene.case('a listener of events can be taken off, and stops no other by throwing', async ({ a, settle }) => {
      const heard = listenInTrouble((listener) => {
        const cancels = [a.on('sent', listener), a.on('expired', listener)];
        return () => {
          for (const cancel of cancels) cancel();
        };
      });
      await post(a, message('hello'));
      await wait(settle(), 'settle');
      checkSame(heard.cancelled, 0, 'calls of the cancelled listener');
      check(heard.kept > 0, 'the listener after a throwing one heard nothing');
    }),
    scene.case(
      'a peer confirms what left for it before, and nothing if the traits say so',
      async ({ a, b, settle }) => {
        const told: string[] = [];
        const faults: string[] = [];
        const names = ({ hash, peer }: { hash: Uint8Array; peer: string }): string => `${bytesToHex(hash)} at ${peer}`;
        const sent: string[] = [];
        const promised = new Set<string>();
        a.on('sent', (event) => {
          sent.push(names(event));
          if (event.confirms) promised.add(names(event));
          if (event.confirms && !a.traits.confirmations) faults.push('a peer that confirms, though nobody does');
          if (told.includes(names(event))) faults.push('confirmed before it was sent');
        });
        for (const name of ['confirmed', 'refused'] as const) {
          a.on(name, (event) => {
            told.push(names(event));
            if (!promised.has(names(event))) faults.push(`${name} by a peer of which it was said that it does not`);
            if (!a.traits.confirmations) faults.push(`${name}, though the traits say that nobody does`);
          });
        }
        await inbox(b);
        await post(a, message('one'));
        await post(a, message('two'));
        await wait(settle(), 'settle');
        if (a.traits.confirmations) await until(() => told.length > 0, 'the promised confirmation', manifest);
        check(sent.length > 0, 'nothing was told to have left');
        check(faults.length === 0, faults[0] ?? '');
      },
    ),
    ...(manifest.expires === true ? expiryCases(scene) : []),
  ];
}

function expiryCases(scene: PrivacyScene): Case[] {
  const { post, wait } = scene;
  return [
    scene.case('a message dies after its lifetime, not before, and says so', async ({ a, settle, pass }) => {
      check(pass !== undefined, 'the setup must be able to let time pass');
      const expired: Uint8Array[] = [];
      a.on('expired', ({ hash }) => expired.push(hash));
      const lifetime = 4 * a.traits.lifetime;
      const receipt = await post(a, message('hello', { lifetime }));
      await wait(settle(), 'settle');
      await wait(pass(lifetime / 2), 'half the time');
      checkSame(expired.length, 0, 'messages expired after half their time');
      await wait(pass(lifetime), 'the rest and more');
      checkSame(expired.length, 1, 'messages expired');
      checkBytes(expired[0], receipt.hash, 'hash');
    }),
  ];
}
