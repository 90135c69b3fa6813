/** Which imports are allowed, as data, and the rules for dependency-cruiser that follow from it. */
import type { IForbiddenRuleType } from 'dependency-cruiser';

/** The packages below each package: those that it may import. */
export const packagesBelow: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  engine: ['protocol'],
  instrument: ['protocol', 'engine'],
  controller: ['protocol', 'engine'],
  cli: ['protocol', 'engine', 'instrument', 'controller'],
};

/**
 * What is in `packages/instrument/src`, from bottom to top: each may import what is above it in this list, not what is below. Framings,
 * dialects and transports know nothing of telemetry and governance; the guard knows what is in force; calls put all of it together.
 */
export const instrumentLayers: readonly string[] = [
  'platform',
  'model',
  'environment',
  'start-directory.ts',
  'config.ts',
  'version.ts',
  'diagnostics.ts',
  'health',
  'coverage.ts',
  'net',
  'framing',
  'dialects',
  'transports',
  'telemetry',
  'runs',
  'control',
  'governance',
  'guard',
  'calls',
  'frameworks',
  'exit.ts',
  'lazy-imports.ts',
  'runtime.ts',
  'preload.ts',
];

/** Folders of kinds: a member, which is a folder or a file in them, imports no other member of its kind. */
export const kindFolders: readonly string[] = [
  'packages/engine/src/actions',
  'packages/engine/src/detectors',
  'packages/instrument/src/transports',
  'packages/instrument/src/framing',
  'packages/instrument/src/dialects',
  'packages/instrument/src/frameworks',
  'packages/controller/src/ingest/conventions',
];

/** Modules of Node that do no I/O. The engine may import these and no others. */
const PURE_MODULES = ['crypto'];

/** Modules of Node that have no name without `node:`; dependency-cruiser has to be told. */
export const prefixedModules: readonly string[] = ['node:sqlite', 'node:test', 'node:test/reporters', 'node:sea'];

const TESTS = String.raw`\.test\.[cm]?[jt]s$|/testing/`;

const exactly = (path: string): string => `^${path.replaceAll('.', String.raw`\.`)}${path.endsWith('.ts') ? '$' : '/'}`;
const instrument = (name: string): string => exactly(`packages/instrument/src/${name}`);

const noCycle: IForbiddenRuleType = { name: 'no cycle of files', severity: 'error', from: {}, to: { circular: true } };

const packageDirections = Object.entries(packagesBelow).map(
  ([name, below]): IForbiddenRuleType => ({
    name: 'packages import packages below them',
    severity: 'error',
    from: { path: `^packages/${name}/` },
    to: { path: '^packages/', pathNot: `^packages/(${[name, ...below].join('|')})/` },
  }),
);

/** A name that is not below is not linked in `node_modules` of the package, and cannot be resolved. */
const packageNames = Object.entries(packagesBelow).map(
  ([name, below]): IForbiddenRuleType => ({
    name: 'packages import packages below them',
    severity: 'error',
    from: { path: `^packages/${name}/` },
    to: { path: '^(@airt/|airt$)', pathNot: `^@airt/(${[name, ...below].join('|')})(/|$)` },
  }),
);

const internals: IForbiddenRuleType = {
  name: 'packages are imported by their names',
  severity: 'error',
  from: { path: '^packages/([^/]+)/' },
  to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
};

const testFolder: IForbiddenRuleType = {
  name: 'packages do not import from test/',
  severity: 'error',
  from: { path: '^packages/' },
  to: { path: '^test/' },
};

const engineIsPure: IForbiddenRuleType = {
  name: 'the engine does no I/O',
  severity: 'error',
  from: { path: '^packages/engine/src/', pathNot: TESTS },
  to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${PURE_MODULES.join('|')})$` },
};

const runtimeIsTop: IForbiddenRuleType = {
  name: 'nothing imports the runtime but the preload',
  severity: 'error',
  from: { path: '^packages/', pathNot: `${TESTS}|${instrument('preload.ts')}` },
  to: { path: instrument('runtime.ts') },
};

const layerDirections = instrumentLayers.map(
  (name, index): IForbiddenRuleType => ({
    name: 'folders of the data plane import folders below them',
    severity: 'error',
    from: { path: instrument(name), pathNot: TESTS },
    to: {
      path:
        instrumentLayers
          .slice(index + 1)
          .map(instrument)
          .join('|') || '^$',
    },
  }),
);

const testCode: IForbiddenRuleType = {
  name: 'only tests import from testing/',
  severity: 'error',
  from: { pathNot: `${TESTS}|^test/` },
  to: { path: '/testing/' },
};

const membersApart = kindFolders.map(
  (folder): IForbiddenRuleType => ({
    name: 'members of a kind do not import each other',
    severity: 'error',
    from: { path: `^${folder}/([^/]+)/`, pathNot: TESTS },
    to: { path: `^${folder}/[^/]+/`, pathNot: `^${folder}/$1/` },
  }),
);

/** All rules. */
export const rules: readonly IForbiddenRuleType[] = [
  noCycle,
  ...packageDirections,
  ...packageNames,
  internals,
  testFolder,
  engineIsPure,
  runtimeIsTop,
  ...layerDirections,
  testCode,
  ...membersApart,
];
