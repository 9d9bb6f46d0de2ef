import { concatBytes, equalBytes } from '@status/base';
import { CryptoError, eciesDecrypt, eciesEncrypt, publicKeyOf } from '@status/crypto';
import type {
  Device,
  Opened,
  OpenedMessage,
  OpenFailure,
  PrivateKey,
  Protection,
  PublicKey,
  Random,
  SealedMessage,
  SealResult,
  SecurityLayer,
  Transaction,
  View,
} from '@status/interfaces';
import { distinctMembers, NOTHING, SmallSecurityError } from './small-security.ts';

/** A device of an identity. Everybody has these two. */
export type PerDeviceName = 'desk' | 'phone';

const NAMES: readonly PerDeviceName[] = ['desk', 'phone'];
const FOR_DEVICE: Protection = { ...NOTHING, label: 'per-device', confidential: true };
const PUBLIC: Protection = { ...NOTHING, label: 'public', open: true };

/** Our other devices that were taken into use. */
const ENABLED = 'per-device-enabled-1';
const MAGIC = 0x44;
const KINDS = { members: 1, public: 2 };

/** Bytes of a message before what is encrypted: magic, kind, device. */
const HEADER = 3;
/** What encryption adds: the sender's device inside, and what ECIES needs. */
const OVERHEAD = 1 + 113;

/**
 * The seam `SecurityLayer` for identities with two devices, each of which gets a ciphertext of its own: two for one recipient, of which each device
 * reads one. In this it is like olm; the ciphertext itself is a box to the identity key, and the name of its device beside it.
 *
 * Wire: `'D' ‖ 1 ‖ device ‖ ECIES of (sender's device ‖ payload)`, or `'D' ‖ 2 ‖ sender's device ‖ payload`. No state but which of our own devices
 * are in use.
 */
export function createPerDeviceSecurity(
  privateKey: PrivateKey,
  device: PerDeviceName,
  random: Random,
): SecurityLayer<never> {
  const own = publicKeyOf(privateKey);
  const sibling = NAMES.find((name) => name !== device)!;
  const isOwn = (identity: PublicKey): boolean => equalBytes(identity, own);
  const isEnabled = async (view: View): Promise<boolean> => (await view.get(ENABLED, sibling)) !== undefined;

  const served = async (view: View, member: PublicKey): Promise<readonly PerDeviceName[]> => {
    if (!isOwn(member)) return NAMES;
    return (await isEnabled(view)) ? [sibling] : [];
  };

  const sealMembers = async (tx: Transaction, members: readonly PublicKey[], payload: Uint8Array) => {
    const messages: SealedMessage[] = [];
    const results: SealResult[] = [];
    const plaintext = concatBytes(Uint8Array.of(NAMES.indexOf(device)), payload);
    for (const member of members) {
      const names = await served(tx, member);
      if (names.length === 0) results.push({ member, ok: false, reason: 'NO_DEVICE' });
      for (const name of names) {
        const header = Uint8Array.of(MAGIC, KINDS.members, NAMES.indexOf(name));
        const bytes = concatBytes(header, eciesEncrypt(member, plaintext, { random }));
        messages.push({ recipients: [member], bytes, protection: FOR_DEVICE });
        results.push({ member, device: name, ok: true });
      }
    }
    return { messages, results, secrets: [] };
  };

  return {
    name: 'per-device',
    protections: [FOR_DEVICE, PUBLIC],
    payloadLimit: (available) => Math.max(0, available - HEADER - OVERHEAD),
    async seal(tx, audience, payload) {
      if (audience.kind === 'members') return sealMembers(tx, distinctMembers(audience.members), payload);
      const bytes = concatBytes(Uint8Array.of(MAGIC, KINDS.public, NAMES.indexOf(device)), payload);
      return { messages: [{ recipients: [], bytes, protection: PUBLIC }], results: [], secrets: [] };
    },
    async open(_tx, _sender, bytes) {
      const [magic, kind, name = NAMES.length] = bytes;
      const isKnown = kind === KINDS.members || kind === KINDS.public;
      if (magic !== MAGIC || !isKnown || NAMES[name] === undefined) return failure('NOT_RECOGNISED');
      if (kind === KINDS.public) return opened(bytes.slice(HEADER), PUBLIC, NAMES[name]);
      if (NAMES[name] !== device) return failure('OTHER_DEVICE');
      return openBox(privateKey, bytes.slice(HEADER));
    },
    async confirm() {},
    devices: {
      own: device,
      async list(view, identity): Promise<readonly Device[]> {
        if (!isOwn(identity)) return NAMES.map((id) => ({ id, enabled: true, served: true }));
        const enabled = await isEnabled(view);
        return [{ id: sibling, enabled, served: enabled }];
      },
      async setEnabled(tx, name, enabled) {
        if (name !== sibling) throw new SmallSecurityError('SECURITY_DEVICE', 'we have no such device');
        if (enabled) tx.put(ENABLED, sibling, new Uint8Array());
        else tx.delete(ENABLED, sibling);
      },
    },
  };
}

function openBox(privateKey: PrivateKey, box: Uint8Array): Opened<never> {
  try {
    const plaintext = eciesDecrypt(privateKey, box);
    const speaker = NAMES[plaintext[0]!];
    return speaker === undefined ? failure('NO_SUCH_DEVICE') : opened(plaintext.slice(1), FOR_DEVICE, speaker);
  } catch (error) {
    if (error instanceof CryptoError) return failure('NOT_FOR_US');
    throw error;
  }
}

function opened(payload: Uint8Array, protection: Protection, device: PerDeviceName): OpenedMessage<never> {
  const nothing = { secrets: [], deviceEvents: [], replies: [], remarks: [] };
  return { ok: true, payload, protection, device, replayed: false, ...nothing };
}

function failure(reason: string): OpenFailure {
  return { ok: false, reason, deviceEvents: [], replies: [] };
}
