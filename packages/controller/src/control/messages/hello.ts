import { actionKindsFromProto, bytesToHex } from '@airt/engine';
import { status } from '@grpc/grpc-js';
import { boundedMap, boundedName, MAX_OPEN_RUNS } from '../bounds.ts';
import type { HelloMessage } from '../proto-types.ts';
import type { MessageHandler, Peer } from './message.ts';

/** Who the agent is and what it holds. The first one of a stream makes it an agent's; a later one answers ReportFullState. */
export const hello: MessageHandler<HelloMessage> = {
  handle(message, peer) {
    if (message.instanceUid !== peer.instance.uid) {
      peer.end(status.FAILED_PRECONDITION, 'instance_uid changed within a stream');
      return;
    }
    applyHello(message, peer);
    syncState(message, peer);
  },
};

/** Takes over what the agent reports about itself. */
export function applyHello(message: HelloMessage, { instance, epoch, log }: Peer): void {
  instance.profile = {
    resource: boundedMap(message.resource),
    dataPlaneName: boundedName(message.agentName),
    dataPlaneVersion: boundedName(message.agentVersion),
    actions: actionKindsFromProto(message.capabilities?.actions),
  };
  instance.openRuns = new Set((message.openRuns ?? []).slice(0, MAX_OPEN_RUNS).map((run) => bytesToHex(run.traceId)));
  instance.policies.reset(boundedMap(message.policyVersions));
  if ((message.epoch ?? 0) > epoch) {
    log(`agent ${instance.uid} has obeyed a controller of epoch ${message.epoch}; this one has ${epoch}, so it will reject our directives`);
  }
}

/** Sends what the agent lacks. */
export function syncState(message: HelloMessage, { instance, directives, sendPolicies }: Peer): void {
  sendPolicies();
  directives.onHello(instance, message.lastDirectiveSequence ?? 0);
}
