/** From the text of a policy file to policy documents, or to everything that is wrong with it. Never throws. */
import { hash } from 'node:crypto';
import { type Document, isScalar, parseAllDocuments } from 'yaml';
import type { DetectorCatalog } from '../detectors/catalog.ts';
import { DETECTOR_CATALOG } from '../detectors/index.ts';
import { positionsOf } from '../schema/positions.ts';
import { byPlace, type Problem } from '../schema/problem.ts';
import { YamlReader } from '../schema/reader.ts';
import type { Infer } from '../schema/schema.ts';
import { checkUnique } from '../schema/values.ts';
import type { PolicyDocument } from './document.ts';
import { POLICY_LIMITS } from './limits.ts';
import { policySchema } from './policy-schema.ts';
import { checkCondition } from './rules.ts';
import { conditionScope } from './variables.ts';

export interface ParsePolicyOptions {
  /** Detector families that there are: rules name their findings, and conditions and texts what they measure. Default: this package's. */
  readonly detectors?: DetectorCatalog;
}

export type ParsePoliciesResult =
  | { readonly ok: true; readonly policies: readonly PolicyDocument[] }
  /** In the order of their places in the file; at least one. `policies`: the documents of the file that are sound by themselves. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly policies: readonly PolicyDocument[] };

/**
 * Version of a document: `sha256:` and the first 16 hex digits of the hash of its text. The text of a document that is alone in its
 * file is the whole file; of one among several, what stands between the `---` lines.
 */
export function policyVersion(source: string): string {
  return `sha256:${hash('sha256', source, 'hex').slice(0, 16)}`;
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

  const problems: Problem[] = [];
  const policies: PolicyDocument[] = [];
  const names = new Map<string, number>();
  for (const document of filled) {
    const reader = new YamlReader({ text, document, position, maxProblems: POLICY_LIMITS.problems });
    const isAlone = documents.length === 1;
    const source = isAlone ? text : text.slice(document.range[0], document.range[2]);
    const firstLine = isAlone ? 1 : position(document.range[0]).line;
    const policy = readDocument(reader, document, { source, firstLine, names, schema: schemaFor(options.detectors ?? DETECTOR_CATALOG) });
    if (policy) policies.push(policy);
    problems.push(...reader.problems);
  }
  if (problems.length === 0) return { ok: true, policies };
  problems.sort(byPlace);
  return { ok: false, problems: problems.slice(0, POLICY_LIMITS.problems), policies };
}

function failed(problems: readonly Problem[]): ParsePoliciesResult {
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

type PolicySchema = ReturnType<typeof policySchema>;

const schemas = new WeakMap<DetectorCatalog, PolicySchema>();

function schemaFor(catalog: DetectorCatalog): PolicySchema {
  const schema = schemas.get(catalog) ?? policySchema(catalog);
  schemas.set(catalog, schema);
  return schema;
}

interface DocumentSettings {
  readonly source: string;
  /** Line of the file that is line 1 of the document. */
  readonly firstLine: number;
  /** Names already used in the file, with the line of the first use. */
  readonly names: Map<string, number>;
  readonly schema: PolicySchema;
}

function readDocument(reader: YamlReader, document: Document.Parsed, settings: DocumentSettings): PolicyDocument | undefined {
  for (const error of document.errors) reader.problem({ path: '', offset: error.pos[0] }, `not valid YAML: ${yamlMessage(error.message)}`);
  if (document.errors.length > 0) return undefined;

  const root = reader.field(document.contents, '', document.range[0]);
  const { value, pending } = reader.collectPending(() => settings.schema.read(reader, root));
  // The conditions of rules have been checked with their rules.
  for (const { field, text } of pending) checkCondition(reader, field, text, conditionScope('match'));
  const name = value?.metadata?.name;
  const nameField = name === undefined ? undefined : reader.peek(root, ['metadata'])?.metadata;
  if (name !== undefined && nameField) {
    const field = reader.peek(nameField, ['name'])?.name;
    if (field) checkUnique(reader, field, name, settings.names);
  }
  return value === undefined || reader.problems.length > 0 ? undefined : policyDocument(value, settings);
}

function policyDocument({ metadata, spec }: Infer<PolicySchema>, { source, firstLine }: DocumentSettings): PolicyDocument {
  const { mode, canaryPercent = 0, unreadable, match, detectors, rules } = spec;
  return {
    ...metadata,
    version: policyVersion(source),
    mode,
    canaryPercent,
    unreadable,
    ...(match === undefined ? {} : { match }),
    ...(detectors === undefined ? {} : { detectors: detectors as PolicyDocument['detectors'] & object }),
    rules: rules.map((rule) => ({ ...rule, line: rule.line - firstLine + 1 })),
    source,
  };
}

function yamlMessage(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.charAt(0).toLowerCase() + line.slice(1);
}
