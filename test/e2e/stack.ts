/** What the end-to-end tests run on: a real collector with the shipped configuration, a real Jaeger, and a controller. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Controller,
  type ControllerConfig,
  type ControllerEvent,
  type DeepPartial,
  defaultConfig,
  startController,
} from '@airt/controller';
import { type Collector, startCollector } from '../components/collector.ts';
import { type Jaeger, startJaeger } from '../components/jaeger.ts';
import { freePort } from '../components/ports.ts';

/** Jaeger, and a collector that gives every trace to it and to whatever listens at `controllerGrpc`. */
export interface Pipeline {
  readonly jaeger: Jaeger;
  readonly collector: Collector;
  /** `127.0.0.1:port`, where a controller has to listen. */
  readonly controllerGrpc: string;
  stop(): Promise<void>;
}

export async function startPipeline(): Promise<Pipeline> {
  const controllerGrpc = `127.0.0.1:${await freePort()}`;
  const jaeger = await startJaeger();
  try {
    const collector = await startCollector({ controllerGrpc, jaegerGrpc: jaeger.otlpGrpc });
    return {
      jaeger,
      collector,
      controllerGrpc,
      stop: async () => void (await Promise.all([collector.stop(), jaeger.stop()])),
    };
  } catch (error) {
    await jaeger.stop();
    throw error;
  }
}

type EventOf<Type extends ControllerEvent['type']> = Extract<ControllerEvent, { readonly type: Type }>;

/** A controller in this process, and everything it has said. */
export interface RunningController {
  readonly controller: Controller;
  readonly events: readonly ControllerEvent[];
  readonly lines: readonly string[];
  /** The first event of a type that fits, also of the past. */
  event<Type extends ControllerEvent['type']>(type: Type, fits?: (event: EventOf<Type>) => boolean): Promise<EventOf<Type>>;
  all<Type extends ControllerEvent['type']>(type: Type): readonly EventOf<Type>[];
}

export async function startControllerHere(pipeline: Pipeline, changes: DeepPartial<ControllerConfig> = {}): Promise<RunningController> {
  const events: ControllerEvent[] = [];
  const lines: string[] = [];
  const config = defaultConfig({
    listen: { grpc: pipeline.controllerGrpc, http: '127.0.0.1:0' },
    journal: { path: ':memory:' },
    telemetry: { endpoint: pipeline.collector.otlpHttp },
    ...changes,
  });
  const controller = await startController(config, { env: {}, onEvent: (event) => events.push(event), log: (line) => lines.push(line) });
  const all = <Type extends ControllerEvent['type']>(type: Type): EventOf<Type>[] =>
    events.filter((event): event is EventOf<Type> => event.type === type);
  return {
    controller,
    events,
    lines,
    all,
    event: (type, fits = () => true) => eventually(`the controller's event ${type}`, () => all(type).find(fits)),
  };
}

/** Waits until there is something. */
export async function eventually<Value>(what: string, look: () => Value | undefined | false, timeoutMs = 10_000): Promise<Value> {
  for (const until = Date.now() + timeoutMs; ; ) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > until) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await sleep(10);
  }
}
