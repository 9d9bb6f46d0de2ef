import { test } from '@jest/globals';
import type { ApplicationMessage } from '@status/interfaces';
import { dataCompliance } from '@status/testing';
import { createPayload, decodeMetadataMessage, encodeMetadataMessage } from '../src/index.ts';
import { ALICE } from './fixtures.ts';

const layer = createPayload();

const unsigned = (message: ApplicationMessage): Uint8Array => {
  const { bytes } = layer.wrap(message, ALICE.privateKey);
  return encodeMetadataMessage({ ...decodeMetadataMessage(bytes), signature: new Uint8Array() });
};

for (const { name, run } of dataCompliance(async () => ({ layer, unsigned }), { unsigned: true })) test(name, run);
