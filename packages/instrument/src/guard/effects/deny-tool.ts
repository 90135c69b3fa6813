import type { RequestEdit } from '../../model/model-request.ts';
import { toolOffText } from '../texts.ts';
import type { Effect } from './effect.ts';

/** The tool leaves the offer, and a call of it is removed from every answer: a model can call what it is not offered. */
export const denyTool: Effect<'deny_tool'> = {
  apply(action, request, isFirst) {
    const isOffered = request.tools.some(({ name }) => name === action.tool);
    const removal: RequestEdit[] = isOffered ? [{ kind: 'remove_tool', name: action.tool }] : [];
    return { edits: isFirst ? [...removal, { kind: 'add_guidance', text: toolOffText(action, isOffered) }] : removal };
  },
  restrict({ tool, reason, instead }, { deniedTools }) {
    deniedTools.set(tool, { reason, ...(instead ? { instead } : {}) });
  },
};
