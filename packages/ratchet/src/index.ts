export type { Bundle, SignedPreKey } from './bundle.ts';
export { RatchetError, type RatchetErrorCode } from './errors.ts';
export { isInstallationId } from './installation-id.ts';
export { createRatchet, type RatchetOptions, type RatchetSecurity } from './layer.ts';
export { DEFAULT_LIMITS, type RatchetLimits } from './limits.ts';
export { DH, PUBLIC, RATCHET } from './protections.ts';
export type { RatchetReceipt } from './receipts.ts';
