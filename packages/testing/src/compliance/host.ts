import { type Case, check, checkCode, checkList, checkSame, idle, listenInTrouble, rejection } from './case.ts';
import { createHostScene, type HostManifest, type HostScene, type HostSubject, heard, recorded } from './host-scene.ts';
import { sessionCases } from './host-sessions.ts';
import { sourceCases } from './host-sources.ts';

export type { HostManifest, HostSubject } from './host-scene.ts';

/** The promises of the seam `Host`, between two hosts. */
export function hostCompliance(setup: () => Promise<HostSubject>, manifest: HostManifest = {}): Case[] {
  const scene = createHostScene(setup, manifest);
  return [...lifeCases(scene), ...sessionCases(scene), ...sourceCases(scene)];
}

/** What a host promises of its life, its addresses, its dials and its peers. */
function lifeCases({ ended, happens, manifest, start, wait, withHosts, withSession }: HostScene): Case[] {
  return [
    withHosts('has an address for each way in once it listens, and none before', async ({ a, b }) => {
      a.register(recorded('xx').protocol);
      b.register(recorded('xx').protocol);
      checkSame(b.addresses.length, 0, 'addresses before the start');
      await start(b);
      checkSame(b.addresses.length, manifest.waysIn ?? 1, 'addresses after the start');
      checkSame(new Set(b.addresses).size, b.addresses.length, 'different ones among them');
    }),
    withHosts('every way in leads to it', async ({ a, b }) => {
      const atA = recorded('xx');
      a.register(atA.protocol);
      b.register(recorded('xx').protocol);
      await start(a, b);
      const ids = new Set<string>();
      for (const [round, address] of b.addresses.entries()) {
        ids.add((await wait(a.dial(address), `dial of ${address}`)).id);
        await happens(() => atA.sessions.length === round + 1, 'the session');
        await wait(atA.sessions[round]!.disconnect('requested'), 'disconnect');
        await happens(() => a.peers().length + b.peers().length === 0, 'the end of the connection');
      }
      checkSame(ids.size, 1, 'nodes that were reached');
    }),
    withHosts('tells when its addresses change', async ({ b }) => {
      b.register(recorded('xx').protocol);
      const changes = heard(b, 'addresses');
      await start(b);
      await happens(() => changes.length > 0, 'the addresses event');
      checkList(changes.at(-1)!.addresses, b.addresses, 'addresses of the event');
      await wait(b.stop(), 'stop');
      checkSame(b.addresses.length, 0, 'addresses after the end');
      await happens(() => changes.at(-1)!.addresses.length === 0, 'the event of the end');
    }),
    withHosts('a dial resolves with the peer, connected on both sides', async ({ a, b }) => {
      const [atA, atB] = [recorded('xx', 3), recorded('xx', 3)];
      a.register(atA.protocol);
      b.register(atB.protocol);
      const connected: string[] = [];
      a.on('connected', (peer) => connected.push(`a ${peer.inbound}`));
      b.on('connected', (peer) => connected.push(`b ${peer.inbound}`));
      await start(a, b);
      checkSame(a.peers().length, 0, 'peers before the dial');
      const peer = await wait(a.dial(b.addresses[0]!), 'dial');
      await happens(() => atA.sessions.length === 1 && atB.sessions.length === 1, 'a session at each end');
      checkList(
        a.peers().map(({ id }) => id),
        [peer.id],
        'peers of a',
      );
      checkSame(b.peers().length, 1, 'peers of b');
      check(peer.id.length > 0 && peer.id !== b.peers()[0]!.id, 'two nodes have one id');
      checkSame(peer.inbound, false, 'inbound at a');
      checkSame(b.peers()[0]!.inbound, true, 'inbound at b');
      check(peer.capabilities.includes('xx/3'), `xx/3 is not among the capabilities ${peer.capabilities.join()}`);
      checkSame(atA.sessions[0]!.peer.id, peer.id, 'peer of the session');
      checkList(connected.sort(), ['a false', 'b true'], 'connected events');
    }),
    withSession(
      'a peer tells where its stream comes from, and where it can be dialled again',
      async ({ a, b, nearA, nearB }) => {
        for (const { peer } of [nearA, nearB]) {
          check(peer.remoteAddress.length > 0, 'the stream comes from nowhere');
          check(peer.address.length > 0, 'the peer has no address');
        }
        const again = await wait(a.dial(nearA.peer.address), 'the second dial');
        checkSame(again.id, nearA.peer.id, 'the peer at that address');
        checkSame(a.peers().length + b.peers().length, 2, 'connections at both ends');
      },
    ),
    withSession(
      'dialling a peer that is connected gives the same peer and no second connection',
      async ({ a, b, atA, atB }) => {
        const peer = await wait(a.dial(b.addresses[0]!), 'second dial');
        checkSame(peer.id, a.peers()[0]!.id, 'peer');
        await idle(manifest);
        checkSame(a.peers().length + b.peers().length, 2, 'peers');
        checkSame(atA.sessions.length + atB.sessions.length, 2, 'sessions');
      },
    ),
    withHosts('a dial to nobody fails and says at which stage', async ({ a, b, nobody }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      const failed = heard(a, 'failed');
      await start(a);
      await checkCode(() => a.dial(nobody), 'P2P_DIAL_FAILED', 'dial', manifest);
      await happens(() => failed.length === 1, 'the failed event');
      checkSame(failed[0]!.stage, 'dial', 'stage');
      checkSame(a.peers().length, 0, 'peers');
    }),
    withHosts('a dial to a host that shares no subprotocol fails and says at which stage', async ({ a, b }) => {
      a.register(recorded('xx').protocol);
      b.register(recorded('yy').protocol);
      await start(a, b);
      const failed = heard(a, 'failed');
      await checkCode(() => a.dial(b.addresses[0]!), 'P2P_HELLO_FAILED', 'dial', manifest);
      await happens(() => failed.length === 1, 'the failed event');
      checkSame(failed[0]!.stage, 'hello', 'stage');
      checkSame(a.peers().length + b.peers().length, 0, 'peers');
    }),
    withHosts('what is no address is refused', async ({ a }) => {
      a.register(recorded('xx').protocol);
      await start(a);
      for (const address of ['', 'nonsense', 'other://nonsense']) {
        await checkCode(() => a.dial(address), 'P2P_ADDRESS', `dial of "${address}"`, manifest);
        await checkCode(() => a.maintain(address), 'P2P_ADDRESS', `maintaining "${address}"`, manifest);
      }
    }),
    withHosts('starts once, and dials between its start and its end', async ({ a, b }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      await start(b);
      await checkCode(() => a.dial(b.addresses[0]!), 'P2P_NOT_RUNNING', 'a dial before the start', manifest);
      await start(a);
      await checkCode(() => a.start(), 'P2P_RUNNING', 'a second start', manifest);
      await wait(a.stop(), 'stop');
      await checkCode(() => a.dial(b.addresses[0]!), 'P2P_NOT_RUNNING', 'a dial after the end', manifest);
    }),
    withHosts('a dial that is aborted rejects with the reason', async ({ a, b }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      await start(a, b);
      const reason = new Error('changed my mind');
      const error = await rejection(
        () => a.dial(b.addresses[0]!, { signal: AbortSignal.abort(reason) }),
        'dial',
        manifest,
      );
      check(error === reason, `expected the reason of the signal, got ${String(error)}`);
      await idle(manifest);
      checkSame(a.peers().length, 0, 'peers');
    }),
    withHosts('a dial that is aborted leaves alone one of somebody else to the same peer', async ({ a, b }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      await start(a, b);
      const impatient = new AbortController();
      const dials = [a.dial(b.addresses[0]!, { signal: impatient.signal }), a.dial(b.addresses[0]!)] as const;
      dials[0].catch(() => {});
      impatient.abort(new Error('changed my mind'));
      const peer = await wait(dials[1], 'the dial that nobody has aborted');
      checkList(
        a.peers().map(({ id }) => id),
        [peer.id],
        'peers',
      );
    }),
    withHosts('a host does not connect with itself', async ({ b }) => {
      b.register(recorded('xx').protocol);
      await start(b);
      await checkCode(() => b.dial(b.addresses[0]!), 'P2P_DIAL_FAILED', 'dial to itself', manifest);
      checkSame(b.peers().length, 0, 'peers');
    }),
    withHosts('subprotocols are registered before the start only, and once', async ({ a }) => {
      a.register(recorded('xx').protocol);
      const twice = (): void => a.register(recorded('xx').protocol);
      await checkCode(twice, 'P2P_SUBPROTOCOL', 'the same again', manifest);
      await start(a);
      await checkCode(() => a.register(recorded('yy').protocol), 'P2P_RUNNING', 'register after the start', manifest);
    }),
    withSession('stopping ends every connection and leaves the others to go on', async ({ a, b, nearA, nearB }) => {
      const ends = heard(b, 'disconnected');
      await wait(a.stop(), 'stop');
      await ended(nearA, 'quitting');
      await ended(nearB, 'quitting');
      await happens(() => ends.length === 1, 'the event at the other host');
      checkSame(ends[0]!.reason, 'quitting', 'reason');
      checkSame(ends[0]!.remote, true, 'remote');
      checkSame(a.peers().length + b.peers().length, 0, 'peers');
      await wait(a.stop(), 'stopping again');
      await wait(Promise.resolve(a[Symbol.asyncDispose]()), 'disposal');
      await checkCode(() => a.dial(b.addresses[0]!), 'P2P_NOT_RUNNING', 'a dial of a stopped host', manifest);
    }),
    withHosts('a connection that is maintained comes back until that is cancelled', async ({ a, b }) => {
      const [atA, atB] = [recorded('xx'), recorded('xx')];
      a.register(atA.protocol);
      b.register(atB.protocol);
      await start(a, b);
      const cancel = a.maintain(b.addresses[0]!);
      for (let round = 1; round <= 2; round++) {
        await happens(() => atA.sessions.length === round && atB.sessions.length === round, 'a connection');
        await wait(atB.sessions[round - 1]!.disconnect('requested'), 'disconnect');
        await happens(() => atA.sessions[round - 1]!.signal.aborted, 'the end of the connection');
      }
      await happens(() => atA.sessions.length === 3, 'the connection that comes back');
      cancel();
      cancel();
      await wait(atA.sessions[2]!.disconnect('requested'), 'disconnect');
      for (let i = 0; i < 20; i++) await idle(manifest);
      checkSame(atA.sessions.length, 3, 'sessions after cancelling');
    }),
    withSession('a listener of events can be taken off, and stops no other by throwing', async ({ a, nearA }) => {
      const listeners = listenInTrouble((listener) => a.on('disconnected', listener));
      await wait(nearA.disconnect('requested'), 'disconnect');
      await happens(() => listeners.kept === 1, 'the event');
      checkSame(listeners.cancelled, 0, 'calls of the cancelled listener');
    }),
  ];
}
