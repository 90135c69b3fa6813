/** Tells where the spans of a run disagree with what was sent over the wire. */
import type { CapturedSpan } from './capture.ts';
import { type Exchange, isRecord, parse, requested } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import { canonical, type Reading, read } from './reading.ts';
import type { Session } from './session.ts';
import { laneCount, type Play, ways } from './ways.ts';

/** What was checked and what was wrong. */
export interface SpanReport {
  /** Requests that reached the server: each has to have one span. */
  readonly requests: number;
  readonly spans: number;
  /** Requests without a span. */
  readonly missed: number;
  /** Spans without a request. */
  readonly surplus: number;
  /** Spans that were delivered more than once: the endpoint answers every delivery, so there is no reason to repeat one. */
  readonly repeated: number;
  /** Attributes compared with the bytes. */
  readonly compared: number;
  readonly problems: readonly string[];
}

/** Operations of a model, by `gen_ai.operation.name`. */
const inference = new Set<unknown>(['chat', 'generate_content']);

/** Clocks of one process, read through two paths, differ by about this much (ms). */
const slack = 2;

/** Finds the chat span of every request and compares it with an independent reading of the bytes. */
export function checkSpans(
  exchanges: readonly Exchange[],
  plays: readonly Play[],
  session: Session,
  spans: readonly CapturedSpan[],
  content: boolean,
): SpanReport {
  const delivered = spans.filter((span) => inference.has(span.attributes['gen_ai.operation.name']));
  const chats = [...new Map(delivered.map((span) => [`${span.traceId} ${span.spanId}`, span])).values()];
  const lanes = Array.from({ length: laneCount }, (_, lane) =>
    chats.filter((span) => span.attributes['server.port'] === session.ports[lane]).sort((a, b) => a.from - b.from),
  );
  const outcomes = new Map(session.report?.outcomes.map((outcome) => [outcome.play, outcome]));
  const problems: string[] = [];
  const count = { requests: 0, missed: 0, surplus: chats.length - lanes.flat().length, compared: 0 };
  for (const play of plays) {
    const exchange = exchanges[play.exchange];
    const outcome = outcomes.get(play.id);
    const view = session.views.get(play.id);
    if (!exchange || !outcome || !view) continue;
    const own = (lanes[play.lane] ?? []).filter((span) => span.from >= outcome.from - slack && span.from <= outcome.to + slack);
    count.requests += view.requests.length;
    count.missed += Math.max(0, view.requests.length - own.length);
    count.surplus += Math.max(0, own.length - view.requests.length);
    const where = `${play.way} of ${exchange.key}`;
    if (own.length !== view.requests.length) problems.push(`${where}: ${view.requests.length} requests, ${own.length} chat spans`);
    for (const span of own) {
      const check = (name: string, actual: unknown, ...expected: readonly unknown[]) => {
        count.compared += 1;
        const is = show(actual);
        const may = expected.map(show);
        if (!may.includes(is)) problems.push(`${where}: ${name} is ${is}, the bytes say ${may.join(' or ')}`);
      };
      checkSpan(exchange, play, outcome, view.sent, span, content, check);
    }
  }
  return { ...count, spans: chats.length, repeated: delivered.length - chats.length, problems };
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

type Check = (name: string, actual: unknown, ...expected: readonly unknown[]) => void;

function checkSpan(
  exchange: Exchange,
  play: Play,
  outcome: Outcome,
  sent: number,
  span: CapturedSpan,
  content: boolean,
  check: Check,
): void {
  const { attributes } = span;
  const way = ways[play.way];
  const failed = (name: string) => {
    check(`${name}: error.type is there`, typeof attributes['error.type'] === 'string', true);
    check(`${name}: status code`, span.statusCode, 2);
  };
  const { model, stream } = requested(exchange);
  check('gen_ai.request.model', attributes['gen_ai.request.model'], model);
  check('span name', span.name, `${exchange.dialect === 'gemini' ? 'generate_content' : 'chat'} ${String(model)}`);
  check('gen_ai.request.stream', attributes['gen_ai.request.stream'] ?? false, stream);
  if (way.extent === 'none' || exchange.status >= 400) {
    failed(way.extent === 'none' ? 'no answer' : `status ${exchange.status}`);
    return;
  }
  const whole = read(exchange);
  // An application that read everything, and got what it wanted, saw the whole answer; so must the span have.
  const complete =
    (way.extent === 'all' && (outcome.error === undefined || play.way === 'read_twice')) || (play.way === 'unread' && !exchange.sse);
  if (!complete) {
    checkPart(exchange, whole, sent, attributes, check);
    return;
  }
  if (whole.failed) failed('an error in the answer');
  else check('error.type', attributes['error.type'], undefined);
  checkWhole(whole, attributes, check);
  if (content) check('tool calls', callsOf(attributes['gen_ai.output.messages']), callsExpected(whole));
}

function checkWhole(whole: Reading, attributes: CapturedSpan['attributes'], check: Check): void {
  const at = (name: string) => attributes[`gen_ai.${name}`];
  check('gen_ai.response.id', at('response.id'), whole.id);
  check('gen_ai.response.model', at('response.model'), whole.model);
  // Where a reason was expected and none came the conventions want `error`; an answer that goes on in the background has none.
  const reasons = whole.finishReasons.length > 0 ? [whole.finishReasons] : [['error'], undefined];
  check('gen_ai.response.finish_reasons', at('response.finish_reasons'), ...reasons);
  check('gen_ai.usage.input_tokens', at('usage.input_tokens'), whole.inputTokens);
  check('gen_ai.usage.output_tokens', at('usage.output_tokens'), whole.outputTokens);
  // Some compatible providers count these under names of their own, which are no part of the dialects.
  const standard = (name: string, value: number | undefined) => value !== undefined && check(`gen_ai.${name}`, at(name), value);
  standard('usage.cache_read.input_tokens', whole.cacheReadTokens);
  standard('usage.cache_write.input_tokens', whole.cacheWriteTokens);
  standard('usage.reasoning.output_tokens', whole.reasoningTokens);
}

/** The application left early: the span has ended, and does not claim a reason that never came. */
function checkPart(exchange: Exchange, whole: Reading, sent: number, attributes: CapturedSpan['attributes'], check: Check): void {
  const reasons = attributes['gen_ai.response.finish_reasons'];
  const part = exchange.sse ? read(exchange, sent) : sent < exchange.body.length ? undefined : whole;
  if (!part || part.finishReasons.length === 0) check('gen_ai.response.finish_reasons', reasons, ['error']);
  else check('gen_ai.response.finish_reasons', reasons, ['error'], part.finishReasons, whole.finishReasons);
  const id = attributes['gen_ai.response.id'];
  if (id !== undefined) check('gen_ai.response.id', id, whole.id);
}

function callsExpected(whole: Reading): unknown[] {
  return whole.calls.map((call) => [call.id ?? null, call.name, call.arguments]);
}

function callsOf(messages: unknown): unknown[] {
  const list = typeof messages === 'string' ? parse(messages) : messages;
  return (Array.isArray(list) ? list : [])
    .flatMap((message) => (isRecord(message) && Array.isArray(message.parts) ? message.parts : []))
    .filter((part) => isRecord(part) && part.type === 'tool_call')
    .map((part) => [ownId(part.id), part.name, canonical(part.arguments)]);
}

/** Ids that the data plane derives where the provider gives none are no ids of the answer. */
const ownId = (id: unknown): unknown => (typeof id === 'string' && !id.startsWith('airt_') ? id : null);
