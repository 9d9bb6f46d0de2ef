import { test } from '@jest/globals';
import type { ApplicationMessage, DataLayer, MessageKind } from '@status/interfaces';
import { dataCompliance } from '@status/testing';
import { createPayload, payloadKinds } from '../src/index.ts';
import { decodeMetadataMessage, encodeMetadataMessage } from '../src/wire.ts';
import { ALICE } from './fixtures.ts';

const layer = createPayload();

const unsigned = (message: ApplicationMessage): Uint8Array => {
  const { bytes } = layer.wrap(message, ALICE.privateKey);
  return encodeMetadataMessage({ ...decodeMetadataMessage(bytes), signature: new Uint8Array() });
};

/** A number of a later version for each kind that the suite hands in. */
const withKinds = (kinds: readonly MessageKind[]): DataLayer =>
  createPayload({ kinds: [...payloadKinds, ...kinds.map((kind, i) => ({ ...kind, type: 1000 + i }))] });

for (const { name, run } of dataCompliance(async () => ({ layer, withKinds, unsigned }), { unsigned: true })) {
  test(name, run);
}
