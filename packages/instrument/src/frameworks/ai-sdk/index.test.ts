import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestServices, enforced } from '../../testing/services.ts';
import { ToolDeniedError } from '../tool-execution.ts';
import { createAiSdkIntegration } from './index.ts';

const noRm = enforced(`
    - name: no-rm
      on: pre_tool_call
      when: tool.name == "shell" && tool.args.command.contains("rm -rf")
      deny: { reason: destructive }
    - name: no-keys
      on: post_tool_call
      when: string(tool.result).contains("PRIVATE KEY")
      deny: { reason: it holds a key }`);

const start = { callId: 'a', operationId: 'ai.generateText', functionId: 'research', aiVersion: '7' };
const toolCall = (command: string) => ({ toolName: 'shell', toolCallId: 't1', input: { command } });

test('one agent span with its tools below it, ended once', async () => {
  const { services, spans, events } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  const active = await sdk.executeLanguageModelCall({ callId: 'a', execute: async () => services.scopes.getStore()?.run.agentName });
  await sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('ls'), execute: async () => undefined });
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: { toolCallId: 't1' }, toolOutput: { type: 'tool-result', output: 'a.txt' } });
  await sdk.onEnd({ callId: 'a' });
  await sdk.onEnd({ callId: 'a' });
  assert.equal(active, 'research');
  const [agent, ...more] = spans('invoke_agent research');
  const [tool] = spans('execute_tool shell');
  assert.equal(more.length, 0);
  assert.equal(tool?.parentSpanContext?.spanId, agent?.spanContext().spanId);
  assert.equal(tool?.attributes['gen_ai.tool.call.id'], 't1');
  assert.equal(tool?.attributes['airt.tool.inferred'], undefined);
  assert.equal(tool?.attributes['airt.tool.result.size'], 5);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['tool_call'],
  );
});

test('a denied tool does not run, and the model is told why', async () => {
  const { services, spans } = createTestServices({ policies: noRm });
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  let ran = false;
  const execute = async () => {
    ran = true;
  };
  const denied = sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('rm -rf /'), execute });
  const error = await denied.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ToolDeniedError);
  assert.match(error.message, /"shell" was not made: destructive/);
  assert.equal(ran, false);
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: { toolCallId: 't1' }, toolOutput: { type: 'tool-error', error } });
  const [tool] = spans('execute_tool shell');
  assert.ok(tool?.attributes['error.type']);
  assert.equal(tool?.events[0]?.name, 'airt.intervention');
  assert.equal(spans('airt.intervention deny').length, 1);
});

test('a result that must not be seen is withheld from the model', async () => {
  const { services } = createTestServices({ policies: noRm });
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  await sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('cat id'), execute: async () => undefined });
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: { toolCallId: 't1' }, toolOutput: { type: 'tool-result', output: 'PRIVATE KEY' } });
  const [run] = services.runs.open;
  assert.match(run?.replacedResults.get('t1') ?? '', /withheld: it holds a key/);
});

test("a tool's own error goes through as it is", async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  const own = new TypeError('no such file');
  const failing = sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('ls'), execute: () => Promise.reject(own) });
  await assert.rejects(failing, (error) => error === own);
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: { toolCallId: 't1' }, toolOutput: { type: 'tool-error', error: own } });
  assert.equal(spans('execute_tool shell')[0]?.attributes['error.type'], 'TypeError');
});

test('an agent within a tool of another is in its trace, and not the outermost', async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  await sdk.executeTool({
    callId: 'a',
    toolCallId: 't1',
    toolCall: toolCall('ls'),
    execute: async () => {
      await sdk.onStart({ ...start, callId: 'b', functionId: 'helper' });
      await sdk.onEnd({ callId: 'b' });
    },
  });
  await sdk.onEnd({ callId: 'a' });
  const [outer] = spans('invoke_agent research');
  const [inner] = spans('invoke_agent helper');
  assert.equal(inner?.spanContext().traceId, outer?.spanContext().traceId);
  assert.equal(inner?.parentSpanContext?.spanId, spans('execute_tool shell')[0]?.spanContext().spanId);
  assert.deepEqual([outer?.attributes['airt.run.root'], inner?.attributes['airt.run.root']], [true, false]);
});

test('an abort and an error end the agent with their type', async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart({ ...start, callId: 'a' });
  await sdk.onAbort({ callId: 'a' });
  await sdk.onStart({ ...start, callId: 'b' });
  await sdk.onError({ callId: 'b', error: new RangeError('x') });
  assert.deepEqual(
    spans('invoke_agent research').map((span) => span.attributes['error.type']),
    ['AbortError', 'RangeError'],
  );
});

test('what is not an agent, or not known, is left alone', async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart({ ...start, operationId: 'ai.embed' });
  assert.equal(await sdk.executeTool({ callId: 'zzz', toolCall: toolCall('ls'), execute: async () => 'value' }), 'value');
  assert.equal(await sdk.executeLanguageModelCall({ callId: 'zzz', execute: async () => 'value' }), 'value');
  await sdk.onEnd({ callId: 'zzz' });
  assert.equal(spans('invoke_agent research').length, 0);
});

