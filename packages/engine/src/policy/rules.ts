/** The rules of a policy document. */
import { ACTION_KINDS, type ActionKind } from '../actions/action.ts';
import type { ActionTemplate, FindingRule, PointRule, Rule } from './document.ts';
import { FINDING_RULE_DEFAULTS, POLICY_LIMITS } from './limits.ts';
import { readCondition, readName } from './parts.ts';
import type { Field, Members, PolicyReader } from './reader.ts';
import { suggest } from './suggest.ts';

const POINTS = ['pre_model_call', 'post_model_call', 'pre_tool_call', 'post_tool_call'] as const;
const COMMON_KEYS = ['name', 'on', 'when'] as const;
const FINDING_KEYS = [...COMMON_KEYS, 'detectors', 'ladder', 'cooldown', 'budget', 'expiresAfterSeconds'] as const;
const POINT_KEYS = [...COMMON_KEYS, 'allow', 'deny', 'transform'] as const;
const ALL_KEYS = [...FINDING_KEYS, 'allow', 'deny', 'transform'] as const;

/** Actions of the control protocol that no data plane carries out yet: accepting one would promise what does not happen. */
const NOT_IMPLEMENTED = ['retry', 'fallback', 'compact', 'patch_prompt', 'budget', 'hold', 'resume'] as const;

interface RuleSettings {
  readonly line: number;
  readonly detectors: readonly string[];
}

/** Reads one rule; undefined where something was wrong, which the reader has noted. */
export function parseRule(reader: PolicyReader, field: Field, settings: RuleSettings): Rule | undefined {
  if (!field.node) {
    reader.problem(field, 'expected a rule, found nothing');
    return undefined;
  }
  const before = reader.problems.length;
  const head = reader.peek(field, ['on', 'hold'] as const);
  if (!head) return undefined;
  if (head.hold.node) {
    reader.problem(head.hold, notImplemented('hold'));
    return undefined;
  }
  const on = reader.word(head.on, ['finding', ...POINTS]);
  if (on === undefined) {
    // Which keys belong to it is not known, so only those that no rule has are reported.
    reader.members(field, ALL_KEYS, ['name', 'on']);
    return undefined;
  }
  const rule = on === 'finding' ? findingRule(reader, field, settings) : pointRule(reader, field, on, settings);
  return reader.problems.length === before ? rule : undefined;
}

function findingRule(reader: PolicyReader, field: Field, settings: RuleSettings): FindingRule | undefined {
  const members = reader.members(field, FINDING_KEYS, ['name', 'detectors', 'ladder']);
  if (!members) return undefined;
  const cooldown = reader.members(members.cooldown, ['steps', 'seconds']);
  const budget = reader.members(members.budget, ['perRun']);
  const rungs = reader.list(members.ladder, POLICY_LIMITS.rungsPerLadder) ?? [];
  if (members.ladder.node && rungs.length === 0) reader.problem(members.ladder, 'a ladder needs at least one action');
  const expires = reader.number(members.expiresAfterSeconds, 1, POLICY_LIMITS.expiresAfterSeconds, false);
  const steps = cooldown && reader.number(cooldown.steps, 0, POLICY_LIMITS.cooldownSteps, true);
  const seconds = cooldown && reader.number(cooldown.seconds, 0, POLICY_LIMITS.cooldownSeconds, false);
  const perRun = budget && reader.number(budget.perRun, 1, POLICY_LIMITS.budgetPerRun, true);
  const when = readCondition(reader, members.when, 'finding');
  return {
    name: readName(reader, members.name) ?? '',
    line: settings.line,
    on: 'finding',
    ...(when === undefined ? {} : { when }),
    detectors: detectorPatterns(reader, members.detectors, settings.detectors),
    ladder: rungs.flatMap((rung) => action(reader, rung, 'ladder') ?? []),
    cooldown: { steps: steps ?? FINDING_RULE_DEFAULTS.cooldownSteps, seconds: seconds ?? FINDING_RULE_DEFAULTS.cooldownSeconds },
    budgetPerRun: perRun ?? FINDING_RULE_DEFAULTS.budgetPerRun,
    expiresAfterSeconds: expires ?? FINDING_RULE_DEFAULTS.expiresAfterSeconds,
  };
}

