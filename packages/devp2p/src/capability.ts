import { compareBytes, utf8ToBytes } from '@status/base';

/** A protocol that a node speaks, as it says in its Hello. */
export type Capability = { readonly name: string; readonly version: number };

/** A shared protocol and the message codes `offset … offset + length − 1` that it has on this connection. */
export type CapabilityRange<Protocol> = {
  readonly protocol: Protocol;
  readonly offset: number;
  readonly length: number;
};

/** `shh/6`. */
export function formatCapability(capability: Capability): string {
  return `${capability.name}/${capability.version}`;
}

/** Order by name (bytewise) and version, the order of capabilities in a Hello. */
export function compareCapabilities(a: Capability, b: Capability): number {
  return compareBytes(utf8ToBytes(a.name), utf8ToBytes(b.name)) || a.version - b.version;
}

/**
 * What two nodes run with each other and where: pairs of name and version that both have, of each name only the highest, in order of
 * names from `offset` on (RLPx, "Message ID-based Multiplexing"). Both sides come to the same result on their own.
 */
export function matchCapabilities<Protocol extends Capability & { readonly length: number }>(
  own: readonly Protocol[],
  remote: readonly Capability[],
  offset: number,
): CapabilityRange<Protocol>[] {
  const offered = new Set(remote.map(formatCapability));
  const highest = new Map<string, Protocol>();
  for (const protocol of [...own].sort(compareCapabilities)) {
    if (offered.has(formatCapability(protocol))) highest.set(protocol.name, protocol);
  }
  const ranges: CapabilityRange<Protocol>[] = [];
  let next = offset;
  for (const protocol of highest.values()) {
    ranges.push({ protocol, offset: next, length: protocol.length });
    next += protocol.length;
  }
  return ranges;
}
