import { bytesToHex } from '@status/base';
import type { Trace } from '@status/interfaces';
import type { DirectMessage } from './protocol-message.ts';

/** What an inspector may see of a direct message: the public side of its session. Keys are hex of 33 bytes. */
export function traceOf({ ratchet, x3dh, dh }: DirectMessage): Trace {
  if (ratchet === undefined) return dh === undefined ? {} : { ephemeral: bytesToHex(dh) };
  return { ratchetKey: bytesToHex(ratchet.key), n: ratchet.n, pn: ratchet.pn, x3dh: x3dh !== undefined };
}
