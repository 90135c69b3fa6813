/** From the text of a policy file to policy documents, or to everything that is wrong with it. Never throws. */
import { createHash } from 'node:crypto';
import { type Document, isScalar, parseAllDocuments } from 'yaml';
import { KNOWN_DETECTORS } from '../detectors/known.ts';
import type { PolicyDocument, PolicyProblem, Rule } from './document.ts';
import { POLICY_LIMITS } from './limits.ts';
import { checkUnique, readCondition, readName } from './parts.ts';
import { positionsOf } from './positions.ts';
import { type Field, PolicyReader } from './reader.ts';
import { parseRule } from './rules.ts';

export interface ParsePolicyOptions {
  /** Name of the file, for `formatProblem` only. */
  readonly file?: string;
  /** Detectors that there are, to check the names in rules by; default: those of this package. */
  readonly detectors?: readonly string[];
}

export type ParsePoliciesResult =
  | { readonly ok: true; readonly policies: readonly PolicyDocument[] }
  /** In the order of their places in the file; at least one. `policies`: the documents of the file that are sound by themselves. */
  | { readonly ok: false; readonly problems: readonly PolicyProblem[]; readonly policies: readonly PolicyDocument[] };

/** `file:line:col: message`, the form that editors and terminals can follow. */
export function formatProblem(file: string, problem: PolicyProblem): string {
  const place = problem.path === '' ? '' : `${problem.path}: `;
  return `${file}:${problem.line}:${problem.column}: ${place}${problem.message}`;
}

/**
 * Version of a document: `sha256:` and the first 16 hex digits of the hash of its text. The text of a document that is alone in its
 * file is the whole file; of one among several, what stands between the `---` lines.
 */
export function policyVersion(source: string): string {
  return `sha256:${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
}

/** Reads one or more policy documents, separated by `---`. */
export function parsePolicies(text: string, options: ParsePolicyOptions = {}): ParsePoliciesResult {
  if (typeof text !== 'string') return failed([{ message: 'a policy is text', line: 1, column: 1, path: '' }]);
  if (text.length > POLICY_LIMITS.fileLength) {
    const message = `the file has ${text.length} characters; at most ${POLICY_LIMITS.fileLength} are read`;
    return failed([{ message, line: 1, column: 1, path: '' }]);
  }
  const position = positionsOf(text);
  const documents = yamlDocuments(text);
  if (!Array.isArray(documents)) return failed([{ message: documents.message, line: 1, column: 1, path: '' }]);
  const filled = documents.filter((document) => !isEmpty(document) || document.errors.length > 0);
  if (filled.length > POLICY_LIMITS.documentsPerFile) {
    const message = `the file has ${filled.length} documents; at most ${POLICY_LIMITS.documentsPerFile} are read`;
    return failed([{ message, line: 1, column: 1, path: '' }]);
  }
  if (filled.length === 0) return failed([{ message: 'there is no policy in this file', line: 1, column: 1, path: '' }]);

  const problems: PolicyProblem[] = [];
  const policies: PolicyDocument[] = [];
  const names = new Map<string, number>();
  for (const document of filled) {
    const reader = new PolicyReader(text, document, position, POLICY_LIMITS.problems);
    const source = documents.length === 1 ? text : text.slice(document.range[0], document.range[2]);
    const firstLine = documents.length === 1 ? 1 : reader.position(document.range[0]).line;
    const policy = readDocument(reader, document, { source, firstLine, names, detectors: options.detectors ?? KNOWN_DETECTORS });
    if (policy) policies.push(policy);
    problems.push(...reader.problems);
  }
  if (problems.length === 0) return { ok: true, policies };
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, problems: problems.slice(0, POLICY_LIMITS.problems), policies };
}

function failed(problems: readonly PolicyProblem[]): ParsePoliciesResult {
  return { ok: false, problems, policies: [] };
}

function isEmpty(document: Document.Parsed): boolean {
  return document.contents === null || (isScalar(document.contents) && document.contents.value === null);
}

function yamlDocuments(text: string): Document.Parsed[] | { readonly message: string } {
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, merge: false, schema: 'core' });
    return [...documents];
  } catch (error) {
    // The parser reports errors as values; an exception is a limit of it, such as nesting that exhausts the stack.
    return { message: `not readable as YAML: ${error instanceof Error ? error.message : 'unknown reason'}` };
  }
}

interface DocumentSettings {
  readonly source: string;
  readonly firstLine: number;
  /** Names already used in the file, with the line of the first use. */
  readonly names: Map<string, number>;
  readonly detectors: readonly string[];
}

function readDocument(reader: PolicyReader, document: Document.Parsed, settings: DocumentSettings): PolicyDocument | undefined {
  for (const error of document.errors) reader.problem({ path: '', offset: error.pos[0] }, `not valid YAML: ${yamlMessage(error.message)}`);
  if (document.errors.length > 0) return undefined;

  const root = reader.field(document.contents, '', document.range[0]);
  const top = reader.members(root, ['apiVersion', 'kind', 'metadata', 'spec'], ['apiVersion', 'kind', 'metadata', 'spec']);
  if (!top) return undefined;
  reader.word(top.apiVersion, ['airt.dev/v1']);
  reader.word(top.kind, ['Policy']);
  const metadata = reader.members(top.metadata, ['name', 'description'], ['name']);
  const name = metadata && readName(reader, metadata.name);
  if (name !== undefined && metadata) checkUnique(reader, metadata.name, name, settings.names);
  const description = metadata && reader.text(metadata.description, POLICY_LIMITS.textLength);

  const spec = reader.members(top.spec, ['mode', 'canaryPercent', 'match', 'rules'], ['mode', 'rules']);
  if (!spec) return undefined;
  const mode = reader.word(spec.mode, ['observe', 'shadow', 'canary', 'enforce']);
  const canaryPercent = reader.number(spec.canaryPercent, 0, 100, false);
  if (mode === 'canary' && !spec.canaryPercent.node) {
    reader.problem({ ...spec.mode, path: 'spec.canaryPercent' }, 'mode canary needs canaryPercent, the share of runs from 0 to 100');
  }
  if (mode !== undefined && mode !== 'canary' && spec.canaryPercent.node) {
    reader.problem(spec.canaryPercent, `canaryPercent is only for mode canary, and the mode is ${mode}`);
  }
  const match = readCondition(reader, spec.match, 'match');
  const rules = readRules(reader, spec.rules, settings);

  if (reader.problems.length > 0 || name === undefined || mode === undefined || !rules) return undefined;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    version: policyVersion(settings.source),
    mode,
    canaryPercent: canaryPercent ?? 0,
    ...(match === undefined ? {} : { match }),
    rules,
    source: settings.source,
  };
}

function readRules(reader: PolicyReader, field: Field, settings: DocumentSettings): readonly Rule[] | undefined {
  const items = reader.list(field, POLICY_LIMITS.rulesPerPolicy);
  if (!items) return undefined;
  if (items.length === 0) reader.problem(field, 'a policy needs at least one rule');
  const names = new Map<string, number>();
  const rules: Rule[] = [];
  for (const item of items) {
    const line = reader.position(item.offset).line - settings.firstLine + 1;
    const rule = parseRule(reader, item, { line, detectors: settings.detectors });
    if (!rule) continue;
    checkUnique(reader, { path: `${item.path}.name`, offset: item.offset }, rule.name, names);
    rules.push(rule);
  }
  return rules;
}

function yamlMessage(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.charAt(0).toLowerCase() + line.slice(1);
}
