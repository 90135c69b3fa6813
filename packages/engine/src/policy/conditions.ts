/** CEL conditions: what each may see, checked when a policy is read, evaluated without ever throwing. */
import { type ASTNode, type TypeError as CelTypeError, Environment, type ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { createLruMap, type LruMap } from '../lru-map.ts';
import { suggest } from '../schema/suggest.ts';
import { compilePattern } from './patterns.ts';
import { CONDITION_VARIABLES, type ConditionScope, type VariableTypes } from './variables.ts';

/** One thing wrong with a condition; `offset` is the place in its text, from 0. */
export interface ConditionProblem {
  readonly message: string;
  readonly offset: number;
}

/** `undefined`: the condition could not be evaluated, for example because a member it reads is absent. Never throws. */
export type Condition = (context: object) => boolean | undefined;

/** A condition is a few lines written by a person; these bound what a hostile one can cost. */
const CEL_LIMITS = { maxAstNodes: 512, maxDepth: 32, maxListElements: 256, maxMapEntries: 64, maxCallArguments: 8 };

/** Macros that run over a list: nested, they multiply. */
const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** What calls of `matches` become. The library's own uses the backtracking expressions of JavaScript, and cannot be replaced. */
const LINEAR_MATCHES = 'matchesInLinearTime';

function matchesPattern(text: string, source: string): boolean {
  const pattern = compilePattern(source);
  // Patterns are checked when the condition is read: this one was not part of a condition.
  if (!pattern.ok) throw new Error(pattern.message);
  return pattern.test(text);
}

const environments = new WeakMap<ConditionScope, Environment>();

function environmentOf(scope: ConditionScope): Environment {
  const known = environments.get(scope);
  if (known) return known;
  const environment = new Environment({ limits: CEL_LIMITS });
  environment.registerFunction(`string.${LINEAR_MATCHES}(string): bool`, matchesPattern);
  for (const [name, type] of Object.entries(scope.types)) {
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: type });
  }
  environments.set(scope, environment);
  return environment;
}

export type CompiledCondition =
  | { readonly ok: true; readonly evaluate: Condition }
  | { readonly ok: false; readonly problem: ConditionProblem };

/** Conditions by scope and source: each is compiled when its file is read, and wanted again by every engine that the policy is for. */
const compiledConditions = new WeakMap<ConditionScope, LruMap<string, CompiledCondition>>();
const MAX_COMPILED_PER_SCOPE = 256;

/** Reads and type-checks a condition. Never throws. */
export function compileCondition(source: string, scope: ConditionScope): CompiledCondition {
  const ofScope = compiledConditions.get(scope) ?? createLruMap<string, CompiledCondition>({ limit: MAX_COMPILED_PER_SCOPE });
  compiledConditions.set(scope, ofScope);
  const known = ofScope.get(source);
  if (known !== undefined) return known;
  const compiled = compile(source, scope);
  ofScope.set(source, compiled);
  return compiled;
}

