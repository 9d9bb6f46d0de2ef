import { bytesToHex, equalBytes } from '@status/base';
import { compressPublicKey, parsePublicKey, publicKeyOf } from '@status/crypto';
import type {
  Audience,
  DeviceEvent,
  Environment,
  NegotiatedSecret,
  Opened,
  OpenedMessage,
  OpenReceipt,
  Sealed,
  SealedMessage,
  SecurityLayer,
  Transaction,
} from '@status/interfaces';
import { type Bundle, verifyBundle } from './bundle.ts';
import { ADVERTISE_INTERVAL, MAINTENANCE_INTERVAL, MAX_BUNDLES, NO_INSTALLATION } from './constants.ts';
import { RatchetError } from './errors.ts';
import { confirmFallback } from './fallback-memory.ts';
import { isInstallationId, requireInstallationId } from './installation-id.ts';
import {
  activeInstallations,
  type Installation,
  learnBundle,
  learnSpeaker,
  loadInstallations,
  saveInstallation,
} from './installations.ts';
import { DEFAULT_LIMITS, type RatchetLimits } from './limits.ts';
import { sweepExpired } from './maintenance.ts';
import { loadPeer, negotiatedSecret, savePeer } from './negotiated-secrets.ts';
import { answerOn, type ConfirmationKey, type DirectOpened, openDirect } from './opening.ts';
import { type OwnContext, ownContext } from './own-context.ts';
import { signOwnBundle } from './own-keys.ts';
import { decodeProtocolMessage, encodeProtocolMessage, type ProtocolMessage } from './protocol-message.ts';
import { sealDirect } from './sealing.ts';
import { confirmMessage } from './sessions.ts';
import { traceOf } from './trace.ts';
import { createTransactionQueue } from './transaction-queue.ts';

/** What `createRatchet` needs. */
export type RatchetOptions = {
  /** The private identity key (32). Not copied: whoever owns it wipes it. */
  readonly identity: Uint8Array;
  /** Names this device among those of the identity: 1 to 64 bytes, a UUID say. Never the same again after its store was lost or set back. */
  readonly installationId: string;
  readonly environment: Environment;
  readonly limits?: Partial<RatchetLimits>;
};

/** An installation as others may see it. */
export type KnownInstallation = Pick<Installation, 'installationId' | 'version' | 'timestamp' | 'enabled'> & {
  /** Whether messages to the identity are encrypted for it now. */
  readonly active: boolean;
};

/** X3DH and the Double Ratchet as a security layer, and what an app with several devices needs beside it. */
export interface RatchetSecurity extends SecurityLayer {
  /** The installations known of an identity (33 or 65), newest first; for our own, all but this one. */
  installations(tx: Transaction, identity: Uint8Array): Promise<readonly KnownInstallation[]>;
  /**
   * Takes another installation of our identity into use, or out of it: enabled ones are named in our bundles and read what we send to ourselves.
   * Rejects with `RATCHET_UNKNOWN_INSTALLATION` if none of our bundles named it.
   */
  setEnabled(tx: Transaction, installationId: string, enabled: boolean): Promise<void>;
  /** Our bundle as it would go out now, signed afresh; a prekey is made or replaced where it is due. */
  currentBundle(tx: Transaction): Promise<Bundle>;
}

/** Failures that mean that the sender does not know our keys of today. */
const REPAIRED_BY_OUR_KEYS: ReadonlySet<string> = new Set(['DEVICE_NOT_FOUND', 'SESSION_NOT_FOUND', 'UNKNOWN_PREKEY']);

