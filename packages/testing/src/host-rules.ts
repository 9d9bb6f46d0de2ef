import { type DisconnectReason, type P2pErrorCode, StatusError, type Subprotocol } from '@status/interfaces';

/** What hosts of this package refuse; the codes are those of the seam. */
export class MemoryHostError extends StatusError<P2pErrorCode> {}

/** Why a session is over. Code: `P2P_SESSION_ENDED`. */
export class MemorySessionEnd extends StatusError<'P2P_SESSION_ENDED'> {
  readonly reason: DisconnectReason;

  constructor(reason: DisconnectReason) {
    super('P2P_SESSION_ENDED', `the session has ended: ${reason}`);
    this.reason = reason;
  }
}

const REASONS: Readonly<Record<DisconnectReason, true>> = {
  requested: true,
  networkError: true,
  protocolBreach: true,
  uselessPeer: true,
  tooManyPeers: true,
  alreadyConnected: true,
  incompatibleVersion: true,
  nullIdentity: true,
  quitting: true,
  unexpectedIdentity: true,
  self: true,
  timeout: true,
  subprotocolError: true,
};

/** Whether a text is one of the reasons. */
export function isReason(text: unknown): text is DisconnectReason {
  return typeof text === 'string' && Object.hasOwn(REASONS, text);
}

/** A peer's misbehaviour brings its reason along; anything else is the subprotocol's own failure. */
export function reasonOf(error: unknown): DisconnectReason {
  const { reason } = Object(error) as { readonly reason?: unknown };
  return isReason(reason) ? reason : 'subprotocolError';
}

/** `shh/6`. */
export function capability({ name, version }: Pick<Subprotocol, 'name' | 'version'>): string {
  return `${name}/${version}`;
}

/** For each name that both know the highest version that both know, in order of names, so that both sides count alike. */
export function sharedSubprotocols(own: readonly Subprotocol[], theirs: readonly string[]): readonly Subprotocol[] {
  const best = new Map<string, Subprotocol>();
  for (const protocol of own) {
    const known = best.get(protocol.name);
    if (theirs.includes(capability(protocol)) && (known === undefined || known.version < protocol.version)) {
      best.set(protocol.name, protocol);
    }
  }
  return [...best.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws {MemoryHostError} `P2P_SUBPROTOCOL` if it is there already. */
export function requireNew(subprotocols: readonly Subprotocol[], subprotocol: Subprotocol): void {
  if (subprotocols.some((other) => capability(other) === capability(subprotocol))) {
    throw new MemoryHostError('P2P_SUBPROTOCOL', `${capability(subprotocol)} is registered already`);
  }
}

/** @throws {MemoryHostError} `P2P_PACKET` for a code that a protocol of this length does not have. */
export function requireCode(code: number, length: number): void {
  if (!Number.isInteger(code) || code < 0 || code >= length) {
    throw new MemoryHostError('P2P_PACKET', `packet code ${code}, the protocol has ${length}`);
  }
}
