/**
 * Names of tools come from spans, which anybody who can reach a receiver can send: a name may be a paragraph of instructions. A text
 * for a model or for people repeats only what providers accept as the name of a tool.
 *
 * OpenAI takes `[a-zA-Z0-9_-]{1,64}`, Anthropic the same up to 128, Gemini also `.` and `:`; MCP servers and gateways add `/`.
 */
const TOOL_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,127}$/;

/** Whether a text could be the name of a tool at a provider. */
export const isPlausibleToolName = (name: string): boolean => TOOL_NAME.test(name);

/** The name where it is plausible, else `otherwise`: what a text may say about a tool. */
export const toolNameForText = (name: string | undefined, otherwise = 'the tool'): string =>
  name !== undefined && isPlausibleToolName(name) ? name : otherwise;
