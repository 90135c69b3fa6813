/** What the trace of a run has to look like, whoever wrote the agent: read from Jaeger, compared with what the model really got. */
import assert from 'node:assert/strict';
import type { FlatSpan } from '../components/jaeger.ts';
import { wires } from '../testing/provider/index.ts';
import type { Provider } from '../testing/provider/provider.ts';

const operation = (span: FlatSpan): unknown => span.attributes['gen_ai.operation.name'];
export const chats = (spans: readonly FlatSpan[]): FlatSpan[] => spans.filter((span) => operation(span) === 'chat');
export const toolRuns = (spans: readonly FlatSpan[]): FlatSpan[] => spans.filter((span) => operation(span) === 'execute_tool');
export const agentRuns = (spans: readonly FlatSpan[]): FlatSpan[] => spans.filter((span) => operation(span) === 'invoke_agent');
export const interventions = (spans: readonly FlatSpan[]): FlatSpan[] => spans.filter(({ name }) => name.startsWith('airt.intervention'));

/** Attributes of the GenAI semantic conventions v0.1.0 that these spans may carry; content is off, and older names are wrong. */
const CONVENTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  chat: new Set(
    [
      'operation.name provider.name conversation.id agent.name output.type token.modality',
      'request.model request.stream request.max_tokens request.temperature request.top_p request.top_k request.seed',
      'request.choice.count request.frequency_penalty request.presence_penalty request.stop_sequences request.reasoning.level',
      'request.previous_response.id response.id response.model response.finish_reasons response.time_to_first_chunk',
      'usage.input_tokens usage.output_tokens usage.cache_read.input_tokens usage.cache_write.input_tokens usage.reasoning.output_tokens',
    ].flatMap((line) => line.split(' ')),
  ),
  execute_tool: new Set(['operation.name', 'agent.name', 'tool.name', 'tool.type', 'tool.description', 'tool.call.id']),
  invoke_agent: new Set(['operation.name', 'agent.name', 'agent.description', 'conversation.id']),
};

/** One tree: one trace, every parent there, no span twice, below `root` alone. */
export function checkTree(spans: readonly FlatSpan[], root: FlatSpan): void {
  assert.deepEqual([...new Set(spans.map(({ traceId }) => traceId))].length, 1, 'one trace');
  const ids = new Set(spans.map(({ spanId }) => spanId));
  assert.equal(ids.size, spans.length, 'no span twice');
  assert.deepEqual(
    spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)).map(({ name }) => name),
    [root.name],
    'one root, nothing orphaned',
  );
}

/** The spans of one run of an agent: `invoke_agent`, and directly below it every model call and tool execution, once. */
export function checkRun(spans: readonly FlatSpan[], run: FlatSpan, model: Provider): void {
  const calls = chats(spans);
  const tools = toolRuns(spans);
  assert.equal(run.kind, 1, 'invoke_agent is INTERNAL');
  for (const span of [...calls, ...tools]) {
    assert.equal(span.parentSpanId, run.spanId, `${span.name} is below invoke_agent`);
    assert.ok(span.start >= run.start && span.end <= run.end, `${span.name} is within invoke_agent`);
  }
  for (const span of [run, ...calls, ...tools]) {
    const allowed = CONVENTIONS[String(operation(span))];
    const strange = Object.keys(span.attributes).filter((key) => key.startsWith('gen_ai.') && !allowed?.has(key.slice('gen_ai.'.length)));
    assert.deepEqual(strange, [], `${span.name} has attributes that the conventions do not know, or content`);
    assert.equal(span.status.code, 0, `${span.name} did not fail`);
  }
  checkChats(calls, model);
  checkTools(tools, model);
}

