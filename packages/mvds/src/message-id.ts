import { uint64ToBytesLE, utf8ToBytes } from '@status/base';
import { sha256 } from '@status/crypto';
import type { SyncId } from '@status/interfaces';
import type { MvdsMessage } from './codec.ts';

const PREFIX = utf8ToBytes('MESSAGE_ID');

/**
 * The id (32) of a message: `SHA-256("MESSAGE_ID" ‖ group ‖ timestamp ‖ body)`, the timestamp as 8 bytes little-endian in two's complement.
 *
 * MVDS, "Payloads", names the ingredients; their form is that of the reference.
 */
export function messageId(message: MvdsMessage): SyncId {
  return sha256(PREFIX, message.groupId, uint64ToBytesLE(message.timestamp), message.body) as SyncId;
}
