/** Length of a message id and of a group id, bytes. */
export const ID_LENGTH = 32;

/** Length of a peer's id, its uncompressed public key, bytes. */
export const PEER_LENGTH = 65;

/** Largest packet unless one message alone is larger, bytes: with what sealing adds it stays below 50,000, above which the reference lowers its proof of work. */
export const PACKET_SIZE = 48_000;

/** Packets that one call of `due` builds at most; the others stay due. */
export const PACKETS_PER_DUE = 1_000;

/** Offered messages that are asked for at a time, per peer. */
export const REQUESTS_PER_PEER = 1_000;

/** How long ids of accepted messages are kept after they last came, ms: as long as history servers keep messages (30 days). */
export const SEEN_FOR = 2_592_000_000;

/** Expired ids that one `accept` removes; more than the one it adds, so that they do not pile up. */
export const PRUNED_PER_ACCEPT = 4;

/** Pause after an `accept` that found nothing more to remove before another one looks, ms. */
export const PRUNE_PAUSE = 60_000;

/**
 * Messages of one packet that are looked at. The rest is dropped without an acknowledgement, so that it comes again: one packet of 1 MiB has room
 * for 20,000, and all of them are taken in one transaction, in which everybody else waits.
 */
export const MESSAGES_PER_PACKET = 1_000;

/** Messages that one sign of life makes due sooner. Their acknowledgements are further signs of life. */
export const WOKEN_PER_PACKET = 64;

/** Round trips of the carrier before an unanswered message is sent again for the first time. */
export const ROUND_TRIPS = 3;

/** A time told that is so far behind an earlier one means that the clock was set back, ms. Below that it is a call that waited for its transaction. */
export const CLOCK_STEP = 5_000;

/** How far the layer's own time goes on before the store is told again, ms. Below `CLOCK_STEP`. */
export const CLOCK_GRAIN = 1_000;
