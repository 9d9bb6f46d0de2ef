import { systemEnvironment } from '@status/base';
import { createWhisper, symmetricKeyOf, topicOf } from '@status/whisper';

const whisper = createWhisper({ environment: systemEnvironment() });
// To meet others, run it on a host: host.register(whisper.subprotocol)

// Whoever knows the name of a public chat knows its topic and its key.
const topic = topicOf('lobby');
const key = { kind: 'symmetric', key: symmetricKeyOf('lobby') } as const;

const heard = new Promise<string>((resolve) => {
  whisper.subscribe({ key, topics: [topic] }, ({ payload }) => resolve(new TextDecoder().decode(payload)));
});
await whisper.post({ topic, to: key, payload: new TextEncoder().encode('Hello, lobby'), ttl: 15 });

console.log(await heard); // → Hello, lobby
console.log([...whisper.envelopes()].length); // → 1
await whisper.stop();

export {};
