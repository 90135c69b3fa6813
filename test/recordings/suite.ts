/**
 * The whole comparison: plays a plan without the preload and with it, attached in several ways, in both module kinds, and says
 * what changed, what was missed, and how long it took.
 */
import { fileURLToPath } from 'node:url';
import { type CapturedSpan, startCapture } from './capture.ts';
import { type Comparison, callsTools, compare } from './compare.ts';
import type { Exchange } from './exchange.ts';
import { type ModuleKind, runSession, type Session } from './session.ts';
import { checkSpans, type SpanReport } from './spans.ts';
import { type Play, plan } from './ways.ts';

/** One way of attaching the preload. */
export interface Variant {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Rules speak at tool calls: they are held back until they are complete. */
  readonly holds: boolean;
  /** Spans go to an endpoint of the suite's own and are checked. */
  readonly traced: boolean;
  /** Spans carry message content. */
  readonly content: boolean;
}

/** The ways of attaching the preload that are tried. */
const variants: readonly Variant[] = [
  // The default: spans go to the standard endpoint, where nobody listens.
  { name: 'alone', env: {}, holds: false, traced: false, content: false },
  {
    name: 'traced',
    env: { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
    holds: false,
    traced: true,
    content: true,
  },
  {
    name: 'governed',
    env: { AIRT_POLICY: fileURLToPath(new URL('./never-matches.yaml', import.meta.url)) },
    holds: true,
    traced: true,
    content: false,
  },
];

/** One variant in one module kind. */
export interface SuiteResult {
  readonly kind: ModuleKind;
  readonly variant: Variant;
  readonly plain: Session;
  readonly attached: Session;
  readonly comparison: Comparison;
  readonly spans: SpanReport | undefined;
  readonly seconds: number;
}

const kinds: readonly ModuleKind[] = ['esm', 'cjs'];

/** Everything, one variant after the other, both module kinds at once. `progress` gets a line for each step. */
export async function runSuite(
  exchanges: readonly Exchange[],
  preload: string,
  progress: (line: string) => void,
  chosen: readonly Variant[] = variants,
): Promise<SuiteResult[]> {
  const plays = plan(exchanges);
  const both = async <T>(title: string, run: (kind: ModuleKind) => Promise<T>): Promise<T[]> => {
    const from = performance.now();
    const results = await Promise.all(kinds.map(run));
    progress(`${title}: ${kinds.length} x ${plays.length} calls in ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return results;
  };
  const plain = await both('without the preload', (kind) => runSession(exchanges, plays, { kind }));
  const results: SuiteResult[] = [];
  for (const variant of chosen) {
    results.push(
      ...(await both(`with the preload, ${variant.name}`, (kind) => {
        const reference = plain[kinds.indexOf(kind)];
        if (!reference) throw new Error(`no run of kind ${kind} to compare with`);
        return runVariant(exchanges, plays, preload, kind, variant, reference);
      })),
    );
  }
  return results;
}

async function runVariant(
  exchanges: readonly Exchange[],
  plays: readonly Play[],
  preload: string,
  kind: ModuleKind,
  variant: Variant,
  plain: Session,
): Promise<SuiteResult> {
  const from = performance.now();
  const capture = variant.traced ? await startCapture() : undefined;
  const tracing = capture && {
    OTEL_EXPORTER_OTLP_ENDPOINT: capture.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    // Many lanes make spans faster than an application does; none may be lost to the queue's limit.
    OTEL_BSP_MAX_QUEUE_SIZE: '200000',
  };
  try {
    const held = variant.holds ? { held: callsTools } : {};
    const attached = await runSession(exchanges, plays, { kind, preload, env: { ...tracing, ...variant.env }, ...held });
    const spans: CapturedSpan[] | undefined = capture?.spans;
    return {
      kind,
      variant,
      plain,
      attached,
      comparison: compare(exchanges, plays, plain, attached, { holds: variant.holds }),
      spans: spans && checkSpans(exchanges, plays, attached, spans, variant.content),
      seconds: (performance.now() - from) / 1000,
    };
  } finally {
    await capture?.close();
  }
}
