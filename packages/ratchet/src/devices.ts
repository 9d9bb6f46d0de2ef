import { compressPublicKey } from '@status/crypto';
import type { Device, PublicKey, Transaction, View } from '@status/interfaces';
import { RatchetError } from './errors.ts';
import { activeInstallations, loadInstallations, saveInstallation } from './installations.ts';
import type { OwnContext } from './own-context.ts';

/** The installations known of an identity, newest first, and which of them are served; for our own, all but this one. */
export async function listDevices(
  view: View,
  identity: PublicKey,
  { limits }: Pick<OwnContext, 'limits'>,
): Promise<readonly Device[]> {
  const known = await loadInstallations(view, compressPublicKey(identity));
  const active = new Set(activeInstallations(known, limits.maxInstallations));
  return known.map((installation) => {
    const { installationId: id, enabled } = installation;
    return { id, enabled, served: active.has(installation) };
  });
}

/**
 * Takes another installation of our identity into use, or out of it: enabled ones are named in our bundles and read what we send to ourselves.
 *
 * @throws {RatchetError} `SECURITY_DEVICE` if none of our bundles named it.
 */
export async function setDeviceEnabled(
  tx: Transaction,
  device: string,
  enabled: boolean,
  { identity }: OwnContext,
): Promise<void> {
  const known = (await loadInstallations(tx, identity)).find(({ installationId }) => installationId === device);
  if (known === undefined) throw new RatchetError('SECURITY_DEVICE', 'our identity has no such installation');
  saveInstallation(tx, identity, { ...known, enabled });
}