function detectorPatterns(reader: PolicyReader, field: Field, known: readonly string[]): readonly string[] {
  const items = reader.list(field, POLICY_LIMITS.detectorsPerRule) ?? [];
  if (field.node && items.length === 0) reader.problem(field, 'name at least one detector, for example "loop.*"');
  return items.flatMap((item) => {
    const pattern = reader.text(item, POLICY_LIMITS.nameLength);
    if (pattern === undefined) {
      if (!item.node) reader.problem(item, 'expected the name of a detector, found nothing');
      return [];
    }
    if (known.some((detector) => matchesDetector(pattern, detector))) return [pattern];
    const meant = suggest(pattern, known);
    reader.problem(item, `there is no detector ${pattern}; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`);
    return [];
  });
}

/** Whether a pattern of a rule names a detector: equal, or a `*` at its end stands for the rest. */
export function matchesDetector(pattern: string, detector: string): boolean {
  return pattern.endsWith('*') ? detector.startsWith(pattern.slice(0, -1)) : pattern === detector;
}

function pointRule(reader: PolicyReader, field: Field, on: PointRule['on'], settings: RuleSettings): PointRule | undefined {
  const members = reader.members(field, POINT_KEYS, ['name']);
  if (!members) return undefined;
  const when = readCondition(reader, members.when, on);
  const name = readName(reader, members.name) ?? '';
  const effect = pointEffect(reader, field, members, on);
  return effect && { name, line: settings.line, on, ...(when === undefined ? {} : { when }), effect };
}

function pointEffect(
  reader: PolicyReader,
  rule: Field,
  members: Members<(typeof POINT_KEYS)[number]>,
  on: PointRule['on'],
): PointRule['effect'] | undefined {
  const given = (['allow', 'deny', 'transform'] as const).filter((key) => members[key].node);
  const [verdict, second] = given;
  if (verdict === undefined || second !== undefined) {
    const found = second === undefined ? 'this one has none' : `this one has ${given.join(' and ')}`;
    reader.problem(second === undefined ? rule : members[second], `a rule at a point has one of allow, deny or transform; ${found}`);
    return undefined;
  }
  if (verdict === 'allow') {
    if (reader.boolean(members.allow) !== true) reader.problem(members.allow, 'write "allow: true"');
    return { verdict };
  }
  if (verdict === 'deny') {
    const deny = reader.members(members.deny, ['reason', 'instead'], ['reason']);
    const reason = deny && template(reader, deny.reason, on);
    const instead = deny && template(reader, deny.instead, on);
    return { verdict, reason: reason ?? '', ...(instead === undefined ? {} : { instead }) };
  }
  if (on !== 'pre_model_call') {
    reader.problem(
      members.transform,
      `transform is possible at pre_model_call only; at ${on} a rule can deny, with "instead" telling what to do`,
    );
    return undefined;
  }
  const items = reader.list(members.transform, POLICY_LIMITS.actionsPerTransform) ?? [];
  if (items.length === 0) reader.problem(members.transform, 'a transform needs a list of at least one action');
  return { verdict, actions: items.flatMap((item) => action(reader, item, on) ?? []) };
}

function action(reader: PolicyReader, field: Field, place: 'ladder' | PointRule['on']): ActionTemplate | undefined {
  if (!field.node) {
    reader.problem(field, 'expected an action, found nothing');
    return undefined;
  }
  const entry = reader.single(field, 'action');
  if (!entry) return undefined;
  const kind = ACTION_KINDS.find((known) => known === entry.name);
  if (kind === undefined) {
    const at = { path: field.path, offset: entry.offset };
    const known = NOT_IMPLEMENTED.find((other) => other === entry.name);
    const meant = suggest(entry.name, ACTION_KINDS);
    const hint = meant ? `did you mean ${meant}?` : `there are ${ACTION_KINDS.join(', ')}`;
    reader.problem(at, known ? notImplemented(known) : `unknown action ${entry.name}; ${hint}`);
    return undefined;
  }
  if (!entry.field.node) {
    reader.problem(entry.field, `${kind} needs its settings: ${settingsOf(kind)}`);
    return undefined;
  }
  return ACTION_READERS[kind](reader, entry.field, place);
}

