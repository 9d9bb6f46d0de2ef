import { StatusError } from '@status/interfaces';

/** An argument that cannot be synchronised. Codes: `MVDS_PEER` (not a public key of 65 bytes), `MVDS_ID` (not 32 bytes), `MVDS_BODY` (empty). */
export class MvdsError extends StatusError {}
