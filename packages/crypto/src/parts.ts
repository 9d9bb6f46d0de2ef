import { concatBytes } from '@status/base';

/** Messages up to this length (bytes) are put together in one place that all share: an array of their own costs more than hashing a block. */
const ROOM_LENGTH = 4096;

const room = new Uint8Array(ROOM_LENGTH);

/** The hash of a message that comes in parts. The hash must not keep the array that it is given. */
export function hashParts(hash: (message: Uint8Array) => Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return hash(parts[0]!);
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > ROOM_LENGTH) return hash(concatBytes(...parts));

  let offset = 0;
  for (const part of parts) {
    room.set(part, offset);
    offset += part.length;
  }
  const digest = hash(room.subarray(0, length));
  // The parts may have been secrets.
  room.fill(0, 0, length);
  return digest;
}
