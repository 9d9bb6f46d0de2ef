import type { Clock, DisconnectReason, Peer, Subprotocol } from '@status/interfaces';
import { isReason, reasonOf } from './host-rules.ts';
import { MemorySession } from './memory-session.ts';
import type { TextStream } from './text-stream.ts';

/** ms in which a consumer may still read what came before the end, and a peer close its streams. */
const LINGER = 2000;

/** What a connection is made of: the stream for reasons, and one for each protocol. */
export type TextConnectionOptions = {
  readonly clock: Clock;
  readonly peer: Peer;
  readonly control: TextStream;
  readonly streams: ReadonlyMap<Subprotocol, TextStream>;
  readonly onSent: (bytes: number) => void;
  readonly onReceived: (bytes: number) => void;
  /** Once, in the turn in which it ends. */
  readonly onEnd: (reason: DisconnectReason, remote: boolean) => void;
};

/** A connection whose protocols have a stream each. Whatever goes wrong ends it, exactly once. */
export class TextConnection {
  readonly peer: Peer;
  readonly #options: TextConnectionOptions;
  readonly #sessions: readonly MemorySession[];
  /** Of each session in turn: resolves when its stream has ended, and all that was on it is delivered. */
  #reading: readonly Promise<unknown>[] = [];
  #ended = false;
  #gone: Promise<void> | undefined;

  constructor(options: TextConnectionOptions) {
    this.#options = options;
    this.peer = options.peer;
    this.#sessions = [...options.streams].map(
      ([{ length }, stream]) =>
        new MemorySession(options.peer, length, {
          send: (packet) => {
            options.onSent(packet.payload.length);
            return stream.writePacket(packet);
          },
          disconnect: (reason) => this.disconnect(reason),
        }),
    );
  }

  /** Runs the protocols, and reads. */
  run(): void {
    const streams = [...this.#options.streams];
    this.#reading = streams.map(([{ length }, stream], index) => this.#read(stream, this.#sessions[index]!, length));
    for (const [index, [protocol, stream]] of streams.entries()) {
      const session = this.#sessions[index]!;
      Promise.resolve()
        .then(() => protocol.onSession(session))
        .then(
          () => this.#complete(index, stream),
          (error: unknown) => this.disconnect(reasonOf(error)),
        );
    }
    void this.#listen();
  }

  /** Says why, behind everything that was sent, then closes. Again, the same. */
  disconnect(reason: DisconnectReason): Promise<void> {
    if (!this.#ended) {
      this.#end(reason, false);
      const farewell = this.#options.control.writeLine(`bye ${reason}`).catch(ignore);
      this.#gone = farewell.then(() => this.#close());
    }
    return this.#gone ?? Promise.resolve();
  }

  #complete(index: number, stream: TextStream): void {
    this.#sessions[index]!.end('quitting');
    if (this.#sessions.every((session) => session.hasEnded)) {
      void this.disconnect('quitting');
    } else {
      void this.#options.control.writeLine(`done ${index}`).catch(ignore);
      void stream.close().catch(ignore);
    }
  }

  /** What the peer says beside its packets: that it is done with a protocol, or goes. */
  async #listen(): Promise<void> {
    const { control } = this.#options;
    const next = (): Promise<string | undefined> => control.readLine().catch(() => undefined);
    let line = await next();
    for (; line?.startsWith('done '); line = await next()) {
      const index = Number(line.slice('done '.length));
      void this.#withinLinger(this.#reading[index] ?? Promise.resolve()).then(() =>
        this.#sessions[index]?.end('quitting'),
      );
    }
    // The peer's streams are closed behind what it sent, which comes before the end if somebody reads it.
    if (line !== undefined && !this.#ended) await this.#withinLinger(Promise.all(this.#reading));
    if (this.#ended) return;
    const reason = line?.replace(/^bye /, '');
    this.#end(isReason(reason) ? reason : 'networkError', true);
    this.#gone = this.#close();
  }

  async #read(stream: TextStream, session: MemorySession, length: number): Promise<void> {
    try {
      for (let packet = await stream.readPacket(); packet !== undefined; packet = await stream.readPacket()) {
        if (packet.code >= length) return void this.disconnect('protocolBreach');
        this.#options.onReceived(packet.payload.length);
        await session.deliver(packet);
      }
    } catch {
      // A stream breaks with its connection, and the control stream tells of that.
    }
  }

  #end(reason: DisconnectReason, remote: boolean): void {
    this.#ended = true;
    for (const session of this.#sessions) session.end(reason);
    this.#options.onEnd(reason, remote);
  }

  async #close(): Promise<void> {
    const { control, streams } = this.#options;
    const all = [control, ...streams.values()];
    await this.#withinLinger(Promise.all(all.map((stream) => stream.close().catch(ignore))));
    for (const stream of all) stream.abort();
  }

  /** Waits for something, but not for long. */
  #withinLinger(promise: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(LINGER, resolve);
      const done = (): void => {
        cancel();
        resolve();
      };
      promise.then(done, done);
    });
  }
}

function ignore(): void {}
