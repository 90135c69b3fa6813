/**
 * The whole comparison: plays plans without the preload and with it, attached in several ways, in both module kinds, and reports
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
  /** Lines that are to be said on standard error. */
  readonly says?: RegExp;
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
    // Its rules count tokens, which some of the answers do not report.
    says: /^airt: a model reports no token usage: /,
  },
];

/** What is played in one module kind. */
export type Repertoire = Readonly<Record<ModuleKind, readonly Exchange[]>>;

/** One variant in one module kind. */
export interface SuiteResult {
  readonly kind: ModuleKind;
  readonly variant: Variant;
  readonly plain: Session;
  readonly attached: Session;
  readonly comparison: Comparison;
  readonly spans: SpanReport | undefined;
}

/** A module kind with its plan. */
interface Program {
  readonly kind: ModuleKind;
  readonly exchanges: readonly Exchange[];
  readonly plays: readonly Play[];
}

/** Everything, one variant after the other, both module kinds at once. `progress` gets a line for each step. */
export async function runSuite(
  repertoire: Repertoire,
  preload: string,
  progress: (line: string) => void,
  chosen: readonly Variant[] = variants,
): Promise<SuiteResult[]> {
  const programs = (['esm', 'cjs'] as const)
    .map((kind): Program => ({ kind, exchanges: repertoire[kind], plays: plan(repertoire[kind]) }))
    .filter(({ plays }) => plays.length > 0);
  const each = async <T>(title: string, run: (program: Program) => Promise<T>): Promise<(readonly [Program, T])[]> => {
    const from = performance.now();
    const results = await Promise.all(programs.map(async (program) => [program, await run(program)] as const));
    const calls = programs.map(({ kind, plays }) => `${plays.length} calls in ${names[kind]}`).join(', ');
    progress(`${title}: ${calls}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return results;
  };
  const plain = new Map(await each('without the preload', ({ exchanges, plays, kind }) => runSession(exchanges, plays, { kind })));
  const results: SuiteResult[] = [];
  for (const variant of chosen) {
    const ran = await each(`with the preload, ${variant.name}`, (program) => {
      const reference = plain.get(program);
      if (!reference) throw new Error(`no run of kind ${program.kind} to compare with`);
      return runVariant(program, preload, variant, reference);
    });
    results.push(...ran.map(([, result]) => result));
  }
  return results;
}

/** The module kinds, for people. */
export const names: Readonly<Record<ModuleKind, string>> = { esm: 'ES modules', cjs: 'CommonJS' };

async function runVariant({ exchanges, plays, kind }: Program, preload: string, variant: Variant, plain: Session): Promise<SuiteResult> {
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
      comparison: compare(exchanges, plays, plain, attached, { holds: variant.holds, says: variant.says }),
      spans: spans && checkSpans(exchanges, plays, attached, spans, variant.content),
    };
  } finally {
    await capture?.close();
  }
}
