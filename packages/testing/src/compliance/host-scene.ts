import {
  type DisconnectReason,
  type Host,
  type HostEvents,
  type Packet,
  type Session,
  StatusError,
  type Subprotocol,
} from '@status/interfaces';
import { type Case, check, checkCode, until, type Waiting, within } from './case.ts';

/** Two hosts that can reach each other, without subprotocols and not started. */
export type HostSubject = {
  /** Takes one peer at a time from peer sources; who came otherwise takes no such place. */
  readonly a: Host;
  /** Listens. */
  readonly b: Host;
  /** A well-formed address at which nobody is. */
  readonly nobody: string;
  close(): Promise<void>;
};

/** What these hosts are like. */
export type HostManifest = Waiting & {
  /** Bytes that hosts, streams and the system may take at most before a sender waits (default 64 MiB). */
  readonly buffered?: number;
  /** How many ways in `b` has (default 1). */
  readonly waysIn?: number;
  /**
   * Can make a peer wait (default). `false` for hosts on streams that cannot be paused: who is not read loses the connection, within
   * `buffered` bytes.
   */
  readonly pauses?: boolean;
};

/** Bytes of each packet where many are sent. */
export const PORTION: number = 64 << 10;

/** Packet codes of the protocols that the suite registers. */
export const CODES = 10;

const BUFFERED = 64 << 20;

/** A subprotocol that keeps its sessions until they end. */
export type Recorded = { readonly protocol: Subprotocol; readonly sessions: Session[]; readonly packets: Packet[] };

/** A subprotocol that takes down its sessions, and their packets if it reads them. */
export function recorded(name: string, version = 1, reads = true): Recorded {
  const sessions: Session[] = [];
  const packets: Packet[] = [];
  const onSession = async (session: Session): Promise<void> => {
    sessions.push(session);
    if (reads) for await (const packet of session) packets.push(packet);
    else if (!session.signal.aborted) await new Promise((resolve) => session.signal.addEventListener('abort', resolve));
  };
  return { protocol: { name, version, length: CODES, onSession }, sessions, packets };
}

/** What a host tells from now on, in the order in which it tells it. */
export function heard<Name extends keyof HostEvents>(host: Host, name: Name): HostEvents[Name][] {
  const events: HostEvents[Name][] = [];
  host.on(name, (event) => events.push(event));
  return events;
}

/** Two hosts that run `xx/1` and are connected. */
export type Connected = {
  readonly a: Host;
  readonly b: Host;
  readonly atA: Recorded;
  readonly atB: Recorded;
  readonly nearA: Session;
  readonly nearB: Session;
};

/** What the cases of the suite are made of. */
export type HostScene = {
  readonly manifest: HostManifest;
  /** Bytes that may be taken though nobody reads. */
  readonly buffered: number;
  wait<Value>(promise: Promise<Value>, what: string): Promise<Value>;
  happens(condition: () => boolean, what: string): Promise<void>;
  start(...hosts: Host[]): Promise<void>;
  /** A case with two hosts that are stopped afterwards. */
  withHosts(name: string, body: (subject: HostSubject) => Promise<void>): Case;
  /** A case with a session between them. */
  withSession(name: string, body: (ends: Connected) => Promise<void>, reads?: boolean): Case;
  /** Waits for the end of a session, and sees that it is one. */
  ended(session: Session, reason?: DisconnectReason): Promise<void>;
};

export function createHostScene(setup: () => Promise<HostSubject>, manifest: HostManifest): HostScene {
  const wait: HostScene['wait'] = (promise, what) => within(promise, what, manifest);
  const happens: HostScene['happens'] = (condition, what) => until(condition, what, manifest);
  const start: HostScene['start'] = async (...hosts) => {
    for (const host of hosts) await wait(host.start(), 'start');
  };
  const withHosts: HostScene['withHosts'] = (name, body) => ({
    name: `host: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await body(subject);
      } finally {
        await wait(Promise.all([subject.a.stop(), subject.b.stop()]), 'stopping');
        await subject.close();
      }
    },
  });
  return {
    manifest,
    buffered: manifest.buffered ?? BUFFERED,
    wait,
    happens,
    start,
    withHosts,
    withSession: (name, body, reads = true) =>
      withHosts(name, async ({ a, b }) => {
        const [atA, atB] = [recorded('xx'), recorded('xx', 1, reads)];
        a.register(atA.protocol);
        b.register(atB.protocol);
        await start(a, b);
        await wait(a.dial(b.addresses[0]!), 'dial');
        await happens(() => atA.sessions.length === 1 && atB.sessions.length === 1, 'a session at each end');
        await body({ a, b, atA, atB, nearA: atA.sessions[0]!, nearB: atB.sessions[0]! });
      }),
    async ended(session, reason) {
      await happens(() => session.signal.aborted, 'the end of a session');
      const error: unknown = session.signal.reason;
      check(
        error instanceof StatusError && error.code === 'P2P_SESSION_ENDED' && 'reason' in error,
        `the session ended for no coded reason: ${String(error)}`,
      );
      if (reason !== undefined) check(error.reason === reason, `the session ended for ${error.reason}`);
      const send = (): Promise<void> => session.send({ code: 0, payload: new Uint8Array() });
      await checkCode(send, 'P2P_SESSION_ENDED', 'send after the end', manifest);
    },
  };
}
