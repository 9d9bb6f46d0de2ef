// The law of the layers: who may import whom as rules of dependency-cruiser, and what imports do not show as names of rules that have a checker of
// their own. `check.mjs` enforces it, `test/law.test.ts` sees every rule fail.
//
// Who may import whom, by folder of packages/. What is not listed here is forbidden; a package may always import itself.
const LAYER = ['interfaces', 'base', 'crypto'];
const EVERYBODY = [
  ...['interfaces', 'base', 'crypto', 'store', 'message-encryption'],
  ...['devp2p', 'whisper', 'ratchet', 'plain', 'mvds', 'payload', 'identity', 'messenger'],
];
const MAY_IMPORT = {
  interfaces: [],
  base: ['interfaces'],
  crypto: ['interfaces', 'base'],
  store: LAYER,
  testing: LAYER,
  // What an envelope protects, for every transport that carries such envelopes.
  'message-encryption': LAYER,
  // The layers proper: none of them knows that another one exists, not by a type, not in a test.
  devp2p: LAYER,
  whisper: [...LAYER, 'message-encryption'],
  ratchet: LAYER,
  plain: LAYER,
  mvds: LAYER,
  payload: LAYER,
  identity: LAYER,
  // Composes layers that are handed in. Where they meet for real is in its tests.
  messenger: LAYER,
  // The one package that knows them all: what a user imports who takes the layers as they are.
  stack: EVERYBODY,
};
const PACKAGES = Object.keys(MAY_IMPORT);

/** The only source files of packages that may use what only Node has: drivers with a sub-path of their own, and parts of such. */
export const NODE_DRIVERS = [
  'packages/devp2p/src/tcp.ts',
  'packages/devp2p/src/udp.ts',
  'packages/store/src/level.ts',
  'packages/store/src/sqlite.ts',
  'packages/store/src/file-lock.ts',
  'packages/store/src/folder.ts',
  'packages/crypto/src/engine-node.ts',
  'packages/stack/src/node.ts',
];

/**
 * Who may look at a real clock, arm a real timer or roll real dice, and why. Everybody else is handed an `Environment`, so that a thousand nodes
 * run under virtual time and a test decides every nonce.
 */
export const OUTSIDE_WORLD = {
  'packages/base/src/environment.ts': 'it is what everybody else is handed',
  'packages/testing/src/compliance/case.ts': 'a case that hangs must end, whatever clock its subject lives by',
  'packages/testing/src/virtual-clock.ts':
    'virtual time stands still while real work is under way, so it waits for the event loop',
};

/** Numbers and texts that an index may export although they are written like limits, and why. */
export const PUBLIC_VALUES = {
  VIRTUAL_START: 'a moment that tests compare times with',
  DIRECT_SERVER: 'a name, which tests find among the servers of the past',
  SLOW_MIX: 'a name, which tests find in events',
};

/** Lines that a source file may have: what is longer holds more than one noun of the field. */
export const ROOM_LINES = 400;

/** The source files that may be longer, and why. */
export const LONG_ROOMS = {
  'packages/devp2p/src/handshake.ts':
    'two messages, each in the form of EIP-8 and the one before, which only make sense side by side',
};

/** Workspace code: everything of this repository that is imported by anything. */
const WORKSPACE = '^(packages|apps|tooling)/';

const oneOf = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;

/** What tests of a package may import: what its sources may, and the testing package. The messenger's are where the layers meet. */
const testsMayImport = (name) => {
  // These two are what the testing package itself stands on.
  if (name === 'interfaces' || name === 'base') return MAY_IMPORT[name];
  // Not the stack, which is made of messengers.
  return name === 'messenger' ? [...EVERYBODY, 'testing'] : [...MAY_IMPORT[name], 'testing'];
};

