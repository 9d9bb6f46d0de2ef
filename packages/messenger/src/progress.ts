import { bytesTo0x } from '@status/base';
import type { Protection, PublicKey, Transaction, View } from '@status/interfaces';
import { getMessage, writeMessage } from './history.ts';
import { isLater, type Message, type MessageStatus, STATUSES } from './message.ts';
import { weakestOf } from './protection.ts';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

/** How many recipients stand at each of `STATUSES`. The row of one recipient holds its status. */
type Tally = readonly number[];

/** Where the tally of a message is, beside its recipients. */
const TALLY = 'tally';

/** What a step changed: the message, if it is now elsewhere as a whole; and the recipient, if there are several. */
export interface Step {
  readonly message: Message;
  readonly changed: boolean;
  readonly recipient?: { readonly publicKey: string; readonly status: MessageStatus };
}

/** Begins to follow a message for each of several recipients. One alone needs no account: its progress is the message's. */
export function openProgress(tx: Transaction, messageId: string, recipients: readonly PublicKey[]): void {
  if (recipients.length < 2) return;
  for (const recipient of recipients)
    putRecord(tx, TABLES.progress, rowKey(messageId, bytesTo0x(recipient)), 'sending');
  putRecord(tx, TABLES.progress, rowKey(messageId, TALLY), [recipients.length, ...STATUSES.slice(1).map(() => 0)]);
}

/** How far a message has come for each of its recipients (`0x04…`); none for one that is not followed for several. */
export async function listProgress(view: View, messageId: string): Promise<Map<string, MessageStatus>> {
  const found = new Map<string, MessageStatus>();
  for await (const [key, bytes] of view.entries(TABLES.progress, { prefix: `${messageId}/0x` })) {
    found.set(key.slice(messageId.length + 1), parseRecord(bytes));
  }
  return found;
}

/** Notes that a message has come so far for a recipient (absent: for whoever it is for). `undefined` if that is no news. */
export async function advanceProgress(
  tx: Transaction,
  messageId: string,
  recipient: PublicKey | undefined,
  status: MessageStatus,
): Promise<Step | undefined> {
  const message = await getMessage(tx, messageId);
  if (message === undefined) return undefined;
  const tally = await getRecord<Tally>(tx, TABLES.progress, rowKey(messageId, TALLY));
  if (tally === undefined || recipient === undefined) {
    if (!isLater(status, message.status)) return undefined;
    return { message: move(tx, message, { status }), changed: true };
  }
  const publicKey = bytesTo0x(recipient);
  const before = await getRecord<MessageStatus>(tx, TABLES.progress, rowKey(messageId, publicKey));
  if (before === undefined || !isLater(status, before)) return undefined;
  putRecord(tx, TABLES.progress, rowKey(messageId, publicKey), status);
  const counted = tally.map((count, at) => count + Number(STATUSES[at] === status) - Number(STATUSES[at] === before));
  putRecord(tx, TABLES.progress, rowKey(messageId, TALLY), counted);
  const least = STATUSES[counted.findIndex((count) => count > 0)]!;
  const changed = isLater(least, message.status);
  const now = changed ? move(tx, message, { status: least }) : message;
  return { message: now, changed, recipient: { publicKey, status } };
}

/** Notes a protection that a message went out with: of several, to several people or at several times, what holds for all. `undefined` if that is no news. */
export async function noteProtection(
  tx: Transaction,
  messageId: string,
  protection: Protection,
): Promise<Step | undefined> {
  const message = await getMessage(tx, messageId);
  if (message === undefined) return undefined;
  const known = message.protection;
  const weakest = known === undefined ? protection : weakestOf(known, protection);
  if (weakest === known) return undefined;
  return { message: move(tx, message, { protection: weakest }), changed: true };
}

function move(tx: Transaction, message: Message, progress: Partial<Message>): Message {
  const next = { ...message, ...progress };
  writeMessage(tx, next);
  return next;
}

function rowKey(messageId: string, name: string): string {
  return `${messageId}/${name}`;
}
