/**
 * Framework adapters as a kind: what an agent framework shows and the wire cannot, agents and tools above all. A member is a folder with
 * README.md, index.ts (the `FrameworkAdapter`) and index.test.ts, and a line in index.ts here. Adapters use hooks that a framework offers,
 * change no result of its own, and never fail into it; model calls themselves are read and changed on the wire.
 */
import type { InterventionPoint } from '@airt/engine';
import type { ServicesSource } from '../calls/pipeline.ts';

export interface FrameworkAdapter {
  /** As reported in coverage: `ai-sdk`. */
  readonly name: string;
  /** The intervention points that hold for what the adapter sees. */
  readonly points: readonly InterventionPoint[];
  /** Hooks the framework, once per thread, before it is loaded. Returns why it is not live, where it is not. */
  install(servicesOf: ServicesSource): string | undefined;
}
