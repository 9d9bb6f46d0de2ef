import { hexToBytes } from '@status/base';
import { publicKeyOf, requirePrivateKey } from '@status/crypto';
import type { ApplicationMessage, ChatContent, PrivateKey, PublicKey } from '@status/interfaces';

export const NOW = 1_600_000_000_000;
export const ALICE = person(1);
export const BOB = person(2);

/** A chat message that passes validation at `NOW`, with changes. */
export function chat(changes: Partial<ChatContent> = {}): ChatContent {
  return {
    clock: BigInt(NOW),
    timestamp: BigInt(NOW),
    text: 'hello',
    responseTo: '',
    ensName: '',
    chatId: 'status',
    place: 'public',
    content: 'text',
    ...changes,
  };
}

/** The same as a message. */
export function chatMessage(changes: Partial<ChatContent> = {}): ApplicationMessage<ChatContent> {
  return { kind: 'chat', content: chat(changes) };
}

function person(fill: number): { readonly privateKey: PrivateKey; readonly publicKey: PublicKey } {
  const privateKey = requirePrivateKey(new Uint8Array(32).fill(fill));
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** Bytes of a vector's hex; `null` is empty. */
export const hex = (text: string | null): Uint8Array => hexToBytes(text ?? '');
