/** A loopback OTLP/HTTP endpoint that keeps the spans it is sent, as JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { isRecord, parse } from './exchange.ts';

/** The part of a span that the suite reads. Times in milliseconds since 1970. */
export interface CapturedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly from: number;
  readonly to: number;
  /** 2 is an error. */
  readonly statusCode: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A running endpoint. */
export interface Capture {
  readonly url: string;
  readonly spans: CapturedSpan[];
  close(): Promise<void>;
}

/** Starts an endpoint on a free port. */
export async function startCapture(): Promise<Capture> {
  const spans: CapturedSpan[] = [];
  const server = createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of req) pieces.push(piece as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(pieces);
    const text = (req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
    if (req.url === '/v1/traces') spans.push(...readSpans(parse(text)));
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readSpans(request: unknown): CapturedSpan[] {
  return list(request, 'resourceSpans')
    .flatMap((resource) => list(resource, 'scopeSpans'))
    .flatMap((scope) => list(scope, 'spans'))
    .filter(isRecord)
    .map((span) => ({
      name: String(span.name),
      traceId: String(span.traceId),
      spanId: String(span.spanId),
      from: Number(span.startTimeUnixNano) / 1e6,
      to: Number(span.endTimeUnixNano) / 1e6,
      statusCode: isRecord(span.status) ? Number(span.status.code ?? 0) : 0,
      attributes: Object.fromEntries(list(span, 'attributes').map(readAttribute)),
    }));
}

function readAttribute(attribute: unknown): [string, unknown] {
  return isRecord(attribute) ? [String(attribute.key), readValue(attribute.value)] : ['', undefined];
}

function readValue(value: unknown): unknown {
  if (!isRecord(value)) return undefined;
  if (isRecord(value.arrayValue)) return list(value.arrayValue, 'values').map(readValue);
  if (isRecord(value.kvlistValue)) return Object.fromEntries(list(value.kvlistValue, 'values').map(readAttribute));
  if ('intValue' in value) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}

function list(value: unknown, member: string): unknown[] {
  const members = isRecord(value) ? value[member] : undefined;
  return Array.isArray(members) ? members : [];
}