/**
 * The security layer of the Status Protocol for one installation of one identity.
 *
 * Everything it knows is in the store, apart from the receipts that it hands out. Operations of one transaction run one after the other.
 *
 * @throws {RatchetError} `RATCHET_INSTALLATION_ID`.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function createRatchet(options: RatchetOptions): RatchetSecurity {
  const { environment } = options;
  const installationId = requireInstallationId(options.installationId);
  const limits: RatchetLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const identity = compressPublicKey(publicKeyOf(options.identity));
  const receipts = new WeakMap<OpenReceipt, ConfirmationKey>();
  const inTurn = createTransactionQueue();
  let nextMaintenance = 0;

  const contextNow = (): OwnContext =>
    ownContext({
      identityPrivate: options.identity,
      identity,
      installationId,
      limits,
      random: environment.random,
      now: environment.clock.now(),
    });

  const maintain = async (tx: Transaction, context: OwnContext): Promise<void> => {
    if (context.now < nextMaintenance && nextMaintenance - context.now <= MAINTENANCE_INTERVAL) return;
    await sweepExpired(tx, context);
    nextMaintenance = context.now + MAINTENANCE_INTERVAL;
  };

  const sealFor = async (
    tx: Transaction,
    recipient: Uint8Array,
    payload: Uint8Array,
    bundle: Bundle,
    context: OwnContext,
  ): Promise<{ message: SealedMessage; secret: NegotiatedSecret }> => {
    const { directMessages, protection, devices, served } = await sealDirect(tx, recipient, payload, context);
    const bytes = encodeProtocolMessage({ installationId, bundles: [bundle], directMessages });
    environment.metrics.count('ratchet_sealed_messages', 1, { protection });
    const [first] = directMessages.values();
    const trace = { devices: directMessages.size, ...(first && traceOf(first)) };
    return {
      message: { recipients: [recipient], bytes, protection, devices, trace },
      secret: await negotiatedSecret(tx, recipient, served, context),
    };
  };

  const seal = async (tx: Transaction, audience: Audience, payload: Uint8Array): Promise<Sealed> => {
    const context = contextNow();
    await maintain(tx, context);
    if (audience.kind === 'public') {
      const bundle = await signOwnBundle(tx, context);
      const message = { installationId, bundles: [bundle], directMessages: new Map(), publicMessage: payload };
      const bytes = encodeProtocolMessage(message);
      environment.metrics.count('ratchet_sealed_messages', 1, { protection: 'public' });
      return { messages: [{ recipients: [], bytes, protection: 'public', devices: [] }], secrets: [] };
    }
    const recipients = distinct(audience.publicKeys.map(parsePublicKey));
    if (recipients.length === 0) throw new RatchetError('RATCHET_NO_RECIPIENT', 'the audience has no members');
    const bundle = await signOwnBundle(tx, context);
    const sealed: Awaited<ReturnType<typeof sealFor>>[] = [];
    for (const recipient of recipients) sealed.push(await sealFor(tx, recipient, payload, bundle, context));
    return { messages: sealed.map(({ message }) => message), secrets: sealed.map(({ secret }) => secret) };
  };

  /** Verified bundles are taken over, whatever becomes of the rest of the message. */
  const learn = async (
    tx: Transaction,
    sender: Uint8Array,
    message: ProtocolMessage,
    context: OwnContext,
  ): Promise<Learned> => {
    const devices: DeviceEvent[] = [];
    let sound = true;
    let protocolVersion = 0;
    for (const bundle of message.bundles.slice(0, MAX_BUNDLES)) {
      if (!verifyBundle(bundle)) {
        sound = false;
        continue;
      }
      const isSpeaker = equalBytes(bundle.identity, sender);
      const speaker = isSpeaker ? { speaker: message.installationId } : {};
      devices.push(...(await learnBundle(tx, bundle, { ...context, ...speaker })));
      const entry = bundle.signedPreKeys.find((preKey) => preKey.installationId === message.installationId);
      if (isSpeaker && entry !== undefined) protocolVersion = entry.protocolVersion;
    }
    return { devices, sound: sound && message.bundles.length <= MAX_BUNDLES, protocolVersion };
  };

  /** What follows from a direct message that opened: where to answer, and what secret the sender has shown to know. */
  const settle = async (
    tx: Transaction,
    publicKey: Uint8Array,
    message: ProtocolMessage,
    opened: DirectOpened,
    learned: Learned,
    context: OwnContext,
  ): Promise<Pick<OpenedMessage, 'secrets' | 'devices'>> => {
    const sender = compressPublicKey(publicKey);
    const devices = [...learned.devices];
    let known = await loadInstallations(tx, sender);
    const find = (id: string): Installation | undefined => known.find((one) => one.installationId === id);
    const replace = (next: Installation): void => {
      known = known.map((one) => (one.installationId === next.installationId ? next : one));
    };
    const { session } = opened;
    if (session !== undefined && isInstallationId(session.installationId)) {
      const id = session.installationId;
      if (find(id) === undefined) {
        devices.push(...(await learnSpeaker(tx, sender, id, context)));
        known = await loadInstallations(tx, sender);
      }
      const installation = find(id);
      if (installation !== undefined) replace(await answerOn(tx, sender, installation, session, context));
    }
    if (learned.protocolVersion === 0) return { devices, secrets: [] };
    const speaker = find(message.installationId);
    if (speaker !== undefined && !speaker.knowsSecret) {
      const next = { ...speaker, knowsSecret: true };
      saveInstallation(tx, sender, next);
      replace(next);
    }
    const served = activeInstallations(known, limits.maxInstallations);
    return { devices, secrets: [await negotiatedSecret(tx, publicKey, served, context)] };
  };

  const openMessage = async (
    tx: Transaction,
    publicKey: Uint8Array,
    message: ProtocolMessage,
    context: OwnContext,
  ): Promise<Opened> => {
    const sender = compressPublicKey(publicKey);
    const isOwn = equalBytes(sender, identity);
    if (isOwn && message.installationId === installationId) return failed('OWN_ECHO');
    const learned = await learn(tx, sender, message, context);
    const { devices, sound } = learned;
    const { publicMessage, directMessages } = message;
    const remarks = sound ? [] : ['BAD_BUNDLE'];
    const hint = message.installationId === '' ? {} : { installationId: message.installationId };
    const base = { ok: true, senderAuthenticated: false, replayed: false, secrets: [], devices, ...hint } as const;
    if (publicMessage !== undefined) {
      if (directMessages.size > 0) remarks.push('AMBIGUOUS');
      return { ...base, payload: publicMessage, protection: 'public', remarks };
    }
    if (directMessages.size === 0) {
      if (!sound) return failed('BAD_BUNDLE', devices);
      return { ...base, protection: 'public', remarks };
    }
    const direct = directMessages.get(installationId) ?? directMessages.get(NO_INSTALLATION);
    if (direct === undefined) {
      if (isOwn) return failed('OWN_UNPAIRED', devices);
      return { ...failed('DEVICE_NOT_FOUND', devices), advertise: await mayAdvertise(tx, sender, context) };
    }
    const opened = await openDirect(tx, sender, message.installationId, direct, context);
    if (!opened.ok) {
      const advertise = !isOwn && REPAIRED_BY_OUR_KEYS.has(opened.reason) && (await mayAdvertise(tx, sender, context));
      return { ...failed(opened.reason, devices), advertise };
    }
    const { plaintext, protection, replayed, key } = opened;
    if (protection === 'dh' && (await knowsSession(tx, sender))) remarks.push('FALLBACK_DESPITE_SESSION');
    const receipt = Object.freeze({}) as OpenReceipt;
    receipts.set(receipt, key);
    return {
      ...base,
      ...(await settle(tx, publicKey, message, opened, learned, context)),
      payload: plaintext,
      protection,
      senderAuthenticated: protection === 'ratchet',
      replayed,
      remarks,
      receipt,
      trace: traceOf(direct),
    };
  };

  const open = async (tx: Transaction, sender: Uint8Array, bytes: Uint8Array): Promise<Opened> => {
    const context = contextNow();
    await maintain(tx, context);
    const message = decode(bytes);
    const opened =
      message === undefined
        ? failed('NOT_RECOGNISED')
        : await openMessage(tx, parsePublicKey(sender), message, context);
    environment.metrics.count('ratchet_opened_messages', 1, { result: opened.ok ? opened.protection : opened.reason });
    return opened;
  };

  return {
    name: 'x3dh+double-ratchet',
    seal: (tx, audience, payload) => inTurn(tx, () => seal(tx, audience, payload)),
    open: (tx, sender, bytes) => inTurn(tx, () => open(tx, sender, bytes)),
    confirm: (tx, receipt) =>
      inTurn(tx, async () => {
        const key = receipts.get(receipt);
        if (key?.kind === 'session') await confirmMessage(tx, key.session, key.sequence, { identity, limits });
        if (key?.kind === 'fallback') await confirmFallback(tx, key.id);
      }),
    installations: (tx, peer) =>
      inTurn(tx, async () => {
        const known = await loadInstallations(tx, compressPublicKey(peer));
        const active = new Set(activeInstallations(known, limits.maxInstallations));
        return known.map((installation) => {
          const { installationId: id, version, timestamp, enabled } = installation;
          return { installationId: id, version, timestamp, enabled, active: active.has(installation) };
        });
      }),
    setEnabled: (tx, id, enabled) =>
      inTurn(tx, async () => {
        const known = (await loadInstallations(tx, identity)).find(
          (installation) => installation.installationId === id,
        );
        if (known === undefined) {
          throw new RatchetError('RATCHET_UNKNOWN_INSTALLATION', 'our identity has no such installation');
        }
        saveInstallation(tx, identity, { ...known, enabled });
      }),
    currentBundle: (tx) => inTurn(tx, () => signOwnBundle(tx, contextNow())),
  };
}

