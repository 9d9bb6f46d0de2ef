import { copyBytes } from '@status/base';
import type { SealedMessage, SecurityLayer } from '@status/interfaces';
import { RatchetError } from './errors.ts';

/**
 * A security layer that does nothing and says so: payloads go to the transport as they are. For conversations whose protection is the transport's alone,
 * and for peers without this layer. It recognises every message as its own, so in a chain of layers it comes last.
 */
export function createTransportOnly(): SecurityLayer {
  return {
    name: 'transport-only',
    async seal(_tx, audience, payload) {
      const audiences = audience.kind === 'public' ? [[]] : audience.publicKeys.map((publicKey) => [publicKey]);
      if (audiences.length === 0) throw new RatchetError('RATCHET_NO_RECIPIENT', 'the audience has no members');
      const messages = audiences.map((recipients): SealedMessage => {
        return { recipients, bytes: copyBytes(payload), protection: 'transport-only', devices: [] };
      });
      return { messages, secrets: [] };
    },
    async open(_tx, _sender, bytes) {
      return {
        ok: true,
        payload: copyBytes(bytes),
        protection: 'transport-only',
        senderAuthenticated: false,
        replayed: false,
        secrets: [],
        devices: [],
        remarks: [],
      };
    },
    async confirm() {},
  };
}