function checkChats(calls: readonly FlatSpan[], model: Provider): void {
  assert.equal(calls.length, model.requests.length, 'one chat span for each request that the model got');
  for (const [index, { name, kind, attributes }] of calls.entries()) {
    const request = model.requests[index];
    const answer = model.answers[index];
    assert.ok(request && answer);
    assert.equal(name, `chat ${request.model}`);
    assert.equal(kind, 3, 'chat is CLIENT');
    assert.equal(attributes['gen_ai.provider.name'], wires[request.wire].providerName);
    assert.equal(attributes['gen_ai.request.model'], request.model);
    assert.equal(attributes['gen_ai.response.model'], answer.model);
    assert.ok(
      String(attributes['gen_ai.response.id']).endsWith(answer.id),
      `${attributes['gen_ai.response.id']} is the answer ${answer.id}`,
    );
    assert.equal(attributes['gen_ai.usage.input_tokens'], answer.tokens.input);
    assert.equal(attributes['gen_ai.usage.output_tokens'], answer.tokens.output);
    assert.equal((attributes['gen_ai.response.finish_reasons'] as unknown[]).length, 1);
    assert.equal(attributes['server.address'], '127.0.0.1');
    assert.equal(typeof attributes['server.port'], 'number');
    assert.equal(attributes['gen_ai.request.stream'], request.stream ? true : undefined);
    assert.equal(typeof attributes['gen_ai.response.time_to_first_chunk'], request.stream ? 'number' : 'undefined');
  }
}

function checkTools(tools: readonly FlatSpan[], model: Provider): void {
  const answered = new Set(model.requests.flatMap(({ results }) => results.map(({ id }) => id)));
  assert.deepEqual(
    tools.map(({ attributes }) => attributes['gen_ai.tool.call.id']),
    [...answered],
    'one execute_tool span for each tool result that the model got, in order',
  );
  const calls = new Map(model.answers.flatMap(({ turn }) => turn.calls.map((call) => [call.id, call])));
  for (const { name, kind, attributes } of tools) {
    const tool = calls.get(String(attributes['gen_ai.tool.call.id']))?.name;
    assert.equal(name, `execute_tool ${tool}`);
    assert.equal(kind, 1, 'execute_tool is INTERNAL');
    assert.equal(attributes['gen_ai.tool.name'], tool);
    assert.equal(attributes['gen_ai.tool.type'], 'function');
    assert.match(String(attributes['airt.tool.call.digest']), /^[0-9a-f]{16,}$/);
    assert.match(String(attributes['airt.tool.result.digest']), /^[0-9a-f]{16,}$/);
  }
  const digests = new Set(tools.map(({ attributes }) => `${attributes['gen_ai.tool.name']} ${attributes['airt.tool.call.digest']}`));
  assert.equal(digests.size, new Set(tools.map(({ name }) => name)).size, 'equal calls have equal digests');
}

/** The span of an applied decision: below the span that it changed, linked to evidence in the same trace. Gives the changed span. */
export function checkIntervention(spans: readonly FlatSpan[], decisionId: string): FlatSpan {
  const own = interventions(spans).filter(({ attributes }) => attributes['airt.decision.id'] === decisionId);
  assert.equal(own.length, 1, `one span for decision ${decisionId}`);
  const [span] = own;
  assert.ok(span);
  assert.equal(span.name, `airt.intervention ${span.attributes['airt.action']}`);
  assert.equal(span.attributes['airt.outcome'], 'applied');
  for (const key of ['airt.policy.name', 'airt.policy.version', 'airt.policy.rule', 'airt.detector', 'airt.finding.id', 'airt.reason'])
    assert.ok(span.attributes[key], `${key} is told`);
  assert.deepEqual(
    Object.keys(span.attributes).filter((key) => key.startsWith('gen_ai.')),
    [],
    'an intervention is no operation of the agent',
  );
  assert.ok(span.links.length >= 3, 'it is linked to its evidence');
  for (const link of span.links) {
    const evidence = spans.find(({ spanId, traceId }) => spanId === link.spanId && traceId === link.traceId);
    assert.ok(evidence, `evidence ${link.spanId} is a span of the trace`);
    assert.equal(operation(evidence), 'execute_tool');
    assert.ok(evidence.end < span.end);
  }
  const changed = spans.find(({ spanId }) => spanId === span.parentSpanId);
  assert.ok(changed && operation(changed) === 'chat', 'it hangs below the model call that was changed');
  assert.deepEqual(changed.attributes['airt.decision.ids'], [decisionId]);
  return changed;
}
