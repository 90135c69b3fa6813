/** Another reading of the wires, for tests: the plainest there is, straight from the bytes, sharing nothing with the dialects. */

/** What the plain reading gives; the same fields are taken from ours. */
export interface Reading {
  id: unknown;
  model: unknown;
  input: unknown;
  output: unknown;
  cacheRead: unknown;
  cacheWrite: unknown;
  reasoning: unknown;
  finish: unknown;
  calls: unknown;
  error: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the plain reading takes the recorded JSON as it comes
type Any = any;

export function plainEvents(text: string): Any[] {
  const events: Any[] = [];
  for (const block of text.replaceAll('\r\n', '\n').split('\n\n')) {
    const data = block
      .split('\n')
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trim())
      .join('\n');
    if (data !== '' && data !== '[DONE]') events.push(JSON.parse(data));
  }
  return events;
}

/** @param events Of a stream. */
export type PlainReading = (body: Any, events: Any[] | undefined) => Reading;

export const plain = {
  'openai.chat_completions': (body, events) => {
    const tokens = (usage: Any) => ({
      input: usage?.prompt_tokens,
      output: usage?.completion_tokens,
      cacheRead:
        usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens ?? usage?.cached_tokens ?? usage?.num_cached_tokens,
      cacheWrite: usage?.prompt_tokens_details?.cache_write_tokens,
      reasoning: usage?.completion_tokens_details?.reasoning_tokens,
    });
    if (events === undefined) {
      const calls: Any[] = [];
      for (const choice of body.choices ?? []) {
        for (const call of choice.message.tool_calls ?? []) calls.push([call.id, call.function.name, call.function.arguments ?? '']);
        const old = choice.message.function_call;
        if (old) calls.push([undefined, old.name, old.arguments]);
      }
      const finish = (body.choices ?? []).map((choice: Any) => choice.finish_reason).filter(Boolean);
      return { id: body.id, model: body.model, ...tokens(body.usage), finish, calls, error: Boolean(body.error) };
    }
    const out: Any = { usage: undefined, finish: {}, calls: {} };
    for (const event of events) {
      out.id ??= event.id || undefined;
      out.model ??= event.model || undefined;
      out.usage = event.usage ?? event.x_groq?.usage ?? out.usage;
      out.error ||= Boolean(event.error);
      for (const choice of event.choices ?? []) {
        if (choice.finish_reason) out.finish[choice.index] = choice.finish_reason;
        for (const call of choice.delta?.tool_calls ?? []) {
          out.calls[`${choice.index} ${call.index}`] ??= [call.id, call.function.name, ''];
          out.calls[`${choice.index} ${call.index}`][2] += call.function?.arguments ?? '';
        }
        const old = choice.delta?.function_call;
        if (old) {
          out.calls[choice.index] ??= [undefined, old.name, ''];
          out.calls[choice.index][2] += old.arguments ?? '';
        }
      }
    }
    const finish = Object.values(out.finish);
    return { id: out.id, model: out.model, ...tokens(out.usage), finish, calls: Object.values(out.calls), error: out.error === true };
  },
  'openai.responses': (body, events) => {
    const last = events?.findLast((event) => /^response\.(completed|incomplete|failed)$/.test(event.type))?.response;
    const whole = events === undefined ? body : (last ?? events[0]?.response ?? {});
    const items: Any[] =
      events === undefined
        ? (body.output ?? [])
        : events.filter((event) => event.type === 'response.output_item.done').map((event) => event.item);
    const calls = items
      .filter(isRunByClient)
      .map((item) => [
        item.call_id ?? item.id,
        item.name ?? item.type.replace(/_call$/, ''),
        item.arguments ?? item.input ?? item.action ?? item.operation,
      ]);
    const reasons: Record<string, unknown> = {
      completed: calls.length > 0 ? 'tool_calls' : 'stop',
      complete: calls.length > 0 ? 'tool_calls' : 'stop',
      incomplete: whole.incomplete_details?.reason,
      failed: 'error',
    };
    const reason = reasons[whole.status];
    return {
      id: whole.id,
      model: whole.model,
      input: whole.usage?.input_tokens,
      output: whole.usage?.output_tokens,
      cacheRead: whole.usage?.input_tokens_details?.cached_tokens,
      cacheWrite: whole.usage?.input_tokens_details?.cache_write_tokens,
      reasoning: whole.usage?.output_tokens_details?.reasoning_tokens,
      finish: reason === undefined ? [] : [reason],
      calls,
      error: Boolean(whole.error) || (events ?? []).some((event) => event.type === 'error'),
    };
  },
  'anthropic.messages': (body, events) => {
    let message = body;
    let calls: Any[] = [];
    if (events === undefined) {
      calls = (body.content ?? [])
        .filter((block: Any) => block.type === 'tool_use')
        .map((block: Any) => [block.id, block.name, block.input]);
    } else {
      message = { ...events.find((event) => event.type === 'message_start')?.message };
      message.usage = { ...message.usage };
      const open: Record<number, Any> = {};
      for (const event of events) {
        if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') {
          open[event.index] = [event.content_block.id, event.content_block.name, ''];
          calls.push(open[event.index]);
        }
        if (event.delta?.type === 'input_json_delta' && open[event.index]) open[event.index][2] += event.delta.partial_json;
        if (event.type === 'message_delta') {
          message.stop_reason = event.delta.stop_reason;
          for (const [key, value] of Object.entries(event.usage)) if (value !== null) message.usage[key] = value;
        }
        if (event.type === 'error') message.error = event.error;
      }
      calls = calls.map(([id, name, text]) => [id, name, text === '' ? {} : JSON.parse(text)]);
    }
    const usage = message.usage;
    const read = usage?.cache_read_input_tokens;
    const write = usage?.cache_creation_input_tokens;
    return {
      id: message.id,
      model: message.model,
      input: usage === undefined || usage.input_tokens === undefined ? undefined : usage.input_tokens + (read ?? 0) + (write ?? 0),
      output: usage?.output_tokens,
      cacheRead: read ?? undefined,
      cacheWrite: write ?? undefined,
      reasoning: usage?.output_tokens_details?.thinking_tokens,
      finish: message.stop_reason ? [message.stop_reason] : [],
      calls,
      error: Boolean(message.error),
    };
  },
} satisfies Record<string, PlainReading>;

/** An item of the Responses API that the application is to run. */
export const isRunByClient = (item: { readonly type?: string; readonly execution?: string; readonly environment?: unknown }): boolean =>
  /^(function|custom_tool|local_shell|apply_patch|computer)_call$|^mcp_approval_request$/.test(item.type ?? '') ||
  (item.type === 'shell_call' && !/container/.test(JSON.stringify(item.environment ?? {}))) ||
  (item.type === 'tool_search_call' && item.execution === 'client');