test('a call whose input the application keeps from telemetry is judged on the wire, and not twice', async () => {
  const { services, spans, events } = createTestServices({ policies: noRm });
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  const [run] = services.runs.open;
  assert.ok(run);
  const written = '{"command":"ls"}';
  services.tools.onCallsDelivered(run, [{ key: 't1', id: 't1', name: 'shell', arguments: written }], 1);
  const hidden = { toolName: 'shell', toolCallId: 't1', input: undefined };
  await sdk.executeTool({ callId: 'a', toolCallId: 't1', recordInputs: false, toolCall: hidden, execute: async () => 'ran' });
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: hidden, toolOutput: { type: 'tool-result', output: undefined } });
  const [tool] = spans('execute_tool shell');
  assert.equal(tool?.attributes['airt.tool.call.digest'], services.digester.call('shell', written));
  assert.equal(events.length, 1);
});

test('a result that the application keeps from telemetry is judged when it leaves for the model', async () => {
  const { services, spans } = createTestServices({ policies: noRm });
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  await sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('cat id'), execute: async () => undefined });
  const toolOutput = { type: 'tool-result', output: undefined };
  await sdk.onToolExecutionEnd({ callId: 'a', toolCall: { toolCallId: 't1' }, recordOutputs: false, toolOutput });
  assert.equal(spans('execute_tool shell').length, 0);
  const answer = { role: 'tool' as const, parts: [{ type: 'tool_call_response' as const, id: 't1', response: 'PRIVATE KEY' }] };
  const request = { stream: false, messages: [answer], tools: [], parameters: {}, attributes: {} };
  await sdk.executeLanguageModelCall({ callId: 'a', execute: async () => services.scopes.getStore()?.onRequest?.(request) });
  const [run] = services.runs.open;
  assert.match(run?.replacedResults.get('t1') ?? '', /withheld: it holds a key/);
  assert.equal(spans('execute_tool shell')[0]?.attributes['airt.tool.result.size'], 'PRIVATE KEY'.length);
});

test('only tools that the SDK runs are left to it; what runs within a tool is judged on the wire', async () => {
  const { services } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart({ ...start, tools: { shell: { execute: () => undefined }, ask: {} } });
  const seen: unknown[] = [];
  const look = async () => {
    const scope = services.scopes.getStore();
    seen.push([scope?.within, scope?.guardedByAdapter('shell'), scope?.guardedByAdapter('ask')]);
  };
  await sdk.executeLanguageModelCall({ callId: 'a', execute: look });
  await sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('ls'), execute: look });
  assert.deepEqual(seen, [
    ['model', true, false],
    ['tool', false, false],
  ]);
});

test('a loop by hand, whose tools the application runs between two calls, is one run', async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  const [run] = services.runs.open;
  assert.ok(run);
  services.tools.onCallsDelivered(run, [{ key: 't1', id: 't1', name: 'shell', arguments: '{"command":"ls"}' }], 1);
  await sdk.onEnd({ callId: 'a' });
  assert.equal(spans('invoke_agent research').length, 0);
  const transcript = (command: string) => [
    { role: 'user', content: 'List the files.' },
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'shell', input: { command } }] },
    { role: 'tool', content: [{ type: 'tool-result', toolCallId: 't1', toolName: 'shell' }] },
  ];
  // Another conversation in which the model gave the same id.
  await sdk.onStart({ ...start, callId: 'b', messages: transcript('pwd') });
  await sdk.onEnd({ callId: 'b' });
  assert.notEqual(spans('invoke_agent research')[0]?.spanContext().traceId, run.traceId);
  await sdk.onStart({ ...start, callId: 'c', messages: transcript('ls') });
  const answer = { role: 'tool' as const, parts: [{ type: 'tool_call_response' as const, id: 't1', response: 'a.txt' }] };
  const request = { stream: false, messages: [answer], tools: [], parameters: {}, attributes: {} };
  await sdk.executeLanguageModelCall({ callId: 'c', execute: async () => services.scopes.getStore()?.onRequest?.(request) });
  await sdk.onEnd({ callId: 'c' });
  const [tool] = spans('execute_tool shell');
  assert.equal(tool?.parentSpanContext?.spanId, run.span?.spanContext().spanId);
  assert.equal(tool?.attributes['airt.tool.inferred'], true);
  assert.equal(spans('invoke_agent research').length, 2);
});

test('a run whose calls the application never answers ends when it has been idle', async () => {
  const { services, spans } = createTestServices();
  const sdk = createAiSdkIntegration(() => services);
  await sdk.onStart(start);
  const [run] = services.runs.open;
  assert.ok(run);
  services.tools.onCallsDelivered(run, [{ key: 't1', id: 't1', name: 'answer', arguments: '{}' }], 1);
  await sdk.onEnd({ callId: 'a' });
  services.runs.sweep(run.lastMs + 60_000, 60_000);
  assert.equal(spans('invoke_agent research').length, 1);
});

test('a failure of the guard is not a failure of the tool', async () => {
  const { services } = createTestServices();
  const broken = () => {
    throw new Error('broken guard');
  };
  const sdk = createAiSdkIntegration(() => ({ ...services, guard: { ...services.guard, preToolCall: broken } }));
  await sdk.onStart(start);
  assert.equal(await sdk.executeTool({ callId: 'a', toolCallId: 't1', toolCall: toolCall('ls'), execute: async () => 'ran' }), 'ran');
  assert.equal(services.diagnostics.failures.get('pre_tool_call'), 1);
});
