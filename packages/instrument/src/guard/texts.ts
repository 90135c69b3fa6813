/**
 * What is said to a model. A denial names what was refused, why, and what to do instead: models obey that, and retry a bare
 * refusal blindly.
 */
import { type Action, quoteName } from '@airt/engine';

export const guidanceText = (guidance: string): string => `[Runtime guidance] ${guidance}`;

/** `isOffered`: the request offers the tool. The name of another one may come from a span, and is not repeated. */
export function toolOffText(action: Extract<Action, { kind: 'deny_tool' }>, isOffered: boolean): string {
  const what = isOffered ? `The tool ${quoteName(action.tool)} is` : 'A tool of this run is';
  const instead = action.instead ? ` Instead: ${sentence(action.instead)}` : ' Continue without it.';
  return `[Runtime guidance] ${what} no longer available in this run: ${sentence(action.reason)}${instead}`;
}

export const haltText = (reason: string): string =>
  `[Runtime guidance] This run has to end now: ${sentence(reason)} Do not call any tool. Give your best final answer from what you already have, and say what is missing.`;

/** Stands in the place of a call that was taken out of a response. `tool`: undefined where the request offers none of this name. */
export function callDeniedText(tool: string | undefined, reason: string, instead: string | undefined): string {
  return `The call${ofTool(tool)} was not made: ${sentence(reason)}${instead ? ` Instead: ${sentence(instead)}` : ''}`;
}

/** Stands in place of the text of an answer. */
export function textDeniedText(reason: string, instead: string | undefined): string {
  return `The answer was withheld: ${sentence(reason)}${instead ? ` Instead: ${sentence(instead)}` : ''}`;
}

/** Stands in the place of a tool result that the model must not see. */
export function resultDeniedText(tool: string | undefined, reason: string, instead: string | undefined): string {
  return `The result${ofTool(tool)} was withheld: ${sentence(reason)}${instead ? ` Instead: ${sentence(instead)}` : ''}`;
}

export const callRefusedText = (reason: string): string => `This model call was refused by policy: ${sentence(reason)}`;

const ofTool = (tool: string | undefined): string => (tool === undefined ? '' : ` of ${quoteName(tool)}`);

const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
