import type { HealthRecord } from '../../journal/records.ts';
import { boundedName, boundedValue, MAX_FAILURE_KINDS } from '../bounds.ts';
import type { HealthMessage } from '../proto-types.ts';
import type { MessageHandler } from './message.ts';

/** How the data plane is. Sent again and again: only a change is written to the journal, the log and the events. */
export const health: MessageHandler<HealthMessage> = {
  handle(message, { instance, emit, log, recordHealth }) {
    const before = instance.health;
    const report = toHealthRecord(message);
    instance.health = report;
    if (before !== undefined && fingerprint(before) === fingerprint(report)) return;
    recordHealth(report);
    const line = describeChange(before, report);
    if (line !== undefined) log(`agent ${instance.uid} ${line}`);
    emit({ type: 'agent_health', instanceUid: instance.uid, health: report });
  },
};

function toHealthRecord(message: HealthMessage): HealthRecord {
  const failures = Object.entries(message.failures ?? {}).slice(0, MAX_FAILURE_KINDS);
  return {
    healthy: message.healthy ?? false,
    lastError: boundedValue(message.lastError),
    failures: Object.fromEntries(failures.map(([kind, count]) => [boundedName(kind), count])),
    spansDropped: message.spansDropped ?? 0,
    messagesDropped: message.messagesDropped ?? 0,
    eventLoopDelayP99Ms: message.eventLoopDelayP99Ms ?? 0,
  };
}

/** Equal for reports that say the same to a person: a counter that goes on rising is no change. */
const fingerprint = ({ healthy, lastError, failures, spansDropped, messagesDropped }: HealthRecord): string =>
  JSON.stringify([healthy, lastError, Object.keys(failures).sort(), spansDropped > 0, messagesDropped > 0]);

/** For the log; undefined where the change is no news for people. */
function describeChange(before: HealthRecord | undefined, { healthy, lastError }: HealthRecord): string | undefined {
  if (!healthy) return `reports that it is not healthy: ${lastError || 'no reason was given'}`;
  if (before?.healthy === false) return 'is healthy again';
  return lastError !== '' && lastError !== before?.lastError ? `reports a failure: ${lastError}` : undefined;
}
