/**
 * Bundles the data plane into CommonJS files without any dependency: preload.cjs, which every Node can parse; runtime.cjs, which it
 * loads; platform.cjs, what the others use of the platform as it is when the preload runs; lazy-imports.cjs, read with the first model call;
 * governance.cjs, read where policies or a controller are named. That keeps the preload fast and the application's own dependency tree untouched. The licences of what is bundled go into THIRD_PARTY_NOTICES.txt.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(here, 'dist');
const version = (JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { version: string }).version;
rmSync(dist, { recursive: true, force: true });

const common: BuildOptions = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  conditions: ['airt-source'],
  minifySyntax: true,
  minifyWhitespace: true,
  define: { AIRT_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};

/** Files of their own: what is behind an `import()` of the source becomes a `require()` of another file, read only when it is reached. */
const LAZY_FILES: Record<string, string> = { './lazy-imports.ts': './lazy-imports.cjs', './governance/governance.ts': './governance.cjs' };
/** A module of it in any of the bundles is the one that the preload has loaded. */
const PLATFORM_MODULE = /\/(fetch|globals|http|process|values)\.ts$/;
const PLATFORM_FOLDER = join(here, 'src/platform');
const asFiles: Plugin = {
  name: 'files',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind === 'dynamic-import' && LAZY_FILES[path]) return { path: LAZY_FILES[path], external: true };
      if (PLATFORM_MODULE.test(path) && dirname(join(resolveDir, path)) === PLATFORM_FOLDER)
        return { path: './platform.cjs', external: true };
      return undefined;
    }),
};
await build({ ...common, entryPoints: ['src/preload.ts'], outfile: 'dist/preload.cjs', target: 'node16', external: ['./runtime.cjs'] });
await build({ ...common, entryPoints: ['src/platform/index.ts'], outfile: 'dist/platform.cjs', target: 'node22' });
const { metafile } = await build({
  ...common,
  entryPoints: { runtime: 'src/runtime.ts', 'lazy-imports': 'src/lazy-imports.ts', governance: 'src/governance/governance.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  target: 'node22',
  supported: { 'dynamic-import': false },
  inject: ['src/platform/injected.ts'],
  plugins: [asFiles],
  metafile: true,
});
if (!metafile) throw new Error('esbuild gave no metafile');
writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), notices(metafile));
writeFileSync(join(dist, 'preload.d.cts'), 'export {};\n');
for (const file of ['preload', 'platform', 'runtime', 'lazy-imports', 'governance'])
  execFileSync(process.execPath, ['--check', join(dist, `${file}.cjs`)]);

/** The licence of every package that went into the bundle, once each. */
function notices(meta: Metafile): string {
  const roots = new Set<string>();
  for (const file of Object.keys(meta.inputs)) {
    const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(join(here, file));
    if (found?.[1]) roots.add(found[1]);
  }
  const parts = [...roots].sort().map((root) => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string; license: string };
    const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].map((name) => join(root, name)).find((file) => existsSync(file));
    if (!text && manifest.license !== 'Apache-2.0') throw new Error(`${manifest.name} has no licence text: it cannot be bundled`);
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text ? readFileSync(text, 'utf8').trim() : 'Apache License 2.0'}\n`;
  });
  return `@airt/instrument contains the following packages.\n\n${parts.join(`\n${'-'.repeat(100)}\n\n`)}`;
}
