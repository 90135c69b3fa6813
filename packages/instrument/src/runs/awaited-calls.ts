/**
 * Tool calls that the application has received, and what answers them. Ids pair them where both sides have one. Some providers give
 * calls no ids, some clients leave out the provider's or make up their own: where the wire names the tool of a result, name and order
 * pair what is left.
 */
import { isDerivedCallId } from '../model/call-id.ts';
import type { Message, Part } from '../model/message.ts';
import type { AwaitedCall } from './run.ts';

export type ToolResult = Extract<Part, { readonly type: 'tool_call_response' }>;

/** A call, and the result that a request carries. */
export interface AnsweredCall {
  readonly call: AwaitedCall;
  readonly result: ToolResult;
}

/**
 * The results of a request that may answer a call which is still awaited. Where results name their tools, calls may have derived ids, which
 * equal calls of earlier turns have too: there only what follows the latest calls counts.
 */
export function currentResults(messages: readonly Message[]): ToolResult[] {
  /** Where a call with the id stands last: some models use an id again in the next turn. */
  const callAt = new Map<string, number>();
  for (const [at, { parts }] of messages.entries())
    for (const part of parts) if (part.type === 'tool_call' && part.id !== undefined) callAt.set(part.id, at);
  const isOfLatest = ({ id }: ToolResult, at: number): boolean => id === undefined || at >= (callAt.get(id) ?? 0);
  const latest = messages.findLastIndex(({ role, parts }) => role === 'assistant' && parts.some(({ type }) => type === 'tool_call'));
  return messages.flatMap(({ parts }, at) =>
    parts
      .filter((part) => part.type === 'tool_call_response')
      .filter((part) => isOfLatest(part, at) && (at > latest || part.name === undefined)),
  );
}

/** The awaited calls that a request answers, in the order of their results. */
export function findAnsweredCalls(awaited: ReadonlyMap<string, AwaitedCall>, messages: readonly Message[]): AnsweredCall[] {
  const results = currentResults(messages);
  const paired = new Map<ToolResult, AwaitedCall>();
  const left = new Map(awaited);
  const pair = (result: ToolResult, call: AwaitedCall | undefined): void => {
    if (!call) return;
    paired.set(result, call);
    left.delete(call.id);
  };
  // Where an id was answered more than once, the latest result is that of the latest call.
  for (const result of results.toReversed()) if (result.id !== undefined) pair(result, left.get(result.id));
  const unpaired = results.filter((result) => result.name !== undefined && !paired.has(result));
  for (const name of new Set(unpaired.map((result) => result.name))) {
    const named = unpaired.filter((result) => result.name === name);
    // Those received last: an earlier one that was never answered is not answered any more.
    const calls = [...left.values()].filter((call) => call.name === name).slice(-named.length);
    for (const [index, result] of named.entries()) pair(result, calls[index]);
  }
  return results.flatMap((result) => {
    const call = paired.get(result);
    return call ? [{ call, result }] : [];
  });
}

/** The awaited call that an adapter sees executed: by id, else, where the provider gave it none, by name, with equal arguments first. */
export function findExecutedCall(
  awaited: ReadonlyMap<string, AwaitedCall>,
  execution: { readonly callId: string | undefined; readonly name: string; readonly callDigest: string },
): AwaitedCall | undefined {
  const known = execution.callId === undefined ? undefined : awaited.get(execution.callId);
  if (known) return known;
  const derived = [...awaited.values()].filter(({ id, name }) => isDerivedCallId(id) && name === execution.name);
  return derived.find(({ digest }) => digest === execution.callDigest) ?? derived[0];
}
