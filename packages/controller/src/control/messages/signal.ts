import { bytesToHex, type OperationStartedEvent } from '@airt/engine';
import { airt } from '@airt/protocol';
import { ATTR, OPERATION, RESOURCE } from '@airt/protocol/semconv';
import { boundedName, MAX_OPEN_RUNS } from '../bounds.ts';
import type { MessageHandler, Peer } from './message.ts';

const { SignalKind } = airt.control.v1;

type SignalMessage = airt.control.v1.Signal.$Properties;

/** What cannot wait for the end of a span. Kinds that are not listed here are ignored. */
export const signal: MessageHandler<SignalMessage> = {
  feature: 'signal',
  handle(message, peer) {
    const traceId = bytesToHex(message.traceId);
    if (traceId.length === 32) ON_SIGNAL[message.kind ?? SignalKind.SIGNAL_KIND_UNSPECIFIED]?.(message, traceId, peer);
  },
};

const ON_SIGNAL: { readonly [kind: number]: (message: SignalMessage, traceId: string, peer: Peer) => void } = {
  [SignalKind.RUN_STARTED]: (_, traceId, { instance, directives }) => {
    if (instance.openRuns.size >= MAX_OPEN_RUNS) return;
    instance.openRuns.add(traceId);
    directives.onRunClaimed(instance, traceId);
  },
  [SignalKind.RUN_ENDED]: (_, traceId, { instance }) => {
    instance.openRuns.delete(traceId);
  },
  [SignalKind.OPERATION_STARTED]: (message, traceId, peer) => {
    const event = toOperationStarted(message, traceId, peer);
    if (event !== undefined) peer.observe(event);
  },
};

const OPERATIONS: Readonly<Record<string, OperationStartedEvent['operation']>> = {
  [OPERATION.chat]: 'model_call',
  [OPERATION.generateContent]: 'model_call',
  [OPERATION.textCompletion]: 'model_call',
  [OPERATION.executeTool]: 'tool_call',
  [OPERATION.invokeAgent]: 'agent',
};

/** `attributes` hold what tells the operation apart, under the names that its span will have. */
function toOperationStarted(message: SignalMessage, traceId: string, { instance }: Peer): OperationStartedEvent | undefined {
  const operation = Object.hasOwn(OPERATIONS, message.operation ?? '') ? OPERATIONS[message.operation ?? ''] : undefined;
  const spanId = bytesToHex(message.spanId);
  const startMs = message.atUnixMs ?? 0;
  if (operation === undefined || spanId.length !== 16 || !(startMs > 0)) return undefined;
  const attribute = (name: string): string | undefined => boundedName(message.attributes?.[name]) || undefined;
  const [tool, model, agentName] = [attribute(ATTR.toolName), attribute(ATTR.requestModel), attribute(ATTR.agentName)];
  const service = instance.profile.resource[RESOURCE.serviceName];
  return {
    kind: 'operation_started',
    operation,
    traceId,
    spanId,
    startMs,
    instanceUid: instance.uid,
    ...(service ? { service } : {}),
    ...(agentName === undefined ? {} : { agentName }),
    ...(tool === undefined ? {} : { tool }),
    ...(model === undefined ? {} : { model }),
  };
}
