import { StatusError, type SyncErrorCode } from '@status/interfaces';

/**
 * An argument that cannot be synchronised, with the codes of the seam: `SYNC_PEER` (not a public key of 65 bytes), `SYNC_BODY` (empty),
 * `SYNC_UNSUPPORTED` (a group, parents, or an ephemeral message).
 */
export class MvdsError extends StatusError<SyncErrorCode> {}
