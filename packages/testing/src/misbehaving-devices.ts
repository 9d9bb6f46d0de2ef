import type { Devices, SecurityLayer } from '@status/interfaces';
import type { SecuritySubject } from './compliance/security.ts';
import { subjectOf } from './faulty-boxes.ts';
import type { Misbehaving } from './misbehaving.ts';
import { createPerDeviceSecurity } from './per-device-security.ts';
import { seededRandom } from './seeded-random.ts';

/** Three identities whose devices are told apart, apart from what a part replaces. */
function altered(
  alter: (devices: Devices, inner: SecurityLayer) => Partial<SecurityLayer>,
): () => Promise<SecuritySubject> {
  return subjectOf((privateKey, seed) => {
    const inner: SecurityLayer = createPerDeviceSecurity(privateKey, 'phone', seededRandom(seed));
    return { ...inner, ...alter(inner.devices!, inner) };
  });
}

/** Faulty security layers with devices; they tell foreign bytes, and remember nothing. */
export const misbehavingDevices: readonly Misbehaving<SecuritySubject>[] = [
  {
    fault: 'hides its devices',
    caughtBy: 'devices are told apart, as declared',
    setup: async () => {
      const { a, ...rest } = await altered(() => ({}))();
      const { devices: _, ...layer } = a.layer;
      return { ...rest, a: { ...a, layer } };
    },
  },
  {
    fault: 'does not know the devices that it serves',
    caughtBy: 'how it went is told for each member, and for devices where they are told apart',
    setup: altered((devices) => ({ devices: { ...devices, list: async () => [] } })),
  },
  {
    fault: 'does not know a device that spoke',
    caughtBy: 'a device that spoke is known to its peer, and not listed at home',
    setup: altered((devices) => ({
      devices: {
        ...devices,
        list: async (view, identity) => (await devices.list(view, identity)).filter(({ id }) => id !== 'phone'),
      },
    })),
  },
  {
    fault: 'lists itself among its other devices',
    caughtBy: 'a device that spoke is known to its peer, and not listed at home',
    setup: altered((devices) => ({
      devices: { ...devices, list: async () => ['desk', 'phone'].map((id) => ({ id, enabled: true, served: true })) },
    })),
  },
  {
    fault: 'lists those first that it does not serve',
    caughtBy: 'a device that spoke is known to its peer, and not listed at home',
    setup: altered((devices) => ({
      devices: {
        ...devices,
        list: async (view, identity) => [
          { id: 'attic', enabled: true, served: false },
          ...(await devices.list(view, identity)),
        ],
      },
    })),
  },
  {
    fault: 'says that another device sent it',
    caughtBy: 'the sending device is told as it calls itself',
    setup: altered((_, inner) => ({
      async open(tx, sender, bytes) {
        const opened = await inner.open(tx, sender, bytes);
        return opened.ok ? { ...opened, device: 'desk' } : opened;
      },
    })),
  },
  {
    fault: 'takes devices into use that there are not',
    caughtBy: 'a device that is not known cannot be taken into use, and nothing is written',
    setup: altered((devices) => ({
      devices: {
        ...devices,
        async setEnabled(tx, device) {
          tx.put('devices-1', 'enabled', new TextEncoder().encode(device));
        },
      },
    })),
  },
  {
    fault: 'writes a device down before it finds that there is none',
    caughtBy: 'a device that is not known cannot be taken into use, and nothing is written',
    setup: altered((devices) => ({
      devices: {
        ...devices,
        async setEnabled(tx, device, enabled) {
          tx.put('devices-1', 'asked', new Uint8Array());
          await devices.setEnabled(tx, device, enabled);
        },
      },
    })),
  },
];
