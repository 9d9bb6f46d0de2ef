import { bytesToHex, bytesToUtf8, compareBytes, equalBytes, hexToBytes, utf8ToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import type { DeviceEvent, Transaction, View } from '@status/interfaces';
import { type Bundle, isUsable } from './bundle.ts';
import { FUTURE_ALLOWANCE, MAX_KNOWN_INSTALLATIONS } from './constants.ts';
import { INSTALLATIONS, type InstallationRecord, writeRecord } from './records.ts';

/** An installation of an identity, other than this one. */
export type Installation = InstallationRecord & { readonly installationId: string };

/** What is asked of a bundle before it may teach anything. */
export type BundleContext = {
  /** Our identity (33) and installation. */
  readonly identity: Uint8Array;
  readonly installationId: string;
  /** The installation that sent the bundle about itself; absent if somebody else passed it on. */
  readonly speaker?: string;
  readonly maxInstallations: number;
  /** Unix ms. */
  readonly now: number;
};

const NS_PER_MS = 1_000_000n;

/** The known installations of an identity (33), newest first. */
export async function loadInstallations(view: View, identity: Uint8Array): Promise<readonly Installation[]> {
  const prefix = `${bytesToHex(identity)}/`;
  const installations: Installation[] = [];
  for await (const [key, bytes] of view.entries(INSTALLATIONS.name, { prefix })) {
    const installationId = bytesToUtf8(hexToBytes(key.slice(prefix.length)));
    installations.push({ installationId, ...INSTALLATIONS.decode(bytes) });
  }
  return installations.sort(newestFirst);
}

/** Writes an installation of an identity (33). */
export function saveInstallation(tx: Transaction, identity: Uint8Array, installation: Installation): void {
  const { installationId, ...record } = installation;
  writeRecord(tx, INSTALLATIONS, installationKey(identity, installationId), record);
}

/** Those that are served: the newest that are enabled. */
export function activeInstallations(installations: readonly Installation[], limit: number): readonly Installation[] {
  return installations.filter(({ enabled }) => enabled).slice(0, limit);
}

/**
 * Takes over what a **verified** bundle says.
 *
 * An installation speaks for itself by the newest of its bundles; what others say about it counts if it is newer *and* has a higher version. That
 * way neither an old bundle nor one whose digits were moved between its fields brings an old prekey back, and an installation that lost its store and
 * counts from 1 again is believed. Our own installation is never touched; others of our identity are added disabled.
 */
export async function learnBundle(
  tx: Transaction,
  bundle: Bundle,
  context: BundleContext,
): Promise<readonly DeviceEvent[]> {
  const own = equalBytes(bundle.identity, context.identity);
  const before = await loadInstallations(tx, bundle.identity);
  const timestamp = plausibleTimestamp(bundle.timestamp, context.now);
  const installations = new Map(before.map((installation) => [installation.installationId, installation]));
  for (const entry of bundle.signedPreKeys.slice(0, MAX_KNOWN_INSTALLATIONS)) {
    const { installationId, preKey, version, protocolVersion } = entry;
    if (own && installationId === context.installationId) continue;
    const known = installations.get(installationId);
    const isSame = known?.preKey !== undefined && equalBytes(preKey, known.preKey);
    // A prekey that we have was found to be a point before; finding out is half the cost of a bundle.
    if (!isSame && !isUsable(entry)) continue;
    const news = { preKey, version, protocolVersion, timestamp, preKeyAt: context.now };
    if (known?.preKey === undefined) {
      const fresh = { installationId, enabled: !own, knowsSecret: false, ...known };
      installations.set(installationId, { ...fresh, ...news });
    } else if (timestamp > known.timestamp) {
      const believed = version > known.version || context.speaker === installationId;
      const replaced = believed && !isSame;
      const { session, ...rest } = known;
      // A version that does not rise is counted anew: the sessions of before are lost at the other end.
      const kept = session !== undefined && !(replaced && version <= known.version) ? { session } : {};
      const next = replaced ? { ...rest, ...kept, ...news } : { ...known, protocolVersion, timestamp };
      installations.set(installationId, next);
    }
  }
  return storeInstallations(tx, bundle.identity, before, [...installations.values()], context.maxInstallations);
}

/** Makes an installation known that was heard on a session but is in no bundle we have. */
export async function learnSpeaker(
  tx: Transaction,
  identity: Uint8Array,
  installationId: string,
  context: BundleContext,
): Promise<readonly DeviceEvent[]> {
  const before = await loadInstallations(tx, identity);
  const speaker: Installation = {
    installationId,
    version: 0,
    protocolVersion: 0,
    timestamp: 0n,
    preKeyAt: 0,
    enabled: !equalBytes(identity, context.identity),
    knowsSecret: false,
  };
  return storeInstallations(tx, identity, before, [...before, speaker], context.maxInstallations);
}

/** Writes what changed, forgets the oldest beyond the bound, and tells what a person may want to know. */
function storeInstallations(
  tx: Transaction,
  identity: Uint8Array,
  before: readonly Installation[],
  after: readonly Installation[],
  maxInstallations: number,
): readonly DeviceEvent[] {
  const sorted = [...after].sort(newestFirst);
  // What its owner enabled is not pushed out by names that nobody enabled.
  const kept = [...sorted].sort((a, b) => Number(b.enabled) - Number(a.enabled)).slice(0, MAX_KNOWN_INSTALLATIONS);
  const known = new Map(before.map((installation) => [installation.installationId, installation]));
  for (const installation of kept) {
    if (known.get(installation.installationId) !== installation) saveInstallation(tx, identity, installation);
  }
  for (const { installationId } of before) {
    if (kept.some((installation) => installation.installationId === installationId)) continue;
    tx.delete(INSTALLATIONS.name, installationKey(identity, installationId));
  }

  const active = new Set(activeInstallations(sorted, maxInstallations).map(({ installationId }) => installationId));
  const added = kept.filter(({ installationId }) => !known.has(installationId));
  const rotatedOut = activeInstallations(before, maxInstallations).filter(
    ({ installationId }) => !active.has(installationId),
  );
  const eventOf =
    (kind: DeviceEvent['kind']) =>
    ({ installationId }: Installation): DeviceEvent => {
      return { kind, identity: parsePublicKey(identity), device: installationId };
    };
  return [...added.map(eventOf('added')), ...rotatedOut.map(eventOf('rotated-out'))];
}

/** A claim about the future counts as the latest time that a wrong clock may explain, one before 1970 as none. */
function plausibleTimestamp(timestamp: bigint, now: number): bigint {
  const latest = BigInt(now + FUTURE_ALLOWANCE) * NS_PER_MS;
  if (timestamp < 0n) return 0n;
  return timestamp > latest ? latest : timestamp;
}

function newestFirst(a: Installation, b: Installation): number {
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp ? -1 : 1;
  return compareBytes(utf8ToBytes(a.installationId), utf8ToBytes(b.installationId));
}

function installationKey(identity: Uint8Array, installationId: string): string {
  return `${bytesToHex(identity)}/${bytesToHex(utf8ToBytes(installationId))}`;
}
