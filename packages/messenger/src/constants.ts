/** PBKDF2 rounds from a conversation's name to its key: 65 356, not 65 536 (status-go `AddSymKeyFromPassword`). */
export const NAME_KEY_ITERATIONS = 65_356;

/** Bytes of a symmetric conversation key. */
export const NAME_KEY_LENGTH = 32;

/** Bytes of a topic: the head of a Keccak-256 digest (status-go `ToTopic`). */
export const TOPIC_LENGTH = 4;

/** Crowds into which identities are sorted for first contact (status-go `nPartitions`). */
export const PARTITIONS = 5000n;

/** How long after an envelope's end, and the latency of its transport, that may still say what became of it, ms; then nobody waits any more. */
export const ENVELOPE_GRACE_MS = 5_000;

/** How often a message without data sync is posted before it is given up (status-react `max-message-delivery-attempts`). */
export const POST_ATTEMPTS = 6;

/** Pause after a post that the transport refused, ms; on a slow transport its usual latency, if that is longer. */
export const POST_RETRY_MS = 15_000;

/** Pause before work for data sync is gathered into packets, ms: what comes in bursts shares an envelope. */
export const SYNC_GATHER_MS = 100;

/** Age at which our keys are published again on the contact-code topic, ms (status-go `publishInterval`, 6 h). */
export const ADVERTISE_INTERVAL_MS = 21_600_000;

/** Longest random delay before publishing them, ms, so that a start is not told to the second. */
export const ADVERTISE_JITTER_MS = 1_500;

/** Pause before they are published again if that failed, ms. */
export const ADVERTISE_RETRY_MS = 60_000;

/** Attempts to store one inbound message while the disk refuses. */
export const STORE_ATTEMPTS = 5;

/** Pause between them, ms. */
export const STORE_RETRY_MS = 1_000;

/** Messages that one page of history holds unless asked otherwise. */
export const HISTORY_PAGE = 50;

/** Messages that one page of history holds at most. */
export const HISTORY_PAGE_MAX = 1_000;

/**
 * How far ahead of our own time we follow the clocks of others, ms. Peers refuse what is more than 120 000 ahead of the time of
 * sending, which an envelope tells in whole seconds.
 */
export const CLOCK_LEAD_MAX = 110_000;

/** How many of our own clocks may follow that bound while others are ahead of it: below what peers still take, with a second for whole seconds. */
export const OWN_CLOCKS_MAX = 9_000n;

/** Longest name of a public chat, in characters. */
export const CHAT_NAME_MAX = 100;

/** Own envelopes remembered to recognise them when they come back. */
export const OWN_ENVELOPES_MAX = 10_000;

/** Pause after a round of data sync that failed, ms. */
export const ROUND_RETRY_MS = 5_000;

/** Pause before a subscription that nobody serves is asked for again, ms; on a slow transport its usual latency, if that is longer. */
export const SUBSCRIBE_RETRY_MS = 5_000;

/** Longest id of a group, in characters: the reference's are a UUID and a key, 169. */
export const GROUP_ID_MAX = 200;

/** Bytes that data sync may put around one message. */
export const SYNC_OVERHEAD = 256;

/** How often a reply of the security layer is posted before it is given up. */
export const REPLY_ATTEMPTS = 6;

/** Of the packets for a peer that acknowledges none every so many-th goes where it listens for first contact, whatever was agreed on. */
export const FIRST_CONTACT_EVERY = 3;
