import type { Cancel, Host, PeerSource } from '@status/interfaces';
import { altered, type MisbehavingHosts } from './misbehaving-host-scene.ts';

/** Candidates after which the greediest host has shown what it is. */
const ENOUGH = 1000;

/** Dials whatever a source has, as fast as that can be had, whatever happens. */
function drawGreedily(host: Host, source: PeerSource): Cancel {
  const controller = new AbortController();
  void (async () => {
    let taken = 0;
    for await (const { address } of source.candidates({ signal: controller.signal })) {
      await host.dial(address).catch(() => {});
      if (++taken === ENOUGH) return;
    }
  })();
  return () => controller.abort();
}

/** A source that has one candidate only. */
function firstOf(source: PeerSource): PeerSource {
  return {
    name: source.name,
    async *candidates(options) {
      for await (const candidate of source.candidates(options)) {
        yield candidate;
        return;
      }
    },
  };
}

/** Hosts that are faulty with peer sources. */
export const misbehavingHostSources: readonly MisbehavingHosts[] = [
  {
    fault: 'does not say which source has found a peer',
    caughtBy: 'whom a source finds is dialled, and bears its name',
    setup: altered((inner) => ({
      peers: () => inner.peers().map(({ source: _, ...peer }) => peer),
    })),
  },
  {
    fault: 'names a source for everybody',
    caughtBy: 'whom somebody asked for by address bears the name of no source',
    setup: altered((inner) => ({
      dial: async (address, options) => ({ ...(await inner.dial(address, options)), source: 'address book' }),
    })),
  },
  {
    fault: 'takes everything that a source has at once',
    caughtBy: 'a source is asked for the next candidate only while there is room',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'does not rest between candidates that fail',
    caughtBy: 'a source is asked at the pace of the dialling, with a pause after each failure',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'gives a source up with the first candidate that fails',
    caughtBy: 'a candidate that cannot be reached costs a failed event, and the next one is tried',
    setup: altered((inner) => ({
      draw: (source) => inner.draw(firstOf(source)),
    })),
  },
  {
    fault: 'tells of a connection again with whom it has',
    caughtBy: 'a candidate that is connected already is passed over',
    setup: altered((inner) => ({
      on: (name, listener) => {
        const cancels = [inner.on(name, listener)];
        if (name === 'connected') cancels.push(inner.on(name, listener));
        return () => {
          for (const cancel of cancels) cancel();
        };
      },
    })),
  },
  {
    fault: 'draws from one source only',
    caughtBy: 'a candidate that somebody asks for by address takes no place from another source',
    setup: altered((inner) => {
      let draws = 0;
      return { draw: (source) => (draws++ === 0 ? inner.draw(source) : () => {}) };
    }),
  },
  {
    fault: 'asks a source before the start',
    caughtBy: 'a source that was added before the start is asked from the start on',
    setup: altered((inner) => ({
      draw(source) {
        void source.candidates({ signal: new AbortController().signal })[Symbol.asyncIterator]().next();
        return inner.draw(source);
      },
    })),
  },
  {
    fault: 'cannot cancel drawing',
    caughtBy: 'cancelling tells the source, asks it no more, and leaves a connection alone',
    setup: altered((inner) => ({
      draw(source) {
        inner.draw(source);
        return () => {};
      },
    })),
  },
  {
    fault: 'hangs up on whom a source has found when that is cancelled',
    caughtBy: 'cancelling tells the source, asks it no more, and leaves a connection alone',
    setup: altered((inner) => ({
      draw(source) {
        const cancel = inner.draw(source);
        return () => {
          cancel();
          void inner.stop();
        };
      },
    })),
  },
  {
    fault: 'goes on asking a source after the end',
    caughtBy: 'stopping ends the asking',
    setup: altered((inner) => ({ draw: (source) => drawGreedily(inner, source) })),
  },
  {
    fault: 'stops for a source that fails',
    caughtBy: 'a source that fails ends, and concerns no other',
    setup: altered((inner) => ({
      draw(source) {
        const iterator = source.candidates({ signal: new AbortController().signal })[Symbol.asyncIterator]();
        void iterator.next().catch(() => inner.stop());
        return inner.draw(source);
      },
    })),
  },
];
