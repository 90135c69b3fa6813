/** The import graph of the repository, read by dependency-cruiser: type-only imports are imports too. */

import { builtinModules } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType, type IResolveOptions } from 'dependency-cruiser';
import { prefixedModules } from './rules.ts';

/** An import that a rule forbids. */
export interface ForbiddenImport {
  readonly rule: string;
  readonly from: string;
  /** The imported file; the package or module where it is none of ours. */
  readonly to: string;
  /** Of a cycle: the files on the way back to `from`. */
  readonly cycle: readonly string[];
}

/** Folders that are read, from the root of the workspace. */
const FOLDERS = ['packages', 'test'];

/** Reads the graph below `root` and applies the rules. Paths in rules and results are relative to it, with `/`. */
export async function findForbiddenImports(root: string, rules: readonly IForbiddenRuleType[]): Promise<readonly ForbiddenImport[]> {
  const { summary, modules } = await cruiseBelow(root, rules);
  if (modules.length < 10) throw new Error(`only ${modules.length} modules were found below ${root}`);
  return summary.violations.map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    from,
    to,
    cycle: cycle.map(({ name }) => name),
  }));
}

async function cruiseBelow(root: string, rules: readonly IForbiddenRuleType[]): Promise<ICruiseResult> {
  const options: ICruiseOptions = {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...rules] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|gen)/' },
    builtInModules: { override: [...builtinModules], add: [...prefixedModules] },
  };
  // Our packages are read from their sources, as the tests read them.
  const resolution: Partial<IResolveOptions> = {
    conditionNames: ['airt-source', 'import', 'require', 'node', 'default'],
    exportsFields: ['exports'],
  };
  const { output } = await cruise(FOLDERS, options, resolution);
  if (typeof output === 'string') throw new Error(output);
  return output;
}
