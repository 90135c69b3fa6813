/** Small turns of phrase used by several commands. */
import type { Action, ActionTemplate } from '@airt/engine';

/** An action, decided or as written in a policy, in one clause: "takes web_search away". */
export function describeAction(action: Action | ActionTemplate): string {
  switch (action.kind) {
    case 'steer':
      return `tells the model: ${quote(action.guidance)}`;
    case 'deny_tool': {
      const instead = action.instead ? `, and says what to do instead: ${quote(action.instead)}` : '';
      return `takes ${action.tool ?? 'the tool'} away${action.reason ? `, because ${quote(action.reason)}` : ''}${instead}`;
    }
    case 'halt':
      return `${action.mode === 'abort' ? 'refuses the next model call' : 'turns all tools off and asks the model to conclude'}${action.reason ? `: ${quote(action.reason)}` : ''}`;
    case 'set_model':
      return `uses the model ${action.model ?? '?'} from here on`;
    case 'clamp': {
      const bounds = [
        action.maxOutputTokens === undefined ? '' : `output to ${action.maxOutputTokens} tokens`,
        action.temperature === undefined ? '' : `temperature to ${action.temperature}`,
      ].filter((bound) => bound !== '');
      return `limits ${bounds.join(' and ') || 'nothing'}`;
    }
  }
}

/** Text in double quotes, its line breaks as spaces. */
export function quote(text: string | undefined): string {
  return `"${(text ?? '').replace(/\s+/g, ' ').trim()}"`;
}

/** "1 step", "2 steps". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`;
}

/** Milliseconds for people: "12 ms", "1.5 s". */
export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A word for a POSIX shell: in quotes where it needs them, so that a printed command can be pasted. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
