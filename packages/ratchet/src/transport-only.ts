import type { SecurityLayer } from '@status/interfaces';

/**
 * A security layer that does nothing and says so: payloads go to the transport as they are. For conversations whose protection is the transport's alone,
 * and for peers without this layer. It recognises every message as its own, so in a chain of layers it comes last.
 */
export function createTransportOnly(): SecurityLayer {
  return {
    name: 'transport-only',
    async seal(_tx, audience, payload) {
      const recipients = audience.kind === 'public' ? [] : audience.publicKeys;
      const messages =
        audience.kind === 'public'
          ? [{ recipients, bytes: payload.slice(), protection: 'transport-only' as const, devices: [] }]
          : recipients.map((recipient) => ({
              recipients: [recipient],
              bytes: payload.slice(),
              protection: 'transport-only' as const,
              devices: [],
            }));
      return { messages, secrets: [] };
    },
    async open(_tx, _sender, bytes) {
      return {
        ok: true,
        payload: bytes.slice(),
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
