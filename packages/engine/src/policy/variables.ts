/** The variables of conditions, declared once: type checks, conversions to CEL and the reference come from here. */
import type { Measures } from '../detectors/catalog.ts';
import { createLruMap } from '../lru-map.ts';
import type { PointRule } from './document.ts';

/** Where a condition stands. */
export type ConditionPlace = 'match' | 'finding' | PointRule['on'];

/** A variable, or a member of one. */
export interface Variable {
  /** As CEL names it; `dyn`: any. */
  readonly type: string;
  readonly about: string;
  /** Absent where it is not known: conditions test it with `has()`. */
  readonly optional?: true;
}

type Members = Readonly<Record<string, Variable>>;

const SERVICE: Variable = { type: 'string', about: '`service.name` of the process; empty where not known' };
const AGENT: Members = { name: { type: 'string', about: '`gen_ai.agent.name`', optional: true } };
const RUN: Members = {
  model_calls: { type: 'int', about: 'finished model calls of the run so far' },
  tool_calls: { type: 'int', about: 'finished tool calls of the run so far' },
  input_tokens: { type: 'int', about: 'as the providers reported them, cached ones included; in an agent, estimated where they did not' },
  output_tokens: { type: 'int', about: 'as the providers reported them; in an agent, estimated where they did not' },
  duration_seconds: { type: 'double', about: 'from the first start to the latest end seen' },
};
const FINDING: Members = {
  detector: { type: 'string', about: '`loop.repeat`' },
  score: { type: 'double', about: '0 to 1, how sure the detector is' },
  severity: { type: 'string', about: '`info`, `warning` or `critical`' },
};
const MODEL: Members = {
  name: { type: 'string', about: 'the model as requested', optional: true },
  provider: { type: 'string', about: '`gen_ai.provider.name`', optional: true },
  stream: { type: 'bool', about: 'whether the answer is streamed', optional: true },
  messages: { type: 'int', about: 'messages in the request', optional: true },
  tools: { type: 'list<string>', about: 'names of the tools offered', optional: true },
  max_output_tokens: { type: 'int', about: 'the limit in the request', optional: true },
};
const TOOL_BEFORE: Members = {
  name: { type: 'string', about: 'name of the tool' },
  call_id: { type: 'string', about: 'id of the call', optional: true },
  args: { type: 'dyn', about: 'the arguments as the object they are; as text where the model wrote no object' },
};
const TOOL_AFTER: Members = {
  ...TOOL_BEFORE,
  result: { type: 'dyn', about: 'what the tool returned', optional: true },
  error: { type: 'string', about: 'how the tool failed', optional: true },
};
const RESPONSE: Members = {
  finish_reasons: { type: 'list<string>', about: 'why the answer ended' },
  tools: { type: 'list<string>', about: 'names of the tools that it calls' },
  text: { type: 'string', about: 'the text of the answer' },
};

/** The variables of each place, the same as the interfaces in context.ts; those of findings without what their detectors measure. */
export const CONDITION_VARIABLES: Readonly<Record<ConditionPlace, Readonly<Record<string, Variable | Members>>>> = {
  match: { service: SERVICE, agent: AGENT },
  finding: { finding: FINDING, run: RUN, agent: AGENT, service: SERVICE },
  pre_model_call: { run: RUN, agent: AGENT, service: SERVICE, model: MODEL },
  post_model_call: { run: RUN, agent: AGENT, service: SERVICE, model: MODEL, response: RESPONSE },
  pre_tool_call: { run: RUN, agent: AGENT, service: SERVICE, model: MODEL, tool: TOOL_BEFORE },
  post_tool_call: { run: RUN, agent: AGENT, service: SERVICE, model: MODEL, tool: TOOL_AFTER },
};

export const isVariable = (entry: Variable | Members): entry is Variable => typeof entry.about === 'string';

/** Types as CEL knows them: of a variable, or of its members. */
export interface VariableTypes {
  readonly [name: string]: string | VariableTypes;
}

/** The variables of a condition. Equal scopes are one object. */
export interface ConditionScope {
  readonly place: ConditionPlace;
  readonly types: VariableTypes;
}

const scopes = createLruMap<string, ConditionScope>({ limit: 64 });

/** The scope of a place. `measures`: of the detectors whose findings a rule is about; only for `finding`. */
export function conditionScope(place: ConditionPlace, measures: Measures = {}): ConditionScope {
  const measured: Record<string, string> = {};
  for (const name of Object.keys(measures)) measured[name] = measures[name]?.type ?? 'dyn';
  const key = JSON.stringify([place, measured]);
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const types: Record<string, string | VariableTypes> = {};
  for (const [name, entry] of Object.entries(CONDITION_VARIABLES[place])) {
    types[name] = isVariable(entry) ? entry.type : typesOf(entry);
  }
  // What every finding has counts before what a family calls the same.
  if (place === 'finding') types.finding = { ...measured, ...typesOf(FINDING) };
  const scope = { place, types };
  scopes.set(key, scope);
  return scope;
}

function typesOf(members: Members): VariableTypes {
  const types: Record<string, string> = {};
  for (const name of Object.keys(members)) types[name] = members[name]?.type ?? 'dyn';
  return types;
}
