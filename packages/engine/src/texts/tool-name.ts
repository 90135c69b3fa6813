/**
 * Names of tools come from spans, which anybody who can reach a receiver can send, and from models: a name may be a paragraph of
 * instructions. A text for people repeats only what providers accept as the name of a tool; a text for a model only the name of a tool
 * that the agent itself declares (see template.ts).
 *
 * OpenAI takes `[a-zA-Z0-9_-]{1,64}`, Anthropic the same up to 128, Gemini also `.` and `:`; MCP servers and gateways add `/`.
 */
import { singleLine } from './printable.ts';

const TOOL_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,127}$/;
/** Characters of a name in a text; a provider's longest is 128. */
const MAX_QUOTED = 128;

/** Whether a text could be the name of a tool at a provider. */
export const isPlausibleToolName = (name: string): boolean => TOOL_NAME.test(name);

/** The name where it is plausible, else `otherwise`: what a text for people may say about a tool. */
export const toolNameForText = (name: string | undefined, otherwise = 'the tool'): string =>
  name !== undefined && isPlausibleToolName(name) ? name : otherwise;

/** A name in double quotes, as one printable line of bounded length, whatever the name is. */
export const quoteName = (name: string): string => `"${singleLine(name, MAX_QUOTED).replaceAll('"', "'")}"`;
