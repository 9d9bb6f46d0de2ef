import type { Protection } from '@status/interfaces';

/** What a protection may be worth, the weightiest first. */
const WORTH = ['confidential', 'authenticated', 'forwardSecret', 'healing'] as const;

/**
 * What may be said of a message that went out under both: no more than holds for each of its ciphertexts. It bears the name of the weaker; `one` itself
 * if the other adds nothing to its weakness.
 */
export function weakestOf(one: Protection, other: Protection): Protection {
  if (WORTH.every((property) => other[property] || !one[property])) return one;
  const lost = WORTH.find((property) => one[property] !== other[property])!;
  const { label } = one[lost] ? other : one;
  return {
    label,
    confidential: one.confidential && other.confidential,
    authenticated: one.authenticated && other.authenticated,
    forwardSecret: one.forwardSecret && other.forwardSecret,
    healing: one.healing && other.healing,
    open: one.open || other.open,
  };
}
