import { equalBytes } from '@status/base';
import type { DeviceEvent, Transaction } from '@status/interfaces';
import { verifyBundle } from './bundle.ts';
import { MAX_BUNDLES } from './constants.ts';
import { learnBundle } from './installations.ts';
import type { OwnContext } from './own-context.ts';
import type { ProtocolMessage } from './protocol-message.ts';

/** What the bundles of a message taught. */
export type Learned = {
  readonly deviceEvents: readonly DeviceEvent[];
  /** Whether all of them were looked at and verified. */
  readonly sound: boolean;
  /** What the sending installation says it speaks; 0 if it says nothing. */
  readonly protocolVersion: number;
};

/** Takes over the verified bundles in a message of a sender (33), whatever becomes of the rest of it. */
export async function learn(
  tx: Transaction,
  sender: Uint8Array,
  message: ProtocolMessage,
  context: OwnContext,
): Promise<Learned> {
  const deviceEvents: DeviceEvent[] = [];
  let sound = message.bundles.length <= MAX_BUNDLES;
  let protocolVersion = 0;
  for (const bundle of message.bundles.slice(0, MAX_BUNDLES)) {
    if (!verifyBundle(bundle)) {
      sound = false;
      continue;
    }
    const isSpeaker = equalBytes(bundle.identity, sender);
    const speaker = isSpeaker ? { speaker: message.installationId } : {};
    deviceEvents.push(...(await learnBundle(tx, bundle, { ...context, ...speaker })));
    const entry = bundle.signedPreKeys.find((preKey) => preKey.installationId === message.installationId);
    if (isSpeaker && entry !== undefined) protocolVersion = entry.protocolVersion;
  }
  return { deviceEvents, sound, protocolVersion };
}
