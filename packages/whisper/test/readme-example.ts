import { systemEnvironment } from '@status/base';
import { createWhisper, symmetricKeyOf, topicOf } from '@status/whisper';

const whisper = createWhisper({ environment: systemEnvironment() });
// To meet others, run it on a host: host.register(whisper.subprotocol)

// Whoever knows the name of a public chat knows its topic and its key.
const topic = topicOf('lobby');
const key = { kind: 'symmetric', key: symmetricKeyOf('lobby') } as const;

export const heard: Promise<string> = new Promise((resolve) => {
  whisper.subscribe({ key, topics: [topic] }, ({ payload }) => resolve(new TextDecoder().decode(payload)));
});
await whisper.post({ topic, to: key, payload: new TextEncoder().encode('Hello, lobby'), ttl: 15 });

export const carried: number = [...whisper.envelopes()].length;
await heard;
await whisper.stop();
