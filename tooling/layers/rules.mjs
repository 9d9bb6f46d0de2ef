// The law of the layers, as rules of dependency-cruiser. `check.mjs` enforces it, `test/law.test.ts` sees every rule fail.
//
// Who may import whom, by folder of packages/. What is not listed here is forbidden; a package may always import itself.
const LAYER = ['interfaces', 'base', 'crypto'];
const MAY_IMPORT = {
  interfaces: [],
  base: ['interfaces'],
  crypto: ['interfaces', 'base'],
  store: ['interfaces', 'base'],
  testing: LAYER,
  // The layers proper: none of them knows that another one exists, not by a type, not in a test.
  devp2p: LAYER,
  whisper: LAYER,
  ratchet: LAYER,
  mvds: LAYER,
  payload: LAYER,
  identity: LAYER,
  // Composes layers that are handed in. Where they meet for real is in its tests.
  messenger: LAYER,
};
const PACKAGES = Object.keys(MAY_IMPORT);

/** The only source files of packages that may use what only Node has: drivers with a sub-path of their own. */
const NODE_DRIVERS = [
  'packages/devp2p/src/tcp.ts',
  'packages/store/src/level.ts',
  'packages/crypto/src/engine-node.ts',
];

/** Workspace code: everything of this repository that is imported by anything. */
const WORKSPACE = '^(packages|apps|tooling)/';

const oneOf = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;

/** Two rules for each package: its sources keep to the list above; the rest of it (tests) may use the testing package too. */
const layers = PACKAGES.flatMap((name) => {
  const allowed = [name, ...MAY_IMPORT[name]];
  const inTests =
    name === 'messenger' ? PACKAGES : [...allowed, ...(name === 'interfaces' || name === 'base' ? [] : ['testing'])];
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
