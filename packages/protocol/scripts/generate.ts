/**
 * Makes src/gen/ from the .proto files: `npm run proto`. The result is committed.
 *
 * Two modules, because they want 64-bit numbers differently: control.js as plain numbers (milliseconds and counters, all below
 * 2^53), otlp.js as Long (nanoseconds since 1970, which are not).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const proto = join(root, 'proto');
const out = join(root, 'packages', 'protocol', 'src', 'gen');
const pbjs = join(root, 'node_modules', 'protobufjs-cli', 'bin', 'pbjs');
const pbts = join(root, 'node_modules', 'protobufjs-cli', 'bin', 'pbts');
const modules = {
  control: { files: ['airt/control/v1/control.proto'], numbers: '--force-number' },
  otlp: {
    files: ['opentelemetry/proto/collector/trace/v1/trace_service.proto', 'google/rpc/status.proto'],
    numbers: '--force-long',
  },
};

mkdirSync(out, { recursive: true });
for (const [name, { files, numbers }] of Object.entries(modules)) {
  const target = join(out, `${name}.js`);
  const shape = ['-t', 'static-module', '-w', 'esm', '-r', `airt_${name}`, numbers];
  const less = ['--no-verify', '--no-delimited', '--no-typeurl', '--no-service', '--no-convert'];
  execFileSync(process.execPath, [pbjs, ...shape, ...less, '-p', proto, '-o', target, ...files.map((file) => join(proto, file))]);
  execFileSync(process.execPath, [pbts, '-o', target.replace('.js', '.d.ts'), target]);
  const types = target.replace('.js', '.d.ts');
  if (name === 'control') writeFileSync(target, plainNumbers(readFileSync(target, 'utf8')));
  writeFileSync(types, readFileSync(types, 'utf8').replace('import Long = require("long");', 'import type Long from "long";'));
}

/**
 * --force-number is about types only: wherever the `long` package happens to be loaded the decoders make Longs all the same. What a
 * reader gets must not depend on what else is in its process.
 */
function plainNumbers(source: string): string {
  const helper =
    '\n// 64-bit numbers as plain ones, whether or not `long` is loaded.\nconst $number = (value) => (typeof value === "number" ? value : value.toNumber());\n';
  return source
    .replaceAll(/reader\.(u?int64)\(\)/g, '$number(reader.$1())')
    .replaceAll(/\$util\.Long \? \$util\.Long\.from\w+\([^)]*\) : 0/g, '0')
    .replace('\n// Exported root namespace', `${helper}\n// Exported root namespace`);
}
