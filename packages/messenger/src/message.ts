import type { ChatPlace, ContentType, Protection } from '@status/interfaces';

/** A message in the history. Ids are `0x` and 64 hex digits, keys `0x04…`. */
export interface Message {
  readonly id: string;
  readonly chatId: string;
  readonly from: string;
  readonly text: string;
  readonly clock: bigint;
  /** Author's time, Unix ms. */
  readonly timestamp: bigint;
  readonly place: ChatPlace;
  readonly content: ContentType;
  readonly responseTo: string;
  readonly outgoing: boolean;
  /** Of an own message that several people shall have: that of the one who is furthest behind. */
  readonly status: MessageStatus;
  /** Absent until an own message was sealed; of one that was sealed more than once, for several people say, what holds for all of it. */
  readonly protection?: Protection;
}

/**
 * How far an own message has come; it never goes back:
 * - `sending` – stored here; `sent` – left for a peer; `confirmed` – a peer said that it took it;
 * - `expired` – given up, unless an acknowledgement comes late;
 * - `delivered` – the recipient's data sync acknowledged it.
 *
 * Messages of others are `received`.
 */
export type MessageStatus = (typeof STATUSES)[number];

/** Statuses in their order. */
export const STATUSES = ['sending', 'sent', 'confirmed', 'expired', 'delivered', 'received'] as const;

/** Whether one status comes after another. */
export function isLater(status: MessageStatus, than: MessageStatus): boolean {
  return STATUSES.indexOf(status) > STATUSES.indexOf(than);
}
