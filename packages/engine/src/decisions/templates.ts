import type { Action } from '../actions/action.ts';
import type { ActionTemplate } from '../policy/document.ts';

/** What the placeholders of a text stand for. */
export interface TemplateValues {
  readonly tool?: string;
  readonly count?: number;
}

/** Fills `{tool}` and `{count}` in; where a value is not known, words that still make a sentence. */
export function fillText(text: string, values: TemplateValues): string {
  return text.replace(/\{(tool|count)\}/g, (_, name: string) =>
    name === 'tool' ? (values.tool ?? 'the tool') : String(values.count ?? 'several'),
  );
}

/** The action that a template describes; undefined where it lacks what it needs: `deny_tool` without any tool to deny. */
export function fillAction(template: ActionTemplate, values: TemplateValues): Action | undefined {
  const fill = (text: string | undefined): string => fillText(text ?? '', values);
  switch (template.kind) {
    case 'steer':
      return { kind: 'steer', guidance: fill(template.guidance) };
    case 'deny_tool': {
      const tool = template.tool ?? values.tool;
      if (tool === undefined) return undefined;
      const instead = template.instead === undefined ? {} : { instead: fill(template.instead) };
      return { kind: 'deny_tool', tool, reason: fill(template.reason), ...instead };
    }
    case 'halt':
      return { kind: 'halt', mode: template.mode ?? 'graceful', reason: fill(template.reason) };
    case 'set_model':
      return template.model === undefined ? undefined : { kind: 'set_model', model: template.model };
    case 'clamp': {
      const { maxOutputTokens, temperature } = template;
      return {
        kind: 'clamp',
        ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
        ...(temperature === undefined ? {} : { temperature }),
      };
    }
  }
}
