import { copyBytes, Emitter } from '@status/base';
import { publicKeyOf, publicKeyToXY, requirePrivateKey, wipe } from '@status/crypto';
import type {
  Cancel,
  Cancellable,
  Environment,
  Host,
  HostEvents,
  Peer,
  PeerSource,
  PrivateKey,
  PublicKey,
  StreamDriver,
  StreamListener,
  Subprotocol,
} from '@status/interfaces';
import { type Addressing, advertised, createAddressing, type ListenAddress } from './addressing.ts';
import { Admission } from './admission.ts';
import { compareCapabilities, formatCapability } from './capability.ts';
import {
  DEFAULT_CLIENT,
  DEFAULT_INBOUND_BUFFER,
  DEFAULT_MAX_PEERS,
  DEFAULT_MAX_PENDING,
  DIAL_RATIO,
  MAX_CAPABILITY_NAME_LENGTH,
  MAX_HELLO_LENGTH,
  MAX_MESSAGE_LENGTH,
  P2P_VERSION,
} from './constants.ts';
import { Dialer } from './dialer.ts';
import { nodeName } from './enode.ts';
import { HostError } from './errors.ts';
import { encodeHello, type Hello } from './hello.ts';
import { MAX_PORT, parseStreamAddress } from './stream-address.ts';
import { Tasks } from './tasks.ts';

/** What a host is made of. */
export type RlpxHostOptions = {
  /** The node's static key, 32 bytes: its name, and what it decrypts handshakes with. */
  readonly privateKey: PrivateKey;
  readonly environment: Environment;
  /** What makes streams; the scheme of an address says which of them. Of two that serve one scheme, the first. */
  readonly drivers: readonly StreamDriver[];
  /** Where to listen, in the addresses of the drivers; without any the host only dials. Port 0 lets the platform choose. */
  readonly listen?: readonly ListenAddress[];
  /** What the host calls itself in Hello, which has 2048 bytes with all subprotocols: `register` throws for one that has no room. */
  readonly client?: string;
  /** Peers at which inbound ones are turned away with `tooManyPeers` (25). Those that this host dials may come on top. */
  readonly maxPeers?: number;
  /** Peers that come from sources at one time (a third of `maxPeers`, at least one), while all together are fewer than `maxPeers`. */
  readonly maxDrawn?: number;
  /** Inbound streams in handshake or Hello at one time (50); for one more the one that has taken longest is dropped. */
  readonly maxPending?: number;
  /** Bytes that may wait in each session before the host stops reading from its peer (2 MiB). */
  readonly inboundBuffer?: number;
  /** The greatest payload, in bytes, that is taken from a peer (2²⁴ − 1). */
  readonly maxMessageLength?: number;
};

/**
 * A node that speaks RLPx over the streams of its drivers. Its addresses are enode URLs, of which a plain `enode://` means TCP, or whatever
 * streams there are on a host with one kind only, and `enode+ws://` those of the scheme `ws`.
 *
 * Throws `CRYPTO_PRIVATE_KEY` for a key that is none, `P2P_ADDRESS` for a place to listen that is no address or that no driver serves.
 */
export function createRlpxHost(options: RlpxHostOptions): Host {
  return new RlpxHost(options);
}

/** A place to listen, and by what. */
type WayIn = { readonly address: string; readonly advertise: string | undefined; readonly driver: StreamDriver };

class RlpxHost implements Host {
  readonly #privateKey: PrivateKey;
  readonly #publicKey: PublicKey;
  readonly #client: string;
  readonly #addressing: Addressing;
  readonly #waysIn: readonly WayIn[];
  readonly #events: Emitter<HostEvents>;
  readonly #subprotocols: Subprotocol[] = [];
  readonly #tasks = new Tasks();
  readonly #admission: Admission;
  readonly #dialer: Dialer;
  /** What was asked for before the start. */
  #intentions: (() => void)[] = [];
  #state: 'new' | 'starting' | 'running' | 'stopped' = 'new';
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #listeners: readonly StreamListener[] = [];
  #addresses: readonly string[] = [];

