/**
 * Where and how one signal is exported, as `OTEL_EXPORTER_OTLP_*` says. Names, order and defaults: OpenTelemetry specification, "OpenTelemetry
 * Protocol Exporter". An empty value is none; the variable of the signal goes before the general one.
 */
import { parseKeyValues } from './key-values.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Signal = 'traces' | 'metrics';

export interface OtlpSettings {
  readonly url: URL;
  /** false: the standard address, which nobody has asked for. */
  readonly isConfigured: boolean;
  readonly protocol: 'http/protobuf' | 'http/json';
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one export, its retries included. */
  readonly timeoutMs: number;
  readonly isCompressed: boolean;
  /** PEM files: the authority that is trusted in place of Node's own, and who this client is. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface OtlpReading {
  /** Undefined where nothing can be exported. */
  readonly settings: OtlpSettings | undefined;
  /** What is not understood: the variable, and why. Where there are settings, it is not used. */
  readonly problems: readonly { readonly variable: string; readonly reason: string }[];
}

const STANDARD_ENDPOINT = 'http://localhost:4318';
const DEFAULT_TIMEOUT_MS = 10_000;
const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
const COMPRESSIONS = ['gzip', 'none'];

/** Variables that name files. */
export const OTLP_FILE_VARIABLES: readonly string[] = ['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'].flatMap((file) =>
  ['', 'TRACES_', 'METRICS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}${file}`),
);

export function readOtlp(env: Environment, signal: Signal): OtlpReading {
  const problems: { variable: string; reason: string }[] = [];
  /** The variable that counts, and its value. */
  const read = (name: string): { readonly variable: string; readonly value: string | undefined; readonly isOwn: boolean } => {
    const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`;
    const general = `OTEL_EXPORTER_OTLP_${name}`;
    const isOwn = Boolean(env[own]?.trim());
    const variable = isOwn ? own : general;
    return { variable, value: env[variable]?.trim() || undefined, isOwn };
  };

  const endpoint = read('ENDPOINT');
  const url = endpointUrl(endpoint.value ?? STANDARD_ENDPOINT, endpoint.isOwn ? undefined : signal);
  if (!url) problems.push({ variable: endpoint.variable, reason: 'it is no http:// or https:// address' });
  const named = read('PROTOCOL');
  const protocol = PROTOCOLS.find((known) => known === (named.value ?? PROTOCOLS[0]));
  if (!protocol) problems.push({ variable: named.variable, reason: `${named.value} is not spoken, only ${PROTOCOLS.join(' and ')}` });
  if (!url || !protocol) return { settings: undefined, problems };

  const compression = read('COMPRESSION');
  if (compression.value && !COMPRESSIONS.includes(compression.value))
    problems.push({ variable: compression.variable, reason: `${compression.value} is not one of ${COMPRESSIONS.join(', ')}` });
  const timeout = read('TIMEOUT');
  const timeoutMs = Number(timeout.value ?? DEFAULT_TIMEOUT_MS);
  const isTimeout = Number.isFinite(timeoutMs) && timeoutMs > 0;
  if (!isTimeout) problems.push({ variable: timeout.variable, reason: `${timeout.value} is no number of milliseconds above 0` });

  const headers: Record<string, string> = {};
  for (const variable of ['OTEL_EXPORTER_OTLP_HEADERS', `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_HEADERS`]) {
    const list = parseKeyValues(env[variable] ?? '');
    if ('problem' in list) problems.push({ variable, reason: list.problem });
    else for (const [name, value] of Object.entries(list.values)) headers[name.toLowerCase()] = value;
  }
  const files = { ca: read('CERTIFICATE').value, cert: read('CLIENT_CERTIFICATE').value, key: read('CLIENT_KEY').value };
  const tls = Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined));
  return {
    settings: {
      ...{ url, protocol, headers, tls },
      isConfigured: endpoint.value !== undefined,
      timeoutMs: isTimeout ? timeoutMs : DEFAULT_TIMEOUT_MS,
      isCompressed: compression.value === 'gzip',
    },
    problems,
  };
}

/** The address of a signal is used as it is; below a general one, the signal has its own path. */
export function endpointUrl(text: string, below: Signal | undefined): URL | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (below) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${below}`;
  return url;
}