function compile(source: string, scope: ConditionScope): CompiledCondition {
  let parsed: ParseResult;
  try {
    parsed = environmentOf(scope).parse(source);
    useLinearPatterns(parsed.ast);
    const checked = parsed.check();
    if (!checked.valid) return { ok: false, problem: celProblem(checked.error, source, scope) };
    if (checked.type !== 'bool' && checked.type !== 'dyn') {
      return {
        ok: false,
        problem: { message: `a condition must be true or false; this one gives ${checked.type ?? 'something else'}`, offset: 0 },
      };
    }
    const problem = structureProblem(parsed.ast, 0);
    if (problem) return { ok: false, problem };
  } catch (error) {
    return { ok: false, problem: celProblem(error, source, scope) };
  }
  return {
    ok: true,
    evaluate: (context) => {
      try {
        const value: unknown = parsed(context);
        return typeof value === 'boolean' ? value : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Plain data to what CEL computes with: in the members that have a declared type, integers become `bigint`. Data of no declared
 * type (arguments and results of tools) stays as it is, so its numbers are doubles, which CEL compares with integers by value.
 */
export function toCel(context: object, { types }: ConditionScope): object {
  return convert(context, types);
}

function convert(value: object, schema: VariableTypes): object {
  const members: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(schema)) {
    const member: unknown = (value as Record<string, unknown>)[name];
    if (member === undefined || member === null) continue;
    if (typeof type !== 'string') members[name] = typeof member === 'object' ? convert(member, type) : {};
    else if (type === 'int') {
      if (typeof member === 'number' && Number.isFinite(member)) members[name] = BigInt(Math.trunc(member));
    } else members[name] = member;
  }
  return members;
}

function celProblem(error: unknown, source: string, scope: ConditionScope): ConditionProblem {
  const known = error as Partial<ParseError | CelTypeError> | undefined;
  const offset = Math.min(known?.range?.start ?? 0, source.length);
  const summary = known?.summary ?? (error instanceof Error ? error.message : 'not a CEL expression');
  if (known?.code === 'unknown_variable') return { message: unknownVariable(wordAt(source, offset), scope), offset };
  if (known?.code === 'no_such_key') return { message: unknownMember(source, offset, scope), offset };
  if (/EOF/.test(summary)) return { message: 'the condition ends too early', offset };
  // The library's sentences start in either case; here they follow a path and start in lower case.
  return { message: summary.charAt(0).toLowerCase() + summary.slice(1), offset };
}

function wordAt(source: string, offset: number): string {
  return /^\w+/.exec(source.slice(offset))?.[0] ?? '';
}

function unknownVariable(name: string, { types }: ConditionScope): string {
  const names = Object.keys(types);
  const meant = suggest(name, names);
  const elsewhere = Object.entries(CONDITION_VARIABLES).filter(([, others]) => name in others);
  const hint = meant
    ? `; did you mean ${meant}?`
    : elsewhere.length > 0
      ? `, which there is only at ${elsewhere.map(([other]) => other).join(', ')}`
      : '';
  return `unknown variable ${name}${hint} (here: ${names.join(', ')})`;
}

function unknownMember(source: string, offset: number, { types }: ConditionScope): string {
  const name = wordAt(source, offset);
  const path = /([A-Za-z_][\w.]*)\.\s*$/.exec(source.slice(0, offset))?.[1] ?? '';
  let schema: VariableTypes | string | undefined = types;
  for (const part of path.split('.')) schema = typeof schema === 'object' ? schema[part] : undefined;
  if (typeof schema !== 'object') return `no such member: ${name}`;
  const names = Object.keys(schema);
  const meant = suggest(name, names);
  return `${path} has no member ${name}${meant ? `; did you mean ${meant}?` : ''} (it has: ${names.join(', ')})`;
}

/** What the type check does not see: regular expressions that are wrong or can hang, and loops in loops in loops. */
function structureProblem(node: ASTNode, loops: number): ConditionProblem | undefined {
  let inside = loops;
  if (node.op === 'rcall') {
    const [name, , args] = node.args;
    if (name === LINEAR_MATCHES) {
      const problem = patternProblem(args[0]);
      if (problem) return problem;
    }
    if (MACROS.has(name)) {
      inside += 1;
      if (inside > 2)
        return { message: `${name}() inside two other loops would take too long; at most two levels are allowed`, offset: node.start };
    }
  }
  for (const child of childNodes(node.args)) {
    const problem = structureProblem(child, inside);
    if (problem) return problem;
  }
  return undefined;
}

function patternProblem(pattern: ASTNode | undefined): ConditionProblem | undefined {
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string') {
    return { message: 'the pattern of matches() must be a text written in the condition', offset: pattern?.start ?? 0 };
  }
  const compiled = compilePattern(pattern.args);
  return compiled.ok ? undefined : { message: `not a regular expression (RE2 syntax): ${compiled.message}`, offset: pattern.start };
}

/** Makes calls of `matches` calls of {@link LINEAR_MATCHES}. To be done before the check of types, which binds functions. */
function useLinearPatterns(node: ASTNode): void {
  if (node.op === 'rcall' && node.args[0] === 'matches') (node.args as unknown[])[0] = LINEAR_MATCHES;
  for (const child of childNodes(node.args)) useLinearPatterns(child);
}

function childNodes(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childNodes);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}
