import { describe, test } from '@jest/globals';
import { dataCompliance } from '../src/index.ts';
import { createJsonData, unsignedJson } from '../src/json-data.ts';

describe('messages in JSON', () => {
  const cases = dataCompliance(async () => ({ layer: createJsonData(), unsigned: unsignedJson }), { unsigned: true });
  for (const { name, run } of cases) test(name, run);
});