  constructor(options: RlpxHostOptions) {
    const { environment, maxPeers = DEFAULT_MAX_PEERS } = options;
    this.#privateKey = copyBytes(requirePrivateKey(options.privateKey));
    this.#publicKey = publicKeyOf(this.#privateKey);
    this.#client = options.client ?? DEFAULT_CLIENT;
    this.#events = new Emitter(environment.logger);
    const addressing = createAddressing(options.drivers);
    this.#addressing = addressing;
    this.#waysIn = (options.listen ?? []).map((listen) => wayIn(listen, addressing));
    const id = nodeName(this.#publicKey);
    this.#admission = new Admission({
      environment,
      privateKey: this.#privateKey,
      id,
      maxPeers,
      maxPending: options.maxPending ?? DEFAULT_MAX_PENDING,
      inboundBuffer: options.inboundBuffer ?? DEFAULT_INBOUND_BUFFER,
      maxMessageLength: options.maxMessageLength ?? MAX_MESSAGE_LENGTH,
      dialsPlain: addressing.plainScheme !== undefined,
      subprotocols: this.#subprotocols,
      hello: () => this.#hello(),
      isStopped: () => this.#isStopped(),
      events: this.#events,
      tasks: this.#tasks,
    });
    this.#dialer = new Dialer({
      environment,
      id,
      addressing,
      admission: this.#admission,
      tasks: this.#tasks,
      maxPeers,
      maxDrawn: options.maxDrawn ?? Math.max(1, Math.floor(maxPeers / DIAL_RATIO)),
    });
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): Cancel {
    return this.#events.on(name, listener);
  }

  register(subprotocol: Subprotocol): void {
    if (this.#state !== 'new') throw new HostError('P2P_RUNNING', 'subprotocols are registered before the start');
    if (!hasWireForm(subprotocol)) {
      const { name, version, length } = subprotocol;
      throw new HostError('P2P_SUBPROTOCOL', `no devp2p capability: ${name}/${version} with ${length} codes`);
    }
    if (this.#subprotocols.some((other) => compareCapabilities(other, subprotocol) === 0)) {
      throw new HostError('P2P_SUBPROTOCOL', `${formatCapability(subprotocol)} is registered already`);
    }
    const hello = { ...this.#hello(), capabilities: [...this.#subprotocols, subprotocol], listenPort: MAX_PORT };
    if (encodeHello(hello).length > MAX_HELLO_LENGTH) {
      throw new HostError('P2P_SUBPROTOCOL', `with it and our name Hello has more than ${MAX_HELLO_LENGTH} bytes`);
    }
    this.#subprotocols.push(subprotocol);
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new HostError('P2P_RUNNING', 'a host starts once');
    this.#state = 'starting';
    this.#starting = this.#listen();
    try {
      await this.#starting;
    } catch (error) {
      if (this.#isStopped()) throw notRunning();
      this.#state = 'new';
      throw error;
    }
    if (this.#isStopped()) throw notRunning();
    this.#state = 'running';
    for (const begin of this.#intentions.splice(0)) begin();
  }

  async dial(address: string, options: Cancellable = {}): Promise<Peer> {
    if (this.#state !== 'running') throw notRunning();
    return this.#dialer.dial(this.#addressing.target(address), options.signal);
  }

  maintain(address: string): Cancel {
    const target = this.#addressing.target(address);
    return this.#pursue((controller) => this.#dialer.maintain(target, controller));
  }

  draw(source: PeerSource): Cancel {
    return this.#pursue((controller) => this.#dialer.draw(source, controller));
  }

  peers(): readonly Peer[] {
    return this.#admission.peers();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #isStopped(): boolean {
    return this.#state === 'stopped';
  }

  /** Begins now, or with the host. */
  #pursue(begin: (controller: AbortController) => void): Cancel {
    if (this.#isStopped()) throw notRunning();
    const controller = new AbortController();
    if (this.#state === 'running') begin(controller);
    else
      this.#intentions.push(() => {
        if (!controller.signal.aborted) begin(controller);
      });
    return () => controller.abort();
  }

  /** All ways in, or none. */
  async #listen(): Promise<void> {
    const listeners: StreamListener[] = [];
    try {
      for (const { address, driver } of this.#waysIn) {
        if (driver.listen === undefined) {
          throw new HostError('P2P_LISTEN_FAILED', `streams such as ${address} can only be dialled`);
        }
        listeners.push(await driver.listen(address, (stream) => this.#admission.accept(stream)));
      }
      if (this.#isStopped()) throw notRunning();
    } catch (error) {
      for (const listener of listeners) await listener.close();
      throw error;
    }
    this.#listeners = listeners;
    this.#tellAddresses(
      listeners.map(({ address }, index) =>
        this.#addressing.enode(this.#publicKey, advertised(address, this.#waysIn[index]!.advertise)),
      ),
    );
  }

  async #stop(): Promise<void> {
    this.#state = 'stopped';
    await this.#starting?.catch(ignore);
    const listeners = this.#listeners;
    this.#listeners = [];
    this.#intentions = [];
    this.#tasks.abort(notRunning());
    this.#admission.dismiss('quitting');
    this.#tellAddresses([]);
    for (const listener of listeners) await listener.close();
    await this.#tasks.settled();
    wipe(this.#privateKey);
  }

  #tellAddresses(addresses: readonly string[]): void {
    if (addresses.length === 0 && this.#addresses.length === 0) return;
    this.#addresses = addresses;
    this.#events.emit('addresses', { addresses });
  }

  #hello(): Hello {
    return {
      version: P2P_VERSION,
      client: this.#client,
      capabilities: [...this.#subprotocols].sort(compareCapabilities),
      listenPort: this.#plainPort(),
      nodeId: publicKeyToXY(this.#publicKey),
    };
  }

  /** The port of the first way in that a plain enode could name; a Hello has room for one, and says nothing of its scheme. */
  #plainPort(): number {
    for (const listener of this.#listeners) {
      const { port, scheme } = parseStreamAddress(listener.address);
      if (scheme === this.#addressing.plainScheme) return port;
    }
    return 0;
  }
}

/** @throws {StreamError | HostError} `P2P_ADDRESS` */
function wayIn(listen: ListenAddress, addressing: Addressing): WayIn {
  const { address, advertise } = typeof listen === 'string' ? { address: listen, advertise: undefined } : listen;
  const driver = addressing.driverFor(parseStreamAddress(address).scheme);
  // Told now and not when it listens: what is named in its stead has to be an address, too.
  advertised(address, advertise);
  return { address, advertise, driver };
}

function hasWireForm({ name, version, length }: Subprotocol): boolean {
  const printable = /^[!-.0-~]+$/.test(name) && name.length <= MAX_CAPABILITY_NAME_LENGTH;
  return printable && Number.isSafeInteger(version) && version >= 0 && Number.isSafeInteger(length) && length > 0;
}

function notRunning(): HostError {
  return new HostError('P2P_NOT_RUNNING', 'the host does not run');
}

function ignore(): void {}
