import { readFileSync } from 'node:fs';
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

// biome-ignore lint/suspicious/noExplicitAny: vectors are plain JSON, each kind with a form of its own.
export type VectorCase = { kind: string; id: string; label?: string; in: any; out: any };

/** The reference's cases of one kind. */
export function vectors(kind: string): VectorCase[] {
  const path = new URL('../../../tooling/vectors/data/payload.json', import.meta.url);
  const cases: VectorCase[] = JSON.parse(readFileSync(path, 'utf8')).cases;
  return cases.filter((each) => each.kind === kind);
}

/** Bytes of a vector's hex; `null` is empty. */
export const hex = (text: string | null): Uint8Array => hexToBytes(text ?? '');
