/** The handshake version that is sent; whatever a peer says is accepted (EIP-8). */
export const HANDSHAKE_VERSION = 4;

/** Bytes of a handshake nonce (RLPx, "Initial Handshake"). */
export const HANDSHAKE_NONCE_LENGTH = 32;

/** Bytes of the big-endian size before an EIP-8 handshake packet; it does not count itself. */
export const SIZE_PREFIX_LENGTH = 2;

/** The most bytes after the size prefix of a handshake packet (go-ethereum #30029). */
export const MAX_HANDSHAKE_LENGTH = 2048;

/** Bytes of an auth packet before EIP-8, and the least that the size prefix of one may say (go-ethereum 1.9, `readHandshakeMsg`). */
export const LEGACY_AUTH_LENGTH = 307;

/** Bytes of an ack packet before EIP-8, and the least that the size prefix of one may say (go-ethereum 1.9, `readHandshakeMsg`). */
export const LEGACY_ACK_LENGTH = 210;

/** The fewest bytes of padding in an EIP-8 packet: enough to be longer than any packet from before it (EIP-8). */
export const MIN_HANDSHAKE_PADDING = 100;

/** The most bytes of padding in an EIP-8 packet. */
export const MAX_HANDSHAKE_PADDING = 299;

/** Bytes of a frame's header (RLPx, "Framing"). */
export const FRAME_HEADER_LENGTH = 16;

/** Bytes of each of a frame's two MACs (RLPx, "Framing"). */
export const FRAME_MAC_LENGTH = 16;

/** Bytes of the block that a frame's body is padded to (RLPx, "Framing"). */
export const FRAME_BLOCK_LENGTH = 16;

/** The greatest frame, code and payload together, in bytes: the header has 24 bits for it. */
export const MAX_FRAME_LENGTH = 0xff_ff_ff;

/** The greatest payload before compression, in bytes (EIP-706). */
export const MAX_MESSAGE_LENGTH = 0xff_ff_ff;

/** The greatest Hello, in bytes (go-ethereum `baseProtocolMaxMsgSize`); no other frame is read before it. */
export const MAX_HELLO_LENGTH = 2048;

/** Bytes that a message code may take in front of a payload, with room to spare: a 32-bit integer takes five. */
export const MAX_CODE_LENGTH = 8;

/** The version of the base protocol that is announced (EIP-706). */
export const P2P_VERSION = 5;

/** The least version of both sides at which messages are compressed (EIP-706). */
export const SNAPPY_VERSION = 5;

/** Message codes of the base protocol; those up to 15 that are missing here are ignored (RLPx, "p2p Capability"). */
export const BASE_CODES = { hello: 0x00, disconnect: 0x01, ping: 0x02, pong: 0x03 } as const;

/** Message codes that the base protocol keeps; capabilities begin behind them (RLPx, "Message ID-based Multiplexing"). */
export const BASE_PROTOCOL_LENGTH = 16;

/** The longest name of a capability, in ASCII characters (RLPx, "Hello"). */
export const MAX_CAPABILITY_NAME_LENGTH = 8;

/** Milliseconds for a stream to open (go-ethereum `defaultDialTimeout`). */
export const DIAL_TIMEOUT = 15_000;

/** Milliseconds for handshake and Hello together (go-ethereum `handshakeTimeout`). */
export const HANDSHAKE_TIMEOUT = 5_000;

/** Milliseconds between our pings (go-ethereum `pingInterval`). */
export const PING_INTERVAL = 15_000;

/** Milliseconds from one whole message of a peer to the next (go-ethereum `frameReadTimeout`). */
export const READ_TIMEOUT = 30_000;

/** Milliseconds that a silent peer has to answer before another connection of the same node takes its place. No figure of the reference. */
export const ANSWER_TIMEOUT = 1_000;

/** Milliseconds in which a write must make progress (go-ethereum `frameWriteTimeout`). */
export const WRITE_TIMEOUT = 20_000;

/** Milliseconds that a peer has to close after a Disconnect (RLPx, "Disconnect"). */
export const LINGER_TIMEOUT = 2_000;

/** Peers that a host has at most before it turns away inbound ones (status-go's default). */
export const DEFAULT_MAX_PEERS = 25;

/** Inbound streams that are in handshake or Hello at one time (go-ethereum `defaultMaxPendingPeers`). */
export const DEFAULT_MAX_PENDING = 50;

/** Milliseconds of work for one peer after which others get a turn, however much of it has arrived already. */
export const READ_SLICE = 10;

/** Bytes of packets that wait in one session before the host stops reading from the peer. */
export const DEFAULT_INBOUND_BUFFER: number = 2 * 1024 * 1024;

/** Bytes that a waiting packet counts for beside its payload. */
export const PACKET_OVERHEAD = 64;

/** Milliseconds of the first pause before dialling again, at most: each pause is drawn between its half and its whole. */
export const RETRY_FIRST = 500;

/** Milliseconds that the pause before dialling again grows to. */
export const RETRY_LONGEST = 30_000;

/** Milliseconds of the first pause for a peer that has said it is full. */
export const RETRY_CROWDED_FIRST = 10_000;

/** Milliseconds that the pause for a peer that has said it is full grows to. */
export const RETRY_CROWDED_LONGEST = 120_000;

/** Milliseconds after which a connection has lasted, so that the next pause is a first one again. */
export const LASTING_CONNECTION = 10_000;

/** What a host calls itself unless told. It says nothing about machine and platform. */
export const DEFAULT_CLIENT = 'status-protocol/v0';

/** Bytes of a datagram at most: what a packet of IPv4 has room for behind the headers (RFC 791, RFC 768). Discovery keeps to 1280 by itself. */
export const MAX_DATAGRAM_LENGTH = 65_507;

/** Bytes that wait in a socket of messages, such as a WebSocket, before a writer has to wait. */
export const MESSAGE_HIGH_WATER: number = 256 * 1024;

/** Milliseconds between two looks at what still waits in a socket of messages, which tells nobody when it has room again. */
export const MESSAGE_POLL = 10;

/** Bytes of one message at most, so that whoever listens may set a small bound. */
export const MAX_MESSAGE_PORTION: number = 64 * 1024;

/** Bytes that have come as messages and wait for their reader before the stream breaks: the greatest frame. */
export const DEFAULT_MESSAGE_BUFFER: number = 16 * 1024 * 1024;

/** Of so many peers one may come from a source: a third of the places, so that whoever dials us finds room (go-ethereum `defaultDialRatio`). */
export const DIAL_RATIO = 3;

/** Milliseconds in which a candidate that was dialled is not dialled again (go-ethereum `dialHistoryExpiration`). */
export const CANDIDATE_REST = 35_000;

/** Milliseconds between a candidate that came to nothing and the next one. */
export const CANDIDATE_PAUSE = 500;

/** Milliseconds between a candidate that was passed over and the next one, so that a source that repeats itself costs little. */
export const CANDIDATE_SKIP = 100;

/** The first of the ports that a network in memory gives out, where 0 is asked for and to those who dial (RFC 6335 §6). */
export const FIRST_DYNAMIC_PORT = 49_152;
