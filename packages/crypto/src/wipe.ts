/** Overwrites secrets with zeros. Copies that the runtime made of them are out of reach. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
