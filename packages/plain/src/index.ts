export { createNoSync, NoSyncError, type NoSyncReceipt } from './no-sync.ts';
export { createTransportOnly, TRANSPORT_ONLY, TransportOnlyError } from './transport-only.ts';
