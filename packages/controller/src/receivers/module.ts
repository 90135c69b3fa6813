import { status } from '@grpc/grpc-js';
import type { ControlCall } from '../control/stream.ts';
import type { Encoding, ExportResult } from '../ingest/ingress.ts';
import { defineModule, type ModuleHost } from '../module.ts';
import { startGrpc } from './grpc.ts';
import { startHttp } from './http.ts';

/** The ports: OTLP over gRPC and HTTP, control streams, routes. Provides `receivers`. */
export const receiversModule = defineModule({
  name: 'receivers',
  async start(host) {
    const { request_bytes: maxRequestBytes, queue_bytes: maxReadingBytes, retry_after_ms: retryAfterMs } = host.config.limits;
    const submit = (body: Buffer, encoding: Encoding, done: (result: ExportResult) => void): void => {
      const ingress = host.find('ingress');
      if (ingress === undefined) done({ kind: 'busy', message: 'the controller is starting', retryAfterMs });
      else ingress.submit(body, encoding, done);
    };
    const { grpc: grpcListen, http: httpListen, cors_origins: corsOrigins } = host.config.listen;
    const grpc = await startGrpc({ listen: grpcListen, maxRequestBytes, submit, connect: (call) => connect(host, call) });
    const routes = new Map(host.routes.map((route) => [route.path, () => route.handle(host)]));
    const http = await startHttp({ listen: httpListen, maxRequestBytes, maxReadingBytes, retryAfterMs, corsOrigins, submit, routes }).catch(
      async (error: unknown) => {
        await grpc.stop(0);
        throw error;
      },
    );
    host.provide('receivers', { grpcAddress: grpc.address, httpUrl: http.url });
    host.log(`OTLP/gRPC and control streams on ${grpc.address}`);
    host.log(`OTLP/HTTP on ${http.url}`);
    return async (deadline) => {
      // Half of what is left: the spans of the last interventions are flushed afterwards.
      const timeoutMs = deadline.leftMs() / 2;
      await Promise.all([grpc.stop(timeoutMs), http.stop(timeoutMs)]);
    };
  },
});

function connect({ find }: ModuleHost, call: ControlCall): void {
  const control = find('control');
  // grpc-js sends an error emitted on a server call as the status of the call.
  if (control === undefined) call.emit('error', { code: status.UNAVAILABLE, details: 'the controller is starting' });
  else control.connect(call);
}
