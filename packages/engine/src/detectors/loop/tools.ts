/** What a tool is, as far as its name tells. */
import type { LoopConfig } from './config.ts';

export interface ToolKind {
  readonly poller: boolean;
  readonly advancing: boolean;
  readonly mutating: boolean;
}

/** Names remembered; a run has few tools, and a stream of made-up names must not fill the memory. */
const MAX_NAMES = 256;

const classifiers = new WeakMap<LoopConfig, (tool: string) => ToolKind>();

/** Classifies tools by the words of their names; one classifier serves all sessions of a configuration. */
export function toolKinds(config: LoopConfig): (tool: string) => ToolKind {
  const known = classifiers.get(config) ?? createToolKinds(config);
  classifiers.set(config, known);
  return known;
}

function createToolKinds(config: LoopConfig): (tool: string) => ToolKind {
  const poller = new Set(config.pollerWords);
  const advancing = new Set(config.advancingWords);
  const mutating = new Set(config.mutatingWords);
  const reading = new Set(config.readingWords);
  const known = new Map<string, ToolKind>();
  return (tool) => {
    const remembered = known.get(tool);
    if (remembered) return remembered;
    const words = wordsOf(tool);
    const changes = !reading.has(words[0] ?? '') && words.some((word) => mutating.has(word));
    const kind: ToolKind = {
      // `update_status` sets a status, it does not wait for one.
      poller: !changes && words.some((word) => poller.has(word)),
      advancing: words.some((word) => advancing.has(word)),
      mutating: changes,
    };
    if (known.size >= MAX_NAMES) known.clear();
    known.set(tool, kind);
    return kind;
  };
}

function wordsOf(tool: string): readonly string[] {
  return tool
    .slice(0, 256)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