/** What the bundles of a message taught. */
type Learned = {
  readonly devices: readonly DeviceEvent[];
  /** Whether all of them were looked at and verified. */
  readonly sound: boolean;
  /** What the sending installation says it speaks; 0 if it says nothing. */
  readonly protocolVersion: number;
};

function decode(bytes: Uint8Array): ProtocolMessage | undefined {
  try {
    return decodeProtocolMessage(bytes);
  } catch (error) {
    if (error instanceof RatchetError) return undefined;
    throw error;
  }
}

function failed(reason: string, devices: readonly DeviceEvent[] = []): Opened & { readonly ok: false } {
  return { ok: false, reason, advertise: false, devices };
}

/** Whether to suggest an answer with our keys, at most once per interval and identity. Suggesting is written down. */
async function mayAdvertise(tx: Transaction, peer: Uint8Array, { now }: OwnContext): Promise<boolean> {
  const record = await loadPeer(tx, peer);
  if (Math.abs(now - record.advertisedAt) < ADVERTISE_INTERVAL) return false;
  savePeer(tx, peer, { ...record, advertisedAt: now });
  return true;
}

/** Whether an installation of an identity has a session with us: a message without one is then a step back. */
async function knowsSession(tx: Transaction, peer: Uint8Array): Promise<boolean> {
  return (await loadInstallations(tx, peer)).some(({ session }) => session !== undefined);
}

function distinct(publicKeys: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(publicKeys.map((key) => [bytesToHex(key), key])).values()];
}
