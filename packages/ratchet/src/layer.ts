import type { Devices, Environment, Opened, PrivateKey, Sealed, SecurityLayer, Transaction } from '@status/interfaces';
import type { Bundle } from './bundle.ts';
import { payloadCapacity } from './capacity.ts';
import { listDevices, setDeviceEnabled } from './devices.ts';
import { requireInstallationId } from './installation-id.ts';
import { DEFAULT_LIMITS, type RatchetLimits } from './limits.ts';
import { createMaintenance } from './maintenance.ts';
import { open } from './opening.ts';
import { contextOf } from './own-context.ts';
import { signOwnBundle } from './own-keys.ts';
import { PROTECTIONS } from './protections.ts';
import { confirm, type RatchetReceipt } from './receipts.ts';
import { checkRequest, seal } from './sealing.ts';
import { createTransactionQueue } from './transaction-queue.ts';

/** What `createRatchet` needs. */
export type RatchetOptions = {
  /** Not copied: whoever owns it wipes it. */
  readonly identity: PrivateKey;
  /** Names this device among those of the identity: 1 to 64 bytes, a UUID say. Never the same again after its store was lost or set back. */
  readonly installationId: string;
  readonly environment: Environment;
  readonly limits?: Partial<RatchetLimits>;
};

/** X3DH and the Double Ratchet as a security layer, and our own bundle beside it. */
export interface RatchetSecurity extends SecurityLayer<RatchetReceipt> {
  readonly devices: Devices;
  /** Our bundle as it would go out now, signed afresh; a prekey is made or replaced where it is due. */
  currentBundle(tx: Transaction): Promise<Bundle>;
}

/**
 * The security layer of the Status Protocol for one installation of one identity.
 *
 * Everything it knows is in the store. Operations of one transaction run one after the other.
 *
 * @throws {RatchetError} `RATCHET_INSTALLATION_ID`.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function createRatchet(options: RatchetOptions): RatchetSecurity {
  const { identity, environment } = options;
  const { metrics } = environment;
  const installationId = requireInstallationId(options.installationId);
  const limits: RatchetLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const contextNow = contextOf({ identity, installationId, limits, environment });
  const maintain = createMaintenance();
  const inTurn = createTransactionQueue();

  const countSealed = (messages: Sealed['messages']): void => {
    for (const { protection } of messages)
      metrics.count('ratchet_sealed_messages', 1, { protection: protection.label });
  };
  const countOpened = (opened: Opened): void => {
    const result = opened.ok ? opened.protection.label : opened.reason;
    metrics.count('ratchet_opened_messages', 1, { result });
    countSealed(opened.replies);
  };

  return {
    name: 'x3dh+double-ratchet',
    protections: PROTECTIONS,
    payloadLimit: (available) => payloadCapacity(available, { installationId, limits }),
    seal: (tx, audience, payload) =>
      inTurn(tx, async () => {
        const context = contextNow();
        const checked = checkRequest(audience, payload, context);
        await maintain(tx, context);
        const sealed = await seal(tx, checked, payload, context);
        countSealed(sealed.messages);
        return sealed;
      }),
    open: (tx, sender, bytes) =>
      inTurn(tx, async () => {
        const context = contextNow();
        await maintain(tx, context);
        const opened = await open(tx, sender, bytes, context);
        countOpened(opened);
        return opened;
      }),
    confirm: (tx, receipt) => inTurn(tx, () => confirm(tx, receipt, contextNow())),
    devices: {
      own: installationId,
      list: (view, peer) => inTurn(view, () => listDevices(view, peer, { limits })),
      setEnabled: (tx, device, enabled) => inTurn(tx, () => setDeviceEnabled(tx, device, enabled, contextNow())),
    },
    currentBundle: (tx) => inTurn(tx, () => signOwnBundle(tx, contextNow())),
  };
}
