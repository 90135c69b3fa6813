/** For tests: a controller of one's own, and what it says. */

import type { ControllerConfig } from '../config/config.ts';
import { type DeepPartial, defaultConfig } from '../config/load-config.ts';
import { type Controller, type ControllerHost, startController } from '../controller.ts';
import type { ControllerEvent } from '../events.ts';

export interface TestController {
  readonly controller: Controller;
  readonly events: readonly ControllerEvent[];
  readonly lines: readonly string[];
  /** The nth event of a type, from 0; waits for it. */
  event<Type extends ControllerEvent['type']>(type: Type, nth?: number): Promise<Extract<ControllerEvent, { type: Type }>>;
}

/** On free ports, with a journal in memory, and nothing taken from this machine's environment. */
export async function testController(changes: DeepPartial<ControllerConfig> = {}, host: ControllerHost = {}): Promise<TestController> {
  const events: ControllerEvent[] = [];
  const lines: string[] = [];
  const config = defaultConfig({
    journal: { path: ':memory:' },
    ...changes,
    listen: { grpc: '127.0.0.1:0', http: '127.0.0.1:0', ...changes.listen },
  });
  const controller = await startController(config, {
    env: {},
    onEvent: (event) => events.push(event),
    log: (line) => lines.push(line),
    ...host,
  });
  return {
    controller,
    events,
    lines,
    async event(type, nth = 0) {
      const found = await eventually(() => events.filter((event) => event.type === type)[nth], `event ${type} (${nth})`);
      return found as never;
    },
  };
}

/** Waits until there is something. */
export async function eventually<Value>(look: () => Value | undefined | false, what: string, timeoutMs = 4000): Promise<Value> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > until) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((settle) => setTimeout(settle, 5));
  }
}
