import { bytesToHex } from '@status/base';
import type { Random } from '@status/interfaces';

/** A random UUID (RFC 9562, version 4), the form in which installations name themselves. */
export function installationIdOf(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
