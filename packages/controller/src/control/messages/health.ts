import { airt } from '@airt/protocol/control';
import type { HealthConditionRecord, HealthRecord } from '../../journal/records.ts';
import { boundedName, boundedValue, MAX_CONDITIONS, MAX_FAILURE_KINDS } from '../bounds.ts';
import type { HealthConditionMessage, HealthMessage } from '../proto-types.ts';
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
    conditions: toConditionRecords(message.conditions ?? []),
  };
}

const { Severity } = airt.control.v1.HealthCondition;

function toConditionRecord({ id, severity, subject, detail, sinceUnixMs }: HealthConditionMessage): HealthConditionRecord {
  return {
    id: boundedName(id),
    // A severity of a later version is taken for the one that asks for a look.
    severity: severity === Severity.NOTICE ? 'notice' : severity === Severity.ERROR ? 'error' : 'warning',
    subject: boundedName(subject),
    detail: boundedName(detail),
    sinceMs: Number(sinceUnixMs ?? 0),
  };
}

function toConditionRecords(messages: readonly HealthConditionMessage[]): HealthConditionRecord[] {
  const records: HealthConditionRecord[] = [];
  let left = MAX_CONDITIONS;
  for (const message of messages) {
    const record = toConditionRecord(message);
    left -= record.id.length + record.subject.length + record.detail.length + OVERHEAD;
    if (left < 0) break;
    records.push(record);
  }
  return records;
}

/** Characters of a record without its texts. */
const OVERHEAD = 100;

const keyOf = ({ id, subject }: HealthConditionRecord): string => `${id} ${subject}`;

/** Equal for reports that say the same to a person: a counter that goes on rising is no change. */
const fingerprint = ({ healthy, lastError, failures, spansDropped, messagesDropped, conditions = [] }: HealthRecord): string =>
  JSON.stringify([healthy, lastError, Object.keys(failures).sort(), spansDropped > 0, messagesDropped > 0, conditions.map(keyOf).sort()]);

/** For the log; undefined where the change is no news for people. */
function describeChange(before: HealthRecord | undefined, { healthy, lastError, conditions = [] }: HealthRecord): string | undefined {
  const known = new Set(before?.conditions?.map(keyOf));
  const fresh = conditions.filter((condition) => condition.severity !== 'notice' && !known.has(keyOf(condition)));
  if (fresh.length > 0) return `reports ${fresh.map(({ id, subject, detail }) => `${id}: ${subject}: ${detail}`).join('; ')}`;
  if (!healthy) return `reports that it is not healthy: ${lastError || 'no reason was given'}`;
  if (before?.healthy === false) return 'is healthy again';
  return lastError !== '' && lastError !== before?.lastError ? `reports a failure: ${lastError}` : undefined;
}