/** Two rules for each package: its sources keep to the list above, the rest of it (tests) to the longer one. */
const layers = PACKAGES.flatMap((name) => {
  const allowed = [name, ...MAY_IMPORT[name]];
  const inTests = [name, ...testsMayImport(name)];
  return [
    {
      name: `layer:${name}`,
      comment: `sources of ${name} import only ${MAY_IMPORT[name].join(', ') || 'nothing'}`,
      from: { path: `^packages/${name}/src/` },
      to: { path: WORKSPACE, pathNot: `^packages/${oneOf(allowed)}/` },
    },
    {
      name: `layer:${name}:tests`,
      comment: `tests of ${name} import only ${inTests.filter((other) => other !== name).join(', ') || 'nothing'}`,
      from: { path: `^packages/${name}/`, pathNot: `^packages/${name}/src/` },
      to: { path: `${WORKSPACE}[^/]+/`, pathNot: `^packages/${oneOf(inTests)}/|^tooling/scripts/` },
    },
  ];
});

export const forbidden = [
  ...layers,
  {
    name: 'known-package',
    comment: 'a folder of packages/ that the law does not name has no rights; give it a line in rules.mjs',
    from: { path: '^packages/', pathNot: `^packages/${oneOf(PACKAGES)}/` },
    to: {},
  },
  {
    name: 'interfaces-alone',
    comment: 'the seams depend on nothing at all',
    from: { path: '^packages/interfaces/src/' },
    to: { pathNot: '^packages/interfaces/src/' },
  },
  {
    name: 'base-dependencies',
    comment: 'from outside the workspace the base takes an RLP codec and the protobuf runtime, no more',
    from: { path: '^packages/base/src/' },
    to: { path: 'node_modules/', pathNot: 'node_modules/(@ethereumjs/rlp|rlp|protobufjs)/' },
  },
  {
    name: 'browser-safe',
    comment: 'sources of packages run in a browser; what needs Node is a driver, named in rules.mjs',
    from: { path: '^packages/[^/]+/src/', pathNot: `^${oneOf(NODE_DRIVERS)}$` },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'drivers-apart',
    comment: 'a driver is reached by a sub-path of its own, so that nobody loads it who does not need it',
    from: { path: '^packages/[^/]+/src/', pathNot: `^${oneOf(NODE_DRIVERS)}$` },
    to: { path: `^${oneOf(NODE_DRIVERS)}$` },
  },
  {
    name: 'by-name',
    comment: 'packages are imported by name, so that their exports and manifests are heeded',
    from: { path: '^(packages|apps|tooling)/([^/]+)/' },
    to: { path: '^packages/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-cycles',
    comment: 'no file depends on itself through others',
    from: { path: WORKSPACE },
    to: { circular: true },
  },
  {
    name: 'listed',
    comment: 'what sources import is a dependency in the nearest package.json, not a development one',
    from: { path: '^(packages|apps|tooling)/[^/]+/src/' },
    to: {
      dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
      dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
    },
  },
  {
    name: 'resolved',
    comment: 'every import leads somewhere',
    // The declarations of generated protobuf code name a package that only the protobuf runtime itself depends on.
    from: { path: WORKSPACE, pathNot: '/src/generated/[^/]+\\.d\\.ts$' },
    to: { couldNotResolve: true },
  },
].map((rule) => ({ severity: 'error', ...rule }));

/** What imports do not show. Each has a file here that checks it. */
export const beyondImports = [
  {
    name: 'environment',
    comment:
      'time, timers and chance come from the Environment that is handed in; who may reach past it is named in rules.mjs',
  },
  {
    name: 'surface',
    comment:
      "a package's index gives factories, types and errors; its limits have the sub-path /constants, so that changing one breaks nobody",
  },
  {
    name: 'room-size',
    comment: `a source file has at most ${ROOM_LINES} lines; what must be longer is named in rules.mjs with its reason`,
  },
  {
    name: 'no-room-circles',
    comment:
      'of two packages one stands on the other, tests included: what is built first must not wait for what is built on it',
  },
];

export const options = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)((dist|coverage|\\.turbo)/|\\.readme-example)' },
  // Types count: an import that vanishes when compiled is still knowledge of another layer.
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['@status/source', 'import', 'types', 'node', 'default'],
    mainFields: ['module', 'main', 'types'],
    extensions: ['.ts', '.js', '.mjs', '.d.ts', '.cjs', '.json'],
  },
};
