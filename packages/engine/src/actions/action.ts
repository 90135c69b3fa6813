/** The interface of an action: what can be done to a run. Each kind is one folder here and one line in index.ts. */
import type { airt } from '@airt/protocol/control';
import type { InterventionPoint } from '../intervention-point.ts';
import type { ProtoResult } from '../proto/values.ts';
import type { ObjectSchema } from '../schema/object.ts';
import { printable } from '../texts/printable.ts';
import type { TemplateValues } from '../texts/template.ts';

/** What an action means for the operation at its point, in the words of agent-hooks, mildest last. */
export type ActionVerdict = 'deny' | 'hold' | 'recover' | 'transform';

/** A directive as plain data: every member optional, as on the wire. */
export type DirectiveMessage = airt.control.v1.Directive.$Properties;
/** The members of a directive that carry an action: the names of the oneof `action`. */
export type ActionField = NonNullable<airt.control.v1.Directive['action']>;
/** The one member of a directive that carries its action. */
export type ActionMessage = Partial<Pick<DirectiveMessage, ActionField>>;

/** The values of settings that the language of a policy has words for. */
export type ActionSettings = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The sole owner of a verb.
 *
 * @typeParam Settings What a policy writes.
 * @typeParam Payload What is carried out: settings with their texts filled in.
 */
export interface ActionDefinition<Kind extends string, Settings extends object, Payload extends object> {
  /** The name in policies, decisions and telemetry; the protocol's `ActionKind` in lower case. */
  readonly kind: Kind;
  /** One sentence for reference tables. */
  readonly about: string;
  /** Where it changes a run. */
  readonly points: readonly InterventionPoint[];
  /** `once`: at one boundary. `run`: from there on, to the end of the run or of its lease. */
  readonly lifetime: 'once' | 'run';
  readonly settings: ObjectSchema<Settings>;
  /**
   * Settings as a person would write them in YAML, every form once and every setting at least once: `{ guidance: "..." }`. Messages and
   * documentation show them, and the conformance suite tries each.
   */
  readonly examples: readonly string[];
  /** The members of the payload that a model reads; `{tool}` in them is filled in where the action is carried out. */
  readonly texts: readonly (keyof Payload & string)[];
  /** Settings that may be left out where a finding supplies them; elsewhere they are required. */
  readonly fromFinding: readonly (keyof Settings & string)[];
  /** It is about the latest tool call: once the run has gone on to another one by itself, it is not applicable. */
  readonly isAboutLatestCall: boolean;
  readonly protoKind: airt.control.v1.ActionKind;
  readonly protoField: ActionField;
  verdict(payload: Payload): ActionVerdict;
  /** Fills texts in, and what the finding supplies. Undefined where something that it needs is not known. Pure. */
  resolve(settings: Settings, values: TemplateValues): Payload | undefined;
  toProto(payload: Payload): ActionMessage;
  /** Reads a directive that has `protoField`. Accepts whatever a peer may send. */
  fromProto(message: DirectiveMessage): ProtoResult<Payload>;
  /** One clause for people, of a decided action or of one as written: `takes web_search away`. */
  describe(settings: Payload | Settings): string;
  /** The tool that it is about, where it is about one. */
  toolOf?(payload: Payload): string | undefined;
}

/** Fixes the type parameters by inference. */
export const defineAction = <const Kind extends string, Settings extends object, Payload extends object>(
  definition: ActionDefinition<Kind, Settings, Payload>,
): ActionDefinition<Kind, Settings, Payload> => definition;

/** Text in double quotes, as one printable line. */
export const quote = (text: string): string => `"${printable(text.replace(/\s+/g, ' ').trim())}"`;
