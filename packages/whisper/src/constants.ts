/** Name of the capability (EIP-627). */
export const PROTOCOL_NAME = 'shh';

/** Version of the capability and of the status packet (EIP-627). */
export const PROTOCOL_VERSION = 6;

/** Number of packet codes (EIP-627). */
export const PROTOCOL_LENGTH = 128;

/** Bytes of a topic (EIP-627). */
export const TOPIC_LENGTH = 4;

/** Bytes of a bloom filter, 512 bits (EIP-627). */
export const BLOOM_LENGTH = 64;

/** Bytes of an envelope's hash and of a batch hash (Keccak-256). */
export const HASH_LENGTH = 32;

/** Iterations of PBKDF2 from a password to a symmetric key; not 65,536 (go-ethereum `AddSymKeyFromPassword`). */
export const PASSWORD_ITERATIONS = 65_356;

/** What an envelope counts for besides its data, bytes (go-ethereum `EnvelopeHeaderLength`). */
export const ENVELOPE_OVERHEAD = 20;

/** Bytes of RLP that can surround the data of an envelope that is alone in a packet: two list headers, four fields, a data header. */
export const ENVELOPE_FRAMING = 36;

/** Default limit on a packet and on an envelope, bytes (go-ethereum `DefaultMaxMessageSize`). */
export const MAX_MESSAGE_SIZE: number = 2 ** 20;

/** The most that the limit may be set to, bytes (go-ethereum `MaxMessageSize`). */
export const MAX_MESSAGE_SIZE_CEILING: number = 10 * 2 ** 20;

/** Envelopes read from one packet at most, in packets of up to 1 MiB. Sealed ones of 300 bytes and more fit 3,500 times into that. */
export const MAX_ENVELOPES_PER_PACKET = 16_384;

/** In longer packets there may be one more for so many bytes. The refusal of one is no longer, so that an answer is no longer than its packet. */
export const LEAST_ENVELOPE_SHARE = 64;

/** How far ahead an envelope's sending time may be, s; and for how long old settings are tolerated (go-ethereum `DefaultSyncAllowance`). */
export const SYNC_ALLOWANCE = 10;

/** For how long an expired envelope is dropped without complaint, s (go-ethereum: twice `DefaultSyncAllowance`). */
export const EXPIRED_ALLOWANCE = 20;

/** How much later than it must the pool is swept at most, ms; each node draws a part of it (go-ethereum `expirationCycle`). */
export const EXPIRY_CYCLE = 1_000;

/** Longest pause between two sweeps while the pool holds something, ms: a wall clock that was set forward is noticed after it. */
export const MAX_SWEEP_PAUSE = 10_000;

/** Least time between two broadcasts to a peer, ms (go-ethereum `transmissionCycle`). */
export const BROADCAST_CYCLE = 300;

/** A broadcast packet is closed before it grows beyond this, bytes: a quarter of what peers accept, unless they were told to take less. */
export const BROADCAST_PACKET_SIZE: number = 256 * 1024;

/** The least that packets of several envelopes shrink to for a peer that broke off over larger ones, bytes. */
export const MIN_BROADCAST_PACKET_SIZE = 1_024;

/** The least that they shrink to where a connection was lost while one was on its way, bytes: that may have been its length, or nothing of the kind. */
export const CAREFUL_PACKET_SIZE: number = 32 * 1024;

/** Bytes of RLP around the envelopes of a packet. */
export const MESSAGES_FRAMING = 4;

/** Peers of which it is remembered how large packets may be. */
export const MAX_REMEMBERED_PEERS = 1_024;

/** A peer that breaks off so soon after a packet was written may do so because of it, ms. */
export const IN_DOUBT_TIME = 10_000;

/** Packets of which that is remembered. */
export const MAX_IN_DOUBT = 1_024;

/** For how long a peer is still listened to when nothing can be written to it any more, ms: it may say why. Longer than hosts wait for that. */
export const LAST_WORDS_TIME = 3_000;

/** Pooled envelopes looked at per broadcast while a peer catches up with the pool. */
export const SCAN_BUDGET = 10_000;

/** Envelopes queued for a peer between two broadcasts; when there are more, the peer is served from the pool instead. */
export const MAX_FRESH_ENVELOPES = 4_096;

/** Bytes that may wait to be written to a peer; who leaves more unread is let go. */
export const MAX_UNWRITTEN: number = 4 * 2 ** 20;

/** Batches per peer whose acknowledgement is waited for, of the largest packets, more of smaller ones; the oldest is forgotten first. */
export const MAX_PENDING_BATCHES = 256;

/** Characters of a peer's reason that are passed on. */
export const MAX_REASON_LENGTH = 200;

/** Time for the peer's status packet to arrive, ms. */
export const HANDSHAKE_TIMEOUT = 10_000;

/** Envelopes against our announced settings that a peer may send at once before it is disconnected. */
export const ABUSE_BUDGET = 100;

/** How fast that budget comes back, envelopes per s. */
export const ABUSE_RECOVERY = 1;

/** Envelopes of one packet that are handled before other work gets a turn. */
export const RECEIVE_SLICE = 128;

/** Time after which handling packets gives other work a turn, ms. */
export const RECEIVE_SLICE_TIME = 20;

/** Messages that wait for a subscription's handler before peers are made to wait (go-ethereum `messageQueueLimit`). */
export const SUBSCRIPTION_QUEUE = 1_024;

/** Default of the least proof of work that is accepted (Status whisper usage specification). */
export const MIN_POW = 0.002;

/** Default proof of work of own envelopes (status-go `message_processor.go`). */
export const POW_TARGET = 0.002;

/** Default proof of work of own envelopes with a large payload (status-go `message_processor.go`). */
export const LARGE_POW_TARGET = 0.000_002;

/** Payloads longer than this count as large, bytes (status-go `message_processor.go`). */
export const LARGE_PAYLOAD = 50_000;

/** Default limit on the search for a nonce, ms (status-go `message_processor.go`). */
export const WORK_TIME = 5_000;

/** Nonces tried at first before other work gets a turn. */
export const WORK_SLICE = 1_024;

/** Nonces tried at most before other work gets a turn. */
export const MAX_WORK_SLICE = 32_768;

/** A slice shorter than this, ms, lets the next be longer. */
export const WORK_SLICE_TIME = 8;

/** Default limit on the pool, bytes of envelopes. */
export const POOL_BYTES: number = 128 * 2 ** 20;

/** Default limit on the pool, envelopes. */
export const POOL_ENVELOPES = 100_000;

/** What an envelope usually takes end to end, ms: a few hops, each of which works in slices; no figure of the reference. */
export const TYPICAL_LATENCY = 1_000;

/** For how long an envelope is on its way unless its poster says otherwise, ms (status-go `whisperTTL`). */
export const LIFETIME = 15_000;

/** The greatest expiry that an envelope can say, Unix s: 32 bits. */
export const LAST_SECOND: number = 2 ** 32 - 1;

/** Decoded envelopes, and hashes of packets, that a shared reader remembers unless told otherwise. */
export const SHARED_READER_CAPACITY = 4_096;

/** Bytes of envelopes, and of packets, that a shared reader remembers at most (64 MiB). */
export const SHARED_READER_BYTES: number = 64 * 1024 * 1024;
