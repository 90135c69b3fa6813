/** What governs this process, for what is judged at a point. */
import type { Engine, SpanRef } from '@airt/engine';
import type { DirectiveStore } from '../governance/directive-store.ts';
import type { Health } from '../health/health.ts';
import type { Run } from '../runs/run.ts';

export interface Rules {
  readonly engine: Engine;
  readonly directives: DirectiveStore;
  readonly health: Pick<Health, 'raise'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether these spans are known to be of another run than this one. */
  readonly belongsToOtherRun: (run: Run, spans: readonly SpanRef[]) => boolean;
}
