import { bytesToHex } from '@status/base';
import { generatePrivateKey, wipe } from '@status/crypto';
import type { Random, Transaction } from '@status/interfaces';
import { type Bundle, type SignedPreKey, signBundle } from './bundle.ts';
import { MAX_UINT32, PROTOCOL_VERSION } from './constants.ts';
import { type KeyPair, keyPairOf } from './double-ratchet.ts';
import { scheduleExpiry } from './expiry.ts';
import { activeInstallations, loadInstallations } from './installations.ts';
import type { RatchetLimits } from './limits.ts';
import { PRE_KEYS, readRecord, SELF, type SelfRecord, writeRecord } from './records.ts';

/** What our own keys depend on. */
export type OwnKeysContext = {
  /** Our identity: private (32) and compressed public key (33). */
  readonly identityPrivate: Uint8Array;
  readonly identity: Uint8Array;
  readonly installationId: string;
  readonly limits: RatchetLimits;
  readonly random: Random;
  /** Unix ms. */
  readonly now: number;
};

const SELF_KEY = 'self';
const NS_PER_MS = 1_000_000n;

/**
 * Our bundle as it goes out now: our current prekey, made or replaced where it is due, and those of the newest of our other enabled installations,
 * signed with a timestamp later than any before. Reference: `CreateBundle`.
 */
export async function signOwnBundle(tx: Transaction, context: OwnKeysContext): Promise<Bundle> {
  const { identityPrivate, identity, installationId, limits, now } = context;
  const stored = await readRecord(tx, SELF, SELF_KEY);
  // A clock that was set back must not keep a prekey alive for ever.
  const isDue = stored === undefined || Math.abs(now - stored.createdAt) >= limits.preKeyRefreshInterval;
  const self = isDue ? await rotatePreKey(tx, stored, context) : stored;
  const present = BigInt(now) * NS_PER_MS;
  const timestamp = present > self.timestamp ? present : self.timestamp + 1n;
  writeRecord(tx, SELF, SELF_KEY, { ...self, timestamp });

  const siblings = activeInstallations(await loadInstallations(tx, identity), limits.maxInstallations - 1);
  const entries = siblings.flatMap(({ installationId: id, preKey, version, protocolVersion }): SignedPreKey[] =>
    preKey === undefined ? [] : [{ installationId: id, preKey, version, protocolVersion }],
  );
  const ours = { installationId, preKey: self.preKey, version: self.version, protocolVersion: PROTOCOL_VERSION };
  return signBundle(identityPrivate, identity, [ours, ...entries], timestamp);
}

/** The pair of one of our prekeys, if it is known and not too old to be used. */
export async function ownPreKey(
  tx: Transaction,
  preKey: Uint8Array,
  { limits, now }: Pick<OwnKeysContext, 'limits' | 'now'>,
): Promise<KeyPair | undefined> {
  const record = await readRecord(tx, PRE_KEYS, bytesToHex(preKey));
  if (record === undefined) return undefined;
  const isOver = record.expiredAt > 0 && now >= record.expiredAt + limits.preKeyRetention;
  if (isOver) wipe(record.privateKey);
  return isOver ? undefined : { privateKey: record.privateKey, publicKey: preKey };
}

async function rotatePreKey(
  tx: Transaction,
  previous: SelfRecord | undefined,
  { limits, now, random }: OwnKeysContext,
): Promise<SelfRecord> {
  if (previous !== undefined) {
    const key = bytesToHex(previous.preKey);
    const record = await readRecord(tx, PRE_KEYS, key);
    if (record !== undefined) {
      writeRecord(tx, PRE_KEYS, key, { ...record, expiredAt: now });
      scheduleExpiry(tx, now + limits.preKeyRetention, { kind: 'prekey', id: key, subject: key });
      wipe(record.privateKey);
    }
  }
  const { privateKey, publicKey } = keyPairOf(generatePrivateKey(random));
  writeRecord(tx, PRE_KEYS, bytesToHex(publicKey), { privateKey, expiredAt: 0 });
  wipe(privateKey);
  const version = Math.min((previous?.version ?? 0) + 1, MAX_UINT32);
  return { preKey: publicKey, version, createdAt: now, timestamp: previous?.timestamp ?? 0n };
}
