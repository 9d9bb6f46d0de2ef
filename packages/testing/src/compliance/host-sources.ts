import type { Host, PeerCandidate, PeerSource } from '@status/interfaces';
import { turn } from '../virtual-clock.ts';
import { type Case, check, checkList, checkSame, idle } from './case.ts';
import { type HostScene, heard, recorded } from './host-scene.ts';

/** A source that can be watched. */
type Watched = {
  readonly source: PeerSource;
  /** Candidates that it was asked for. */
  readonly asked: number;
  /** The signal that it was given, once it began. */
  readonly signal: AbortSignal | undefined;
};

/** Finds these, one at a time, and keeps whoever asks for more waiting until it is told to end; with `last` it finds that one again and again. */
function watched(name: string, addresses: readonly string[], last?: string): Watched {
  let asked = 0;
  let given: AbortSignal | undefined;
  async function* candidates({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<PeerCandidate> {
    given = signal;
    for (const address of addresses) {
      asked++;
      // A source looks for its candidates somewhere, which takes a while.
      await turn(1);
      yield { address };
    }
    while (last !== undefined && !signal.aborted) {
      asked++;
      await turn(1);
      yield { address: last };
    }
    asked++;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  return {
    source: { name, candidates },
    get asked() {
      return asked;
    },
    get signal() {
      return given;
    },
  };
}

/** What a host promises of peer sources. */
export function sourceCases({ happens, manifest, start, wait, withHosts }: HostScene): Case[] {
  const idleFor = async (turns: number): Promise<void> => {
    for (let i = 0; i < turns; i++) await idle(manifest);
  };
  const ready = async (...hosts: Host[]): Promise<void> => {
    for (const host of hosts) host.register(recorded('xx').protocol);
    await start(...hosts);
  };

  return [
    withHosts('whom a source finds is dialled, and bears its name', async ({ a, b }) => {
      await ready(a, b);
      a.draw(watched('list', [b.addresses[0]!]).source);
      await happens(() => a.peers().length === 1 && b.peers().length === 1, 'a connection');
      checkSame(a.peers()[0]!.source, 'list', 'source of the peer');
      checkSame(b.peers()[0]!.source, undefined, 'source of a peer that came by itself');
    }),
    withHosts('whom somebody asked for by address bears the name of no source', async ({ a, b }) => {
      await ready(a, b);
      checkSame((await wait(a.dial(b.addresses[0]!), 'dial')).source, undefined, 'source of the peer');
    }),
    withHosts('a source is asked for the next candidate only while there is room', async ({ a, b, nobody }) => {
      const atA = recorded('xx');
      a.register(atA.protocol);
      b.register(recorded('xx').protocol);
      await start(a, b);
      const list = watched('list', [b.addresses[0]!, nobody]);
      a.draw(list.source);
      await happens(() => a.peers().length === 1, 'a connection');
      await idleFor(10);
      checkSame(list.asked, 1, 'candidates asked for while the only place is taken');
      await happens(() => atA.sessions.length === 1, 'the session');
      await wait(atA.sessions[0]!.disconnect('requested'), 'disconnect');
      await happens(() => list.asked > 1, 'the next question once there is room');
    }),
    withHosts(
      'a source is asked at the pace of the dialling, with a pause after each failure',
      async ({ a, nobody }) => {
        await ready(a);
        const failed = heard(a, 'failed');
        const list = watched('list', [], nobody);
        a.draw(list.source);
        await happens(() => failed.length === 1, 'the first failure');
        for (let i = 0; i < 20; i++) {
          check(list.asked <= failed.length + 1 || list.asked < 20, 'candidates were taken ahead of the dialling');
          await idle(manifest);
        }
        check(list.asked < 100, `${list.asked} candidates were taken without a pause`);
      },
    ),
    withHosts('a candidate that cannot be reached costs a failed event, and the next one is tried', async (subject) => {
      const { a, b, nobody } = subject;
      await ready(a, b);
      const failed = heard(a, 'failed');
      a.draw(watched('list', ['nonsense', nobody, b.addresses[0]!]).source);
      await happens(() => a.peers().length === 1, 'a connection with the last of them');
      checkList(
        failed.map(({ stage }) => stage),
        ['dial'],
        'stages of the failures',
      );
    }),
    withHosts('a candidate that is connected already is passed over', async ({ a, b }) => {
      await ready(a, b);
      const connected = heard(a, 'connected');
      await wait(a.dial(b.addresses[0]!), 'dial');
      const list = watched('list', [b.addresses[0]!, b.addresses[0]!]);
      a.draw(list.source);
      await happens(() => list.asked === 3, 'the question for a third candidate');
      checkSame(connected.length, 1, 'connections');
    }),
    withHosts('a candidate that somebody asks for by address takes no place from another source', async (subject) => {
      const { a, b, nobody } = subject;
      await ready(a, b);
      const failed = heard(a, 'failed');
      const dial = a.dial(b.addresses[0]!);
      a.draw(watched('first', [b.addresses[0]!]).source);
      a.draw(watched('second', [nobody]).source);
      checkSame((await wait(dial, 'dial')).source, undefined, 'source of the peer');
      await happens(() => failed.length === 1, 'a dial to the candidate of the other source');
    }),
    withHosts('a source that was added before the start is asked from the start on', async ({ a, b }) => {
      for (const host of [a, b]) host.register(recorded('xx').protocol);
      await start(b);
      const list = watched('list', [b.addresses[0]!]);
      a.draw(list.source);
      await idleFor(3);
      checkSame(list.asked, 0, 'candidates asked for before the start');
      await start(a);
      await happens(() => a.peers().length === 1, 'a connection');
    }),
    withHosts(
      'cancelling tells the source, asks it no more, and leaves a connection alone',
      async ({ a, b, nobody }) => {
        await ready(a, b);
        const [first, second] = [watched('first', [b.addresses[0]!]), watched('second', [], nobody)];
        const cancelFirst = a.draw(first.source);
        await happens(() => a.peers().length === 1, 'a connection');
        cancelFirst();
        cancelFirst();
        checkSame(first.signal!.aborted, true, 'signal of the cancelled source');
        await idleFor(10);
        checkSame(a.peers().length, 1, 'peers after cancelling');
        const cancelSecond = a.draw(second.source);
        await idleFor(3);
        cancelSecond();
        const { asked } = second;
        await idleFor(10);
        check(second.asked <= asked + 1, 'a cancelled source was asked on');
      },
    ),
    withHosts('stopping ends the asking', async ({ a, nobody }) => {
      await ready(a);
      const list = watched('list', [], nobody);
      a.draw(list.source);
      await happens(() => list.asked > 0, 'the first question');
      await wait(a.stop(), 'stop');
      checkSame(list.signal!.aborted, true, 'signal of the source');
      const { asked } = list;
      await idleFor(10);
      check(list.asked <= asked + 1, 'the source of a stopped host was asked on');
    }),
    withHosts('a source that fails ends, and concerns no other', async ({ a, b }) => {
      await ready(a, b);
      a.draw({
        name: 'at once',
        candidates() {
          throw new Error('a defect');
        },
      });
      a.draw({
        name: 'later',
        candidates: () => ({
          [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('a defect')) }),
        }),
      });
      a.draw(watched('list', [b.addresses[0]!]).source);
      await happens(() => a.peers()[0]?.source === 'list', 'a connection by the source that works');
    }),
  ];
}
