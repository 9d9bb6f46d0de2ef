/** Longest text of a chat message, bytes of UTF-8 (reference: `maxChatMessageTextLength`). */
export const MAX_TEXT_LENGTH = 4096;

/** How far a clock may be ahead of the time at which the transport says the message was sent, ms (6/PAYLOADS, "Clock vs Timestamp"). */
export const MAX_CLOCK_AHEAD = 120_000;

/** Largest clock, timestamp or duration that is accepted, ms: above it a double is no longer exact, and above 2⁶³ the reference's database refuses the row. */
export const MAX_TIME: bigint = 2n ** 53n;

/** Largest clock that has a wire form (`uint64`). */
export const MAX_CLOCK: bigint = 2n ** 64n - 1n;

/** Largest image or recording, bytes: what one transport message can carry (Waku's default maximum). */
export const MAX_ATTACHMENT_LENGTH = 1_048_576;

/** Length of a signature `r ‖ s ‖ v`, bytes. */
export const SIGNATURE_LENGTH = 65;
