import { existsSync, readdirSync } from 'node:fs';

const transform = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  },
];

/** Every workspace folder with tests is one Jest project; tests read the neighbours' sources, so they need no build. */
const projects = ['packages', 'apps', 'tooling'].flatMap((room) =>
  readdirSync(new URL(room, import.meta.url))
    .filter((name) => existsSync(new URL(`${room}/${name}/test`, import.meta.url)))
    .map((name) => ({
      displayName: name,
      rootDir: `${room}/${name}`,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testEnvironment: 'node',
      testEnvironmentOptions: { customExportConditions: ['@status/source', 'node', 'node-addons'] },
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '\\.ts$': transform },
    })),
);

export default {
  projects,
  // Ends what hangs; what is only slow, on a machine with much else to do, may go on.
  testTimeout: 120_000,
  maxWorkers: '100%',
  collectCoverageFrom: ['packages/*/src/**/*.ts', '!**/generated/**'],
};
