import { bytesToHex } from '@status/base';
import { CryptoError, compressPublicKey, parsePublicKey } from '@status/crypto';
import type {
  Audience,
  NegotiatedSecret,
  PublicKey,
  Sealed,
  SealedMessage,
  SealResult,
  Transaction,
} from '@status/interfaces';
import type { Bundle } from './bundle.ts';
import { payloadCapacity } from './capacity.ts';
import { MAX_MESSAGE_LENGTH } from './constants.ts';
import { failureOfPeer, sealDirect, servedInstallations } from './direct-sealing.ts';
import { RatchetError } from './errors.ts';
import { negotiatedSecret } from './negotiated-secrets.ts';
import type { OwnContext } from './own-context.ts';
import { signOwnBundle } from './own-keys.ts';
import { PUBLIC } from './protections.ts';
import { encodeProtocolMessage } from './protocol-message.ts';
import { traceOf } from './trace.ts';

/** An audience that was looked at: whom it names, each once. */
export type CheckedAudience =
  | { readonly kind: 'public' }
  | { readonly kind: 'members'; readonly members: readonly PublicKey[] };

/**
 * Looks at what the caller wants sealed, before anything is written.
 *
 * @throws {RatchetError} `SECURITY_AUDIENCE`, `SECURITY_TOO_LARGE`.
 */
export function checkRequest(audience: Audience, payload: Uint8Array, context: OwnContext): CheckedAudience {
  if (payload.length > payloadCapacity(MAX_MESSAGE_LENGTH, context)) {
    throw new RatchetError('SECURITY_TOO_LARGE', `a payload of ${payload.length} bytes may not be read`);
  }
  if (audience.kind === 'public') return { kind: 'public' };
  const members = new Map(audience.members.map(requireMember).map((member) => [bytesToHex(member), member]));
  if (members.size === 0) throw new RatchetError('SECURITY_AUDIENCE', 'the audience has no members');
  return { kind: 'members', members: [...members.values()] };
}

/** Protects a payload for an audience: one message for everybody, or one for each member. */
export async function seal(
  tx: Transaction,
  audience: CheckedAudience,
  payload: Uint8Array,
  context: OwnContext,
): Promise<Sealed> {
  const bundle = await signOwnBundle(tx, context);
  if (audience.kind === 'public') {
    return { messages: [sealPublic(payload, bundle, context)], results: [], secrets: [] };
  }
  const messages: SealedMessage[] = [];
  const results: SealResult[] = [];
  const secrets: NegotiatedSecret[] = [];
  for (const member of audience.members) {
    try {
      const sealed = await sealForMember(tx, member, payload, bundle, context);
      messages.push(...sealed.messages);
      results.push(...sealed.results);
      secrets.push(...sealed.secrets);
    } catch (error) {
      results.push({ member, ok: false, reason: failureOfPeer(error) });
    }
  }
  return { messages, results, secrets };
}

/** The public part of a message; what travels beside it are our keys. */
function sealPublic(publicMessage: Uint8Array, bundle: Bundle, { installationId }: OwnContext): SealedMessage {
  const bytes = encodeProtocolMessage({ installationId, bundles: [bundle], directMessages: new Map(), publicMessage });
  return { recipients: [], bytes, protection: PUBLIC };
}

/** One message for all installations of a member, none if not one of them can be served. */
async function sealForMember(
  tx: Transaction,
  member: PublicKey,
  payload: Uint8Array,
  bundle: Bundle,
  context: OwnContext,
): Promise<Sealed> {
  const served = await servedInstallations(tx, compressPublicKey(member), context);
  // Before the ratchet turns: what fails here must not use up a key.
  const secret = await negotiatedSecret(tx, member, served, context);
  const { directMessages, protection, results } = await sealDirect(tx, member, served, payload, context);
  const [first] = directMessages.values();
  if (first === undefined) return { messages: [], results, secrets: [] };
  const bytes = encodeProtocolMessage({ installationId: context.installationId, bundles: [bundle], directMessages });
  const trace = { devices: directMessages.size, ...traceOf(first) };
  return { messages: [{ recipients: [member], bytes, protection, trace }], results, secrets: [secret] };
}

function requireMember(member: Uint8Array): PublicKey {
  try {
    return parsePublicKey(member);
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new RatchetError('SECURITY_AUDIENCE', 'a member is no public key', { cause });
  }
}
