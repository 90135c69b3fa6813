import type { MessageTable } from './control/messages/message.ts';
import type { ControllerModule, ControllerServices, ControllerStatus, Deadline, ModuleHost, Stop } from './module.ts';

export type HostBase = Pick<ModuleHost, 'config' | 'env' | 'now' | 'timers' | 'log' | 'emit'>;

/** Modules that have started. */
export interface RunningModules {
  readonly host: ModuleHost;
  /** Stops them in reverse order. One that fails does not keep the others from stopping. May be called twice. */
  stop(deadline: Deadline): Promise<void>;
}

const NO_TIME: Deadline = { leftMs: () => 0 };

/**
 * Starts modules in their order.
 *
 * @throws What the first module that fails rejects with, after those before it have been stopped; {@link Error} for modules that do not
 *   go together, which is a bug.
 */
export async function startModules(modules: readonly ControllerModule[], base: HostBase): Promise<RunningModules> {
  const started: { readonly module: ControllerModule; readonly stop: Stop }[] = [];
  const services: Partial<ControllerServices> = {};
  let status: ControllerStatus = 'starting';

  const host: ModuleHost = {
    ...base,
    services: servicesThatExist(services),
    find: (name) => services[name],
    provide(name, service) {
      Object.assign(services, { [name]: service });
    },
    messages: mergeMessages(modules),
    routes: modules.flatMap(({ routes }) => routes ?? []),
    migrations: modules.flatMap(({ migrations }) => migrations ?? []).sort((a, b) => a.version - b.version),
    metrics: () => Object.assign({}, ...started.map(({ module }) => module.metrics?.(host.services))) as object,
    status: () => status,
  };

  const stopAll = async (deadline: Deadline): Promise<void> => {
    status = 'stopping';
    for (const { module, stop } of started.toReversed()) {
      try {
        await stop(deadline);
      } catch (error) {
        base.log(`${module.name} did not stop in order: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };

  for (const module of modules) {
    try {
      started.push({ module, stop: await module.start(host) });
    } catch (error) {
      await stopAll(NO_TIME);
      throw error;
    }
  }
  status = 'ok';
  let stopped: Promise<void> | undefined;
  return {
    host,
    stop(deadline) {
      stopped ??= stopAll(deadline);
      return stopped;
    },
  };
}

function servicesThatExist(services: Partial<ControllerServices>): ControllerServices {
  return new Proxy(services, {
    get(target, name) {
      const service = Reflect.get(target, name) as unknown;
      if (service === undefined && typeof name === 'string') throw new Error(`the module that provides ${name} has not started`);
      return service;
    },
  }) as ControllerServices;
}

function mergeMessages(modules: readonly ControllerModule[]): MessageTable {
  const owners = new Map<string, string>();
  for (const { name, messages } of modules) {
    for (const message of Object.keys(messages ?? {})) {
      const other = owners.get(message);
      if (other !== undefined) throw new Error(`the message ${message} is handled by both ${other} and ${name}`);
      owners.set(message, name);
    }
  }
  return Object.assign({}, ...modules.map(({ messages }) => messages)) as MessageTable;
}
