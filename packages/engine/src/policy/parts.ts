/** Parts that several places of a policy document share. */
import { type ConditionPlace, compileCondition } from './conditions.ts';
import { POLICY_LIMITS } from './limits.ts';
import type { Field, PolicyReader } from './reader.ts';

/** A name stands in ids, metrics and command lines, so it keeps to letters, digits, dot, dash and underscore. */
export function readName(reader: PolicyReader, field: Field): string | undefined {
  const name = reader.text(field, POLICY_LIMITS.nameLength);
  if (name === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  reader.problem(field, `${JSON.stringify(name)} is not a name; use letters, digits, ".", "-" and "_", a letter or digit first`);
  return undefined;
}

/** Notes a name that was used before. */
export function checkUnique(
  reader: PolicyReader,
  field: { readonly path: string; readonly offset: number },
  name: string,
  names: Map<string, number>,
): void {
  const first = names.get(name);
  if (first === undefined) names.set(name, reader.position(field.offset).line);
  else reader.problem(field, `the name ${name} is already used at line ${first}`);
}

/** A condition as text, checked; a bare `true` or `false` is one too. */
export function readCondition(reader: PolicyReader, field: Field, place: ConditionPlace): string | undefined {
  const bare = reader.boolean(field);
  const source = bare === undefined ? reader.text(field, POLICY_LIMITS.conditionLength) : String(bare);
  if (source === undefined) return undefined;
  const compiled = compileCondition(source, place);
  if (compiled.ok) return source;
  reader.problem({ path: field.path, offset: reader.offsetWithin(field, compiled.problem.offset) }, compiled.problem.message);
  return undefined;
}
