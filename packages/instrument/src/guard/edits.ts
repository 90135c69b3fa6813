/** What the actions of directives and policies do to a request, and how it is told. */
import type { Action, FoldedVerdict } from '@airt/engine';
import type { ModelRequest, RequestEdit } from '../model/model-request.ts';
import { callRefusedText, guidanceText, haltText, toolOffText } from './texts.ts';

export const isAbort = (action: Action): action is Extract<Action, { kind: 'halt' }> => action.kind === 'halt' && action.mode === 'abort';

export const abortText = (action: Action): string | undefined => (isAbort(action) ? callRefusedText(action.reason) : undefined);

/** `fresh`: the first time, when the model is told about it; later a lasting action is only kept in force. */
export function editsOf(action: Action, request: ModelRequest, fresh: boolean): RequestEdit[] {
  switch (action.kind) {
    case 'steer':
      return [{ kind: 'add_guidance', text: guidanceText(action.guidance) }];
    case 'deny_tool': {
      const off: RequestEdit[] = request.tools.some((tool) => tool.name === action.tool)
        ? [{ kind: 'remove_tool', name: action.tool }]
        : [];
      return fresh ? [...off, { kind: 'add_guidance', text: toolOffText(action) }] : off;
    }
    case 'halt':
      return action.mode === 'graceful' ? [{ kind: 'disable_tools' }, { kind: 'add_guidance', text: haltText(action.reason) }] : [];
    case 'set_model':
      return [{ kind: 'set_parameters', model: action.model }];
    case 'clamp':
      return [
        {
          kind: 'set_parameters',
          ...(action.maxOutputTokens !== undefined ? { maxOutputTokens: action.maxOutputTokens } : {}),
          ...(action.temperature !== undefined ? { temperature: action.temperature } : {}),
        },
      ];
  }
}

export function nameOfEdit(edit: RequestEdit): string {
  switch (edit.kind) {
    case 'add_guidance':
      return 'messages[+guidance]';
    case 'remove_tool':
      return `tools[-${edit.name}]`;
    case 'disable_tools':
      return 'tool_choice[none]';
    case 'continue_response':
      return 'previous_response_id';
    case 'replace_result':
    case 'resolve_removed_call':
      return `tool_result[~${edit.callId}]`;
    case 'set_parameters':
      return `parameters[${Object.keys(edit)
        .filter((key) => key !== 'kind')
        .join(',')}]`;
  }
}

export const changesOf = (verdict: FoldedVerdict, request: ModelRequest): string[] =>
  verdict.actions.flatMap(({ action }) => editsOf(action, request, true).map((edit) => nameOfEdit(edit)));
