/**
 * Whether two values are equal, in time that depends on their lengths only.
 *
 * As far as JavaScript can promise: the loop has no branch on content, the machine below may still.
 */
export function equalConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}
