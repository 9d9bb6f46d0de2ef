import { bytesToHex, hexToBytes } from '@status/base';
import type { NegotiatedSecret, Transaction } from '@status/interfaces';
import { putRecord, TABLES } from './records.ts';

/** Somebody this account added: their contact-code topic is listened to. */
export function putContact(tx: Transaction, publicKey: Uint8Array, now: number): void {
  putRecord(tx, TABLES.contacts, bytesToHex(publicKey), { addedAt: now });
}

/** Public keys (65 bytes) of all contacts. */
export async function listContacts(tx: Transaction): Promise<Uint8Array[]> {
  const contacts: Uint8Array[] = [];
  for await (const [key] of tx.entries(TABLES.contacts)) contacts.push(hexToBytes(key));
  return contacts;
}

/** Keeps a secret negotiated with a peer; false if it was there already. */
export async function addSecret(tx: Transaction, { peer, secret }: NegotiatedSecret): Promise<boolean> {
  const key = bytesToHex(peer);
  if ((await tx.get(TABLES.secrets, key)) !== undefined) return false;
  tx.put(TABLES.secrets, key, secret);
  return true;
}

/** The secrets (32 bytes each) negotiated so far. */
export async function listSecrets(tx: Transaction): Promise<Uint8Array[]> {
  const secrets: Uint8Array[] = [];
  for await (const [, secret] of tx.entries(TABLES.secrets)) secrets.push(secret);
  return secrets;
}
