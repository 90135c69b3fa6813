/** Requests of model-call spans as collectors send them, made once and given new ids for each sending. */
import { randomFillSync } from 'node:crypto';
import { opentelemetry } from '@airt/protocol';

const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

export interface Payload {
  readonly spans: number;
  readonly bytesPerSpan: number;
  /** The next request: other ids, the rest the same. */
  next(): Buffer;
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const int = (key: string, intValue: number) => ({ key, value: { intValue } });

/** About 450 bytes: names and counts, and the digests of the data plane. */
const SMALL = [
  text('gen_ai.operation.name', 'chat'),
  text('gen_ai.provider.name', 'openai'),
  text('gen_ai.request.model', 'gpt-5.2'),
  text('gen_ai.response.model', 'gpt-5.2-2026-01-14'),
  text('gen_ai.response.id', 'chatcmpl-0123456789abcdef'),
  int('gen_ai.usage.input_tokens', 1200),
  int('gen_ai.usage.output_tokens', 321),
  { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
  text('airt.response.text.digest', '0123456789abcdef0123456789abcdef'),
  text('server.address', 'api.openai.com'),
];
const SENTENCE = 'The quick brown fox jumps over the lazy dog while the model thinks about "quotes" and newlines.\n';
const messages = (role: string, characters: number): string =>
  JSON.stringify([
    { role, parts: [{ type: 'text', content: SENTENCE.repeat(Math.ceil(characters / SENTENCE.length)).slice(0, characters) }] },
  ]);
/** About 5 KB: with the messages of the call. */
const LLM = [
  ...SMALL.filter(({ key }) => !key.includes('digest')),
  text('gen_ai.system_instructions', messages('system', 800)),
  text('gen_ai.input.messages', messages('user', 2800)),
  text('gen_ai.output.messages', messages('assistant', 600)),
];

export const SPAN_KINDS = { small: SMALL, llm: LLM } as const;

/** Marks the ids of a template: the bytes after it are replaced. */
const MARK = [0xa1, 0x52, 0xfe, 0x07];

/** @param spansPerTrace Spans that share a trace, and a parent. */
export function createPayload(kind: keyof typeof SPAN_KINDS, spans: number, spansPerTrace = 16): Payload {
  const now = BigInt(Date.now()) * 1_000_000n;
  const ids = (length: number, number: number): Uint8Array => {
    const id = Buffer.alloc(length);
    id.set(MARK);
    id.writeUInt32BE(number + 1, length - 4);
    return id;
  };
  const list = Array.from({ length: spans }, (_, index) => ({
    traceId: ids(16, Math.floor(index / spansPerTrace)),
    spanId: ids(8, 1_000_000 + index),
    name: 'chat gpt-5.2',
    kind: 3,
    startTimeUnixNano: Number(now / 1000n) * 1000,
    endTimeUnixNano: Number(now / 1000n) * 1000,
    attributes: SPAN_KINDS[kind],
  }));
  const resource = {
    attributes: [text('service.name', 'research'), text('service.instance.id', 'i-1'), text('telemetry.sdk.name', 'opentelemetry')],
  };
  const template = Buffer.from(
    ExportTraceServiceRequest.encode({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'bench' }, spans: list }] }],
    } as never).finish(),
  );
  const places: number[] = [];
  for (let at = template.indexOf(Buffer.from(MARK)); at !== -1; at = template.indexOf(Buffer.from(MARK), at + 1)) places.push(at);
  const random = Buffer.alloc(4);
  return {
    spans,
    bytesPerSpan: Math.round(template.byteLength / spans),
    next() {
      const request = Buffer.from(template);
      randomFillSync(random);
      // One number for all ids of a request: they stay different from each other, and traces stay together.
      for (const place of places) request.set(random, place);
      return request;
    },
  };
}

/** The same request as OTLP JSON. */
export function toJson(request: Buffer): Buffer {
  const message = ExportTraceServiceRequest.decode(request);
  const hex = (id: Uint8Array | null | undefined): string => Buffer.from(id ?? []).toString('hex');
  const spans = (message.resourceSpans?.[0]?.scopeSpans?.[0]?.spans ?? []).map((span) => ({
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: String(span.startTimeUnixNano),
    endTimeUnixNano: String(span.endTimeUnixNano),
    attributes: span.attributes?.map(({ key, value }) => ({
      key,
      value:
        value?.stringValue != null
          ? { stringValue: value.stringValue }
          : value?.intValue != null
            ? { intValue: String(value.intValue) }
            : { arrayValue: { values: value?.arrayValue?.values?.map((item) => ({ stringValue: item.stringValue })) } },
    })),
  }));
  return Buffer.from(
    JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'research' } }] },
          scopeSpans: [{ scope: { name: 'bench' }, spans }],
        },
      ],
    }),
  );
}
