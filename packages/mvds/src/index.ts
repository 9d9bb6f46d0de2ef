export { MvdsError } from './errors.ts';
export { createMvds, type MvdsConfig } from './layer.ts';
export type { MvdsReceipt } from './packing.ts';
export { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';
export type { MvdsOptions } from './settings.ts';
