import { displayName } from '@status/payload';
import { dataDirOf, openNodeKey } from './account.ts';
import { endOfInput, stopped } from './lifecycle.ts';
import { environmentOf, openRelay } from './node.ts';
import type { RelayOptions } from './options.ts';
import { printJson } from './output.ts';
import { clockEvent, differenceText, LASTING_MS, PeerTime } from './peer-time.ts';

/** `status relay`: passes on what others send, and can read none of it. */
export async function relay(options: RelayOptions): Promise<void> {
  const environment = environmentOf(options);
  // Strangers connect here and may write any time into an envelope.
  const peerTime = new PeerTime(environment.clock, LASTING_MS);
  const network = openRelay({
    ...options,
    environment,
    reader: peerTime.reader,
    nodeKey: options.nodeKey ?? openNodeKey(dataDirOf('relay', options.dataDir)),
  });
  const say = (event: Readonly<Record<string, unknown>>, text: string): void => {
    if (options.json) printJson(event);
    else process.stdout.write(`${text}\n`);
  };
  const { host } = network;
  const told = (state: 'connected' | 'disconnected') => (peer: { address: string; client: string }) =>
    say(
      { event: 'peer', enode: peer.address, state, name: peer.client },
      `${state} ${displayName(peer.client)} ${peer.address}`,
    );
  host.on('connected', told('connected'));
  host.on('disconnected', ({ peer }) => told('disconnected')(peer));
  peerTime.watch(network.whisper, (difference) => {
    const text = differenceText(difference);
    say(clockEvent(difference), `${text[0]!.toUpperCase()}${text.slice(1)}.`);
  });
  await network.start();
  say(
    { event: 'ready', enode: host.addresses[0], pid: process.pid },
    `Relaying at ${host.addresses[0]}\nGive this address to clients as --peer. Ctrl-C stops.`,
  );
  for (const enode of options.peer ?? []) network.maintain(enode);
  await Promise.race([stopped, endOfInput()]);
  await network.stop();
}
