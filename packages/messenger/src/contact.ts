import { bytesToHex, hexToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import type { MeetingSecret, NegotiatedSecret, PublicKey, Transaction, View } from '@status/interfaces';
import { putRecord, TABLES } from './records.ts';

/** Somebody this account added: their contact-code topic is listened to. */
export function putContact(tx: Transaction, publicKey: PublicKey, now: number): void {
  putRecord(tx, TABLES.contacts, bytesToHex(publicKey), { addedAt: now });
}

/** Public keys of all contacts. */
export async function listContacts(view: View): Promise<PublicKey[]> {
  const contacts: PublicKey[] = [];
  for await (const [key] of view.entries(TABLES.contacts)) contacts.push(parsePublicKey(hexToBytes(key)));
  return contacts;
}

/** Keeps a secret negotiated with a peer; false if it was there already. */
export async function addSecret(tx: Transaction, { peer, secret }: NegotiatedSecret): Promise<boolean> {
  const key = bytesToHex(peer);
  if ((await tx.get(TABLES.secrets, key)) !== undefined) return false;
  tx.put(TABLES.secrets, key, secret);
  return true;
}

/** The secrets negotiated so far. */
export async function listSecrets(view: View): Promise<MeetingSecret[]> {
  const secrets: MeetingSecret[] = [];
  for await (const [, secret] of view.entries(TABLES.secrets)) secrets.push(secret as MeetingSecret);
  return secrets;
}
