/** Which process this is, as `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say. OpenTelemetry specification, "Resource SDK". */
import { RESOURCE } from '@airt/protocol/semconv';
import { parseKeyValues } from './key-values.ts';

export interface EnvironmentResource {
  /** `service.name`. */
  readonly service: string;
  /** `service.instance.id`; undefined where the environment names none. */
  readonly instanceId: string | undefined;
  /** All attributes of `OTEL_RESOURCE_ATTRIBUTES`, decoded. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What is wrong with the variable, one sentence. */
  readonly problem?: string;
}

const UNKNOWN_SERVICE = 'unknown_service:node';

/** Attributes with a mistake are left out, all of them; `OTEL_SERVICE_NAME` goes before the attribute, and is not encoded. */
export function readResource(env: Readonly<Record<string, string | undefined>>): EnvironmentResource {
  const read = parseKeyValues(env.OTEL_RESOURCE_ATTRIBUTES ?? '');
  const attributes = 'values' in read ? read.values : {};
  const own = (name: string) => (Object.hasOwn(attributes, name) ? attributes[name]?.trim() || undefined : undefined);
  return {
    service: env.OTEL_SERVICE_NAME?.trim() || own(RESOURCE.serviceName) || UNKNOWN_SERVICE,
    instanceId: own(RESOURCE.serviceInstanceId),
    attributes,
    ...('problem' in read ? { problem: `OTEL_RESOURCE_ATTRIBUTES: ${read.problem}; none of its attributes is used` } : {}),
  };
}
