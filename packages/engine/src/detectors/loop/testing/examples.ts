import { agentRun, type Call } from '../../testing/agent-run.ts';
import type { DetectorExamples } from '../../testing/conformance.ts';

const repeat = (times: number, ...calls: readonly Call[]): readonly Call[] => Array.from({ length: times }, () => calls).flat();

/** A run for each finding. */
export const examples: DetectorExamples = {
  'loop.repeat': agentRun(repeat(3, { tool: 'search', args: 'a', result: 'same' })),
  'loop.failing': agentRun(repeat(3, { tool: 'book_flight', args: 'a', error: 'no_seats' })),
  'loop.cycle': agentRun(repeat(4, { tool: 'search', args: 'a', result: '1' }, { tool: 'read', args: 'b', result: '2' })),
  'loop.stall': agentRun([1, 2, 3, 4, 5, 6, 7].map((page) => ({ tool: 'search', args: `${page}`, result: 'nothing' }))),
};
