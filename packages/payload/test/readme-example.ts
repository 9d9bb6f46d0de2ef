import { createPayload, displayText } from '@status/payload';

const payload = createPayload();
const privateKey = new Uint8Array(32).fill(7); // generatePrivateKey(random) of @status/crypto
const now = Date.now();

// Send: take the next clock of the conversation, check, sign.
const { clock, timestamp } = payload.nextClock(0n, now);
const message = {
  kind: 'chat',
  chat: {
    clock,
    timestamp,
    text: 'Hello, Status',
    responseTo: '',
    ensName: '',
    chatId: 'status',
    messageType: 2, // public
    contentType: 1, // text
  },
} as const;
const issue = payload.validate(message, { sentAt: now });
if (issue !== undefined) throw new Error(`${issue.field}: ${issue.reason}`);
const { id, bytes } = payload.wrap(message, privateKey);

// Receive: who wrote it, and does it make sense? Without a signature, the author is whom the layer below names.
const senderOfCarrier = new Uint8Array(65);
const received = payload.unwrap(bytes, senderOfCarrier);
export let shown = '';
if (received.ok && received.message.kind === 'chat') {
  if (payload.validate(received.message, { sentAt: now }) === undefined) {
    shown = displayText(received.message.chat.text);
  }
}

export { id, received };
