import { bytesTo0x, bytesToHex, compareBytes, equalBytes } from '@status/base';
import type { Audience, ChatPlace, ConversationId, PublicKey } from '@status/interfaces';

/**
 * Something said to the same people again and again: who they are, how it is protected, and how it gets there. A value: two that say the same are the
 * same conversation.
 */
export interface Conversation {
  readonly place: Exclude<ChatPlace, `other-${number}`>;
  /** What this account calls it: the other's public key as `0x04…`, a public chat's name, or the id that the members of a group share. */
  readonly chatId: string;
  /** What all of its members call it, towards the security layer. */
  readonly id: ConversationId;
  /** Everybody but us, in the order of their keys; nobody in particular if it is public. */
  readonly members: readonly PublicKey[];
  /** Which security layer: the one of the composition, or the one that leaves everything to the transport. */
  readonly security: 'end-to-end' | 'transport-only';
  /**
   * How it arrives: `none` – sealed once for everybody, and posted until it left; `pairs` – handed to data sync for each member, who acknowledges
   * it; `group` – handed to data sync once, as a message of the group.
   */
  readonly sync: 'none' | 'pairs' | 'group';
}

/** Everybody who knows a name. */
export function publicConversation(name: string): Conversation {
  const id = `public:${name}`;
  return { place: 'public', chatId: name, id, members: [], security: 'end-to-end', sync: 'none' };
}

/**
 * Two people; or one, who writes to himself.
 *
 * @param forwardSecrecy false: the transport's encryption only, and no data sync, as the reference sends such messages.
 */
export function directConversation(self: PublicKey, peer: PublicKey, forwardSecrecy = true): Conversation {
  return {
    place: 'one-to-one',
    chatId: bytesTo0x(peer),
    id: pairId(self, peer),
    members: equalBytes(peer, self) ? [] : [peer],
    security: forwardSecrecy ? 'end-to-end' : 'transport-only',
    sync: forwardSecrecy ? 'pairs' : 'none',
  };
}

/** Several people who know of each other. `members` may name us too. */
export function groupConversation(
  self: PublicKey,
  chatId: string,
  members: readonly PublicKey[],
  sync: Conversation['sync'],
): Conversation {
  const others = new Map(members.map((member) => [bytesToHex(member), member]));
  others.delete(bytesToHex(self));
  const sorted = [...others.values()].sort(compareBytes);
  return { place: 'group', chatId, id: `group:${chatId}`, members: sorted, security: 'end-to-end', sync };
}

/** Whether nobody but us is in it: what is said there is where it belongs. */
export function isAlone({ place, members }: Conversation): boolean {
  return place !== 'public' && members.length === 0;
}

/** Who shall be able to read what is said there. */
export function audienceOf({ place, id, members }: Conversation): Audience {
  return place === 'public' ? { kind: 'public', conversation: id } : { kind: 'members', conversation: id, members };
}

/** The name of the conversation of two identities, the same at both. What data sync sends between them is sealed under it, whatever it is about. */
export function pairId(one: PublicKey, other: PublicKey): ConversationId {
  const [first, second] = [shortOf(one), shortOf(other)].sort();
  return `pair:${first}:${second}`;
}

/** A key in 66 hex digits, as its compressed form would read. */
function shortOf(key: PublicKey): string {
  return `0${2 + (key[64]! & 1)}${bytesToHex(key.subarray(1, 33))}`;
}
