import type { RequestEdit } from '../model/model-request.ts';

type Names = { readonly [Kind in RequestEdit['kind']]: (edit: Extract<RequestEdit, { kind: Kind }>) => string };

const NAMES: Names = {
  add_guidance: () => 'messages[+guidance]',
  remove_tool: ({ name }) => `tools[-${name}]`,
  disable_tools: () => 'tool_choice[none]',
  replace_result: ({ callId }) => `tool_result[~${callId}]`,
  resolve_removed_call: ({ callId }) => `tool_result[~${callId}]`,
  continue_response: () => 'previous_response_id',
  set_parameters: ({ kind: _, ...parameters }) => `parameters[${Object.keys(parameters).join(',')}]`,
};

/** The name of a change, as in `airt.changes`: what was changed, and nothing of its content. */
export const nameOfEdit = (edit: RequestEdit): string => (NAMES[edit.kind] as (edit: RequestEdit) => string)(edit);
