import {
  decodeRlp,
  encodeRlp,
  type RlpInput,
  type RlpItem,
  rlpBigint,
  rlpBytes,
  rlpListItems,
  uintToRlp,
} from '@status/base/rlp';
import type { Dialect } from '@status/whisper';
import { shh6, WhisperError } from '@status/whisper';
import { encodeMessagesResponse, encodePowRequirement, type Status } from '@status/whisper/wire';

/** Packet code by which a peer changes its settings (6/WAKU1). */
const STATUS_UPDATE = 22;

/** What goes with every envelope that is not taken. */
export const REFUSAL_CODE = 21n;

/**
 * Enough of Waku v1 to relay: a status is a list of options, changes of settings share one packet, refusals have another code.
 * Limits and topic interest are left out. It stands here to show that a relay knows nothing of Whisper's packets.
 */
export const waku1: Dialect = {
  ...shh6,
  name: 'waku',
  version: 1,
  writeStatus: ({ minPow, bloom, light, confirmations }) => ({
    code: 0,
    payload: encodeRlp(
      options({ minPow, ...(bloom && { bloom }) }, [
        [uintToRlp(2), uintToRlp(light ? 1 : 0)],
        [uintToRlp(3), uintToRlp(confirmations ? 1 : 0)],
      ]),
    ),
  }),
  readStatus({ code, payload }) {
    if (code !== 0) throw new WhisperError('WHISPER_HANDSHAKE', 'the first packet is not a status');
    return { minPow: 0.001, light: false, confirmations: false, ...settings(decodeRlp(payload)) };
  },
  writeMinPow: (minPow) => ({ code: STATUS_UPDATE, payload: encodeRlp(options({ minPow })) }),
  writeBloom: (bloom) => ({ code: STATUS_UPDATE, payload: encodeRlp(options({ bloom })) }),
  writeAnswer(batchHash, refused) {
    const errors = refused.map((envelope) => ({ ...envelope, code: REFUSAL_CODE }));
    const [response, acknowledgement] = shh6.writeAnswer(batchHash, []);
    return [{ ...response!, payload: encodeMessagesResponse({ batchHash, errors }) }, acknowledgement!];
  },
  read(packet) {
    if (packet.code !== STATUS_UPDATE) return shh6.read(packet);
    return { kind: 'interest', change: settings(decodeRlp(packet.payload)) };
  },
};

type Settings = Partial<Pick<Status, 'minPow' | 'bloom' | 'light' | 'confirmations'>>;

function options({ minPow, bloom }: Settings, others: RlpInput[] = []): RlpInput {
  return [
    ...(minPow === undefined ? [] : [[uintToRlp(0), rlpBytes(decodeRlp(encodePowRequirement(minPow)))]]),
    ...(bloom === undefined ? [] : [[uintToRlp(1), bloom]]),
    ...others,
  ];
}

function settings(list: RlpItem): Settings {
  let read: Settings = {};
  for (const pair of rlpListItems(list)) {
    const [key, value] = rlpListItems(pair) as [RlpItem, RlpItem];
    const number = Number(rlpBigint(key));
    if (number === 0) read = { ...read, minPow: doubleOf(rlpBigint(value)) };
    if (number === 1) read = { ...read, bloom: rlpBytes(value).slice() };
    if (number === 2) read = { ...read, light: rlpBigint(value) === 1n };
    if (number === 3) read = { ...read, confirmations: rlpBigint(value) === 1n };
  }
  return read;
}

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}
