import { status } from '@grpc/grpc-js';
import type { ControlCall } from '../control/stream.ts';
import type { Encoding, ExportResult } from '../ingest/ingress.ts';
import { defineModule, type ModuleHost } from '../module.ts';
import type { ReceiverMetrics } from './addresses.ts';
import { type BodyBudget, createBodyBudget } from './body-budget.ts';
import type { Connections } from './connections.ts';
import { startGrpc } from './grpc.ts';
import { startHttp } from './http.ts';

const SWEEP_INTERVAL_MS = 1000;

/** The ports: OTLP over gRPC and HTTP, control streams, routes. Provides `receivers`. */
export const receiversModule = defineModule<ReceiverMetrics>({
  name: 'receivers',
  metrics: ({ receivers }) => receivers.counts(),
  async start(host) {
    const { request_bytes: maxRequestBytes, retry_after_ms: retryAfterMs, connections: maxConnections } = host.config.limits;
    const budget = createBodyBudget({ maxBytes: host.config.limits.reading_bytes, timeoutMs: host.config.limits.body_timeout_ms });
    const stopSweeping = host.timers.every(SWEEP_INTERVAL_MS, () => budget.sweep());
    const submit = (body: Buffer, encoding: Encoding, done: (result: ExportResult) => void): void => {
      const ingress = host.find('ingress');
      if (ingress === undefined) done({ kind: 'busy', message: 'the controller is starting', retryAfterMs });
      else ingress.submit(body, encoding, done);
    };
    const { grpc: grpcListen, http: httpListen, cors_origins: corsOrigins } = host.config.listen;
    const shared = { maxRequestBytes, maxConnections, retryAfterMs, budget, submit };
    const grpc = await startGrpc({
      listen: grpcListen,
      maxControlMessageBytes: host.config.control.max_message_bytes,
      connect: (call) => connect(host, call),
      ...shared,
    });
    const routes = new Map(host.routes.map((route) => [route.path, () => route.handle(host)]));
    const http = await startHttp({ listen: httpListen, corsOrigins, routes, ...shared }).catch(async (error: unknown) => {
      await grpc.stop(0);
      throw error;
    });
    host.provide('receivers', { grpcAddress: grpc.address, httpUrl: http.url, counts: () => countsOf(budget, [grpc, http]) });
    host.log(`OTLP/gRPC and control streams on ${grpc.address}`);
    host.log(`OTLP/HTTP on ${http.url}`);
    return async (deadline) => {
      // Half of what is left: the spans of the last interventions are flushed afterwards.
      const timeoutMs = deadline.leftMs() / 2;
      stopSweeping();
      await Promise.all([grpc.stop(timeoutMs), http.stop(timeoutMs)]);
    };
  },
});

function countsOf(budget: BodyBudget, ports: readonly { readonly connections: Connections }[]): ReceiverMetrics {
  const sum = (of: (connections: Connections) => number): number => ports.reduce((total, { connections }) => total + of(connections), 0);
  return {
    connections: sum(({ open }) => open),
    refusedConnections: sum(({ refused }) => refused),
    readingBytes: budget.bytes,
    abandonedBodies: budget.ended,
  };
}

function connect({ find }: ModuleHost, call: ControlCall): void {
  const control = find('control');
  if (control === undefined) call.emit('error', { code: status.UNAVAILABLE, details: 'the controller is starting' });
  else control.connect(call);
}