function notImplemented(kind: string): string {
  return `the action ${kind} is not implemented by the data plane yet, so a policy cannot use it; there are ${ACTION_KINDS.join(', ')}`;
}

type ActionReader = (reader: PolicyReader, field: Field, place: 'ladder' | PointRule['on']) => ActionTemplate | undefined;

const ACTION_READERS: Readonly<Record<ActionKind, ActionReader>> = {
  steer: (reader, field, place) => {
    const members = reader.members(field, ['guidance'], ['guidance']);
    const guidance = members && template(reader, members.guidance, place);
    return guidance === undefined ? undefined : { kind: 'steer', guidance };
  },
  deny_tool: (reader, field, place) => {
    const members = reader.members(field, ['tool', 'reason', 'instead'], place === 'ladder' ? ['reason'] : ['tool', 'reason']);
    if (!members) return undefined;
    const tool = reader.text(members.tool, POLICY_LIMITS.textLength);
    const reason = template(reader, members.reason, place);
    const instead = template(reader, members.instead, place);
    if (reason === undefined) return undefined;
    return { kind: 'deny_tool', reason, ...(tool === undefined ? {} : { tool }), ...(instead === undefined ? {} : { instead }) };
  },
  halt: (reader, field, place) => {
    const members = reader.members(field, ['mode', 'reason'], ['reason']);
    if (!members) return undefined;
    const mode = reader.word(members.mode, ['graceful', 'abort']);
    const reason = template(reader, members.reason, place);
    return reason === undefined ? undefined : { kind: 'halt', mode: mode ?? 'graceful', reason };
  },
  set_model: (reader, field) => {
    const members = reader.members(field, ['model'], ['model']);
    const model = members && reader.text(members.model, POLICY_LIMITS.textLength);
    return model === undefined ? undefined : { kind: 'set_model', model };
  },
  clamp: (reader, field) => {
    const members = reader.members(field, ['maxOutputTokens', 'temperature']);
    if (!members) return undefined;
    const maxOutputTokens = reader.number(members.maxOutputTokens, 1, POLICY_LIMITS.maxOutputTokens, true);
    const temperature = reader.number(members.temperature, 0, 2, false);
    if (!members.maxOutputTokens.node && !members.temperature.node) reader.problem(field, `clamp needs ${settingsOf('clamp')}`);
    return {
      kind: 'clamp',
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      ...(temperature === undefined ? {} : { temperature }),
    };
  },
};

function settingsOf(kind: ActionKind): string {
  return {
    steer: '{ guidance: "..." }',
    deny_tool: '{ reason: "...", instead: "..." }',
    halt: '{ mode: graceful, reason: "..." }',
    set_model: '{ model: "..." }',
    clamp: '{ maxOutputTokens: 512 } or { temperature: 0.2 } or both',
  }[kind];
}

/** A text whose `{tool}` and `{count}` are filled in; other braces stay as they are, unless they look like a slip. */
function template(reader: PolicyReader, field: Field, place: 'ladder' | PointRule['on']): string | undefined {
  const text = reader.text(field, POLICY_LIMITS.textLength);
  if (text === undefined) return undefined;
  const known = place === 'ladder' ? ['tool', 'count'] : place.endsWith('_tool_call') ? ['tool'] : [];
  for (const match of text.matchAll(/\{([A-Za-z_]+)\}/g)) {
    const word = match[1] ?? '';
    if (known.includes(word)) continue;
    const at = { path: field.path, offset: reader.offsetWithin(field, match.index) };
    if (word === 'tool' || word === 'count')
      reader.problem(
        at,
        `there is no {${word}} here; only findings have one${word === 'tool' ? ', and the points around a tool call' : ''}`,
      );
    else {
      const meant = suggest(word, ['tool', 'count']);
      if (meant) reader.problem(at, `{${word}} is not filled in; did you mean {${meant}}?`);
    }
  }
  return text;
}
