import { installFastestEngine } from '@status/crypto/engine-node';
import { misbehavingDevices, misbehavingSecurityLayers, securityCompliance } from '../src/index.ts';
import { catches } from './catches.ts';

await installFastestEngine();

catches(
  'security',
  {
    kind: 'makes boxes',
    variants: misbehavingSecurityLayers,
    suite: (setup) => securityCompliance(setup, { recognises: true, remembers: true }),
  },
  {
    kind: 'has devices',
    variants: misbehavingDevices,
    suite: (setup) => securityCompliance(setup, { recognises: true, devices: true }),
  },
);
