/**
 * Exports one signal over OTLP/HTTP. In place of OpenTelemetry's exporter, which keeps to itself what a receiver answers, and whose agent
 * knows no proxy and delays the end of a process.
 */
import type { RequestOptions } from 'node:http';
import { promisify } from 'node:util';
import type { OtlpSettings } from '../../environment/otlp.ts';
import type { ProxyChoice } from '../../environment/proxy.ts';
import type { Agents } from '../../net/agents.ts';
import { proxyAuthorization } from '../../net/tunnel.ts';
import { sendRequest } from '../../platform/http.ts';
import { VERSION } from '../../version.ts';
import { deliver } from './deliver.ts';
import type { DeliveryReport } from './delivery.ts';
import { type Request, type SendResult, send } from './send.ts';

/** The serializers of `@opentelemetry/otlp-transformer`. */
export interface Serializer<Items> {
  serializeRequest(items: Items): Uint8Array | undefined;
  /** Throws where it is none. */
  deserializeResponse(body: Uint8Array): PartialSuccessResponse;
}

interface PartialSuccessResponse {
  readonly partialSuccess?: {
    readonly rejectedSpans?: number | string;
    readonly rejectedDataPoints?: number | string;
    readonly errorMessage?: string;
  };
}

/** `ExportResult` of OpenTelemetry: 0 is success. */
export interface ExportResult {
  code: 0 | 1;
  error?: Error;
}

export interface OtlpExporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
  /** The process ends: what is still under way is not delivered. */
  reportUndelivered(): void;
}

export interface OtlpExporterOptions<Items> {
  readonly settings: OtlpSettings;
  readonly proxy: ProxyChoice;
  /** The contents of the PEM files. */
  readonly tls: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly serializer: Serializer<Items>;
  readonly agents: Agents;
  readonly report: DeliveryReport;
}

const CONTENT_TYPES = { 'http/json': 'application/json', 'http/protobuf': 'application/x-protobuf' } as const;

export function createOtlpExporter<Items>(options: OtlpExporterOptions<Items>): OtlpExporter<Items> {
  const { settings, serializer, report } = options;
  /** Exports under way, each with what came of its latest try. */
  const underWay = new Map<Promise<void>, { lastReason: string | undefined }>();
  let connection: Promise<Connection> | undefined;

  async function deliverBody(plain: Uint8Array, state: { lastReason: string | undefined }): Promise<SendResult> {
    connection ??= connect(options);
    const { request, requestOptions } = await connection;
    const body = settings.isCompressed ? await compress(plain) : plain;
    return deliver({
      send: (timeoutMs) =>
        send(request, { ...requestOptions, headers: { ...requestOptions.headers, 'content-length': body.length } }, body, timeoutMs),
      timeoutMs: settings.timeoutMs,
      onRetry: (reason) => {
        state.lastReason = reason;
      },
      clock: () => performance.now(),
      wait: (ms) => new Promise((resolve) => void setTimeout(resolve, ms).unref()),
      random: Math.random,
    });
  }

  function conclude(result: SendResult): ExportResult {
    const failure =
      result.kind === 'failed' ? result.reason : isWebPage(result) ? 'it answers with a web page: no receiver of telemetry' : '';
    if (failure || result.kind === 'failed') {
      report.failed(failure);
      return { code: 1, error: new Error(failure) };
    }
    report.delivered();
    const rejected = rejectionOf(result, settings.protocol, serializer);
    if (rejected) report.rejected(rejected);
    return { code: 0 };
  }

  return {
    export(items, done) {
      const state = { lastReason: undefined };
      const run = async (): Promise<void> => {
        let result: ExportResult;
        try {
          const body = serializer.serializeRequest(items);
          result = body ? conclude(await deliverBody(body, state)) : { code: 0 };
        } catch (error) {
          result = { code: 1, error: error instanceof Error ? error : new Error(String(error)) };
        }
        underWay.delete(promise);
        done(result);
      };
      // It begins when the entry is there.
      const promise = Promise.resolve().then(run);
      underWay.set(promise, state);
    },
    async forceFlush() {
      await Promise.allSettled(underWay.keys());
    },
    async shutdown() {
      await Promise.allSettled(underWay.keys());
    },
    reportUndelivered() {
      for (const { lastReason } of underWay.values()) report.failed(lastReason ?? 'no answer until the end of the process');
    },
  };
}

interface Connection {
  readonly request: Request;
  readonly requestOptions: RequestOptions & { readonly headers: Readonly<Record<string, string>> };
}

/** How requests reach the receiver: directly, by asking a proxy (`http:`), or through a tunnel (`https:`). */
async function connect({ settings, proxy, tls, agents }: OtlpExporterOptions<never>): Promise<Connection> {
  const { url, headers, protocol } = settings;
  const via = proxy.kind === 'proxy' ? proxy.url : undefined;
  const asksProxy = via !== undefined && url.protocol === 'http:';
  const peer = asksProxy ? via : url;
  const authorization = asksProxy ? proxyAuthorization(via) : undefined;
  const agent = await agents.create(peer.protocol, { tls, ...(via && !asksProxy ? { tunnel: via } : {}) });
  return {
    request: sendRequest,
    requestOptions: {
      agent,
      protocol: peer.protocol,
      host: peer.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: peer.port,
      path: asksProxy ? `${url.origin}${url.pathname}${url.search}` : `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'user-agent': `airt-instrument/${VERSION}`,
        ...(url.username ? { authorization: proxyAuthorization(url) ?? '' } : {}),
        ...(authorization ? { 'proxy-authorization': authorization } : {}),
        ...headers,
        'content-type': CONTENT_TYPES[protocol],
        ...(settings.isCompressed ? { 'content-encoding': 'gzip' } : {}),
      },
    },
  };
}

async function compress(body: Uint8Array): Promise<Buffer> {
  const { gzip } = await import('node:zlib');
  return promisify<Uint8Array, Buffer>(gzip)(body);
}

const isWebPage = ({ contentType }: SendResult & { kind: 'delivered' }): boolean => /^text\/html\b/i.test(contentType);

/** What a receiver did not take of an export that it accepted; undefined where it took everything. */
function rejectionOf(
  { contentType, body }: SendResult & { kind: 'delivered' },
  protocol: OtlpSettings['protocol'],
  serializer: Serializer<never>,
): string | undefined {
  // Receivers answer with another type, or with nothing, though they took everything.
  if (body.length === 0 || !contentType.startsWith(CONTENT_TYPES[protocol])) return undefined;
  try {
    const { rejectedSpans, rejectedDataPoints, errorMessage } = serializer.deserializeResponse(body).partialSuccess ?? {};
    const count = Number(rejectedSpans ?? rejectedDataPoints ?? 0);
    if (count > 0) return `${count} rejected${errorMessage ? `: ${errorMessage}` : ''}`;
    return errorMessage ? `it warns: ${errorMessage}` : undefined;
  } catch {
    return undefined;
  }
}
