/** Who this process is and what is live in it. */
import { ACTION_KINDS, actionKindToProto, hexToBytes, pointToProto } from '@airt/engine';
import type { Coverage } from '../../coverage.ts';
import { VERSION } from '../../version.ts';
import type { CoverageMessage, HelloMessage } from '../messages/types.ts';

/** Runs that Hello names: a controller that restarted finds the others by their spans. */
const MAX_OPEN_RUNS = 1_000;

export interface OpenRun {
  readonly traceId: string;
  readonly agentName: string | undefined;
  readonly conversationId: string | undefined;
  /** Milliseconds since 1970. */
  readonly startMs: number;
}

export interface HelloState {
  /** `service.instance.id`. */
  readonly instanceUid: string;
  /** As exported with the spans. */
  readonly resource: Readonly<Record<string, string>>;
  readonly coverage: Pick<Coverage, 'components' | 'points'>;
  /** Policies of the controller in force, name to version. */
  readonly policyVersions: Readonly<Record<string, string>>;
  readonly openRuns: Iterable<OpenRun>;
}

/** The client fills in what it knows itself: features, epoch, sequence. */
export function createHello({ instanceUid, resource, coverage, policyVersions, openRuns }: HelloState): HelloMessage {
  return {
    instanceUid,
    resource: { ...resource },
    agentName: '@airt/instrument',
    agentVersion: VERSION,
    coverage: coverageToProto(coverage),
    capabilities: { actions: ACTION_KINDS.map(actionKindToProto), conditionLanguages: ['cel'] },
    policyVersions: { ...policyVersions },
    openRuns: [...openRuns].slice(0, MAX_OPEN_RUNS).map((run) => ({
      traceId: hexToBytes(run.traceId),
      agentName: run.agentName ?? '',
      startedAtUnixMs: Math.round(run.startMs),
      conversationId: run.conversationId ?? '',
    })),
  };
}

const coverageToProto = ({ points, components }: HelloState['coverage']): CoverageMessage => ({
  points: points.map(pointToProto),
  components: components.map((component) => ({ ...component, points: component.points.map(pointToProto) })),
});
