/** `TraceService/Export`: one message in, one out. */
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { opentelemetry } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { ExportFailure, ExportResult, Ingress } from '../ingest/ingress.ts';
import type { BodyBudget } from './body-budget.ts';
import { createGrpcFramer, encodeGrpcFrame, type GrpcFrame } from './grpc-frames.ts';
import { sendReply, sendStatus } from './grpc-reply.ts';
import { acceptance, encodeStatus, GRPC_STATUS } from './otlp-status.ts';
import { isCoding, unpack } from './unpack.ts';

export interface GrpcExportOptions {
  readonly maxRequestBytes: number;
  readonly retryAfterMs: number;
  readonly budget: BodyBudget;
  readonly submit: Ingress['submit'];
}

const { ExportTraceServiceResponse } = opentelemetry.proto.collector.trace.v1;
/** The answer to nearly every call. */
const SUCCESS = encodeGrpcFrame(new Uint8Array());

/** Serves one call. */
export function serveExport(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, options: GrpcExportOptions): void {
  const { maxRequestBytes, retryAfterMs, budget, submit } = options;
  const framer = createGrpcFramer(maxRequestBytes);
  let frame: GrpcFrame | undefined;
  let isDone = false;

  const finish = (result: ExportResult): void => {
    if (isDone) return;
    isDone = true;
    share.close();
    sendResult(stream, result);
  };
  const busy = (message: string): void => finish({ kind: 'busy', message, retryAfterMs });
  const tooLarge = (): void => finish({ kind: 'too_large', message: `the request is larger than ${maxRequestBytes} bytes` });
  const share = budget.open((reason) =>
    busy(reason === 'timeout' ? 'the request took too long to arrive' : 'too many requests are being read'),
  );

  const read = async ({ isCompressed, message }: GrpcFrame): Promise<void> => {
    if (!isCompressed) return hand(message);
    const coding = String(headers['grpc-encoding'] ?? 'identity');
    if (!isCoding(coding)) return finish({ kind: 'invalid', message: `the encoding ${coding} is not understood; use gzip or none` });
    const unpacked = await unpack(message, coding, { maxBytes: maxRequestBytes, take: (bytes) => share.take(bytes) });
    if (unpacked.ok) hand(unpacked.body);
    else if (unpacked.why === 'broken') finish({ kind: 'invalid', message: `the request cannot be decompressed: ${unpacked.message}` });
    else if (unpacked.why === 'limit') tooLarge();
    else busy('too many requests are being read');
  };
  /** From here on the queue owns the bytes, and bounds them. */
  const hand = (body: Buffer): void => {
    if (isDone) return;
    share.close();
    submit(body, 'protobuf', finish);
  };

  stream.on('data', (chunk: Buffer) => {
    if (isDone) return;
    if (!share.take(chunk.byteLength)) return busy('too many requests are being read');
    const frames = framer.push(chunk);
    if (frames === 'too_large') return tooLarge();
    if (frames === 'malformed' || frames.length + (frame ? 1 : 0) > 1)
      return finish({ kind: 'invalid', message: 'the call does not hold one gRPC message' });
    frame ??= frames[0];
  });
  stream.on('end', () => {
    if (isDone) return;
    if (frame === undefined || framer.pending > 0) return finish({ kind: 'invalid', message: 'the call does not hold one gRPC message' });
    void read(frame);
  });
  stream.on('error', () => {});
  stream.on('close', () => {
    // Not whole when it went: nothing is submitted. One that was handed over is read all the same.
    if (frame === undefined) isDone = true;
    share.close();
  });
}

function sendResult(stream: ServerHttp2Stream, result: ExportResult): void {
  if (result.kind !== 'accepted') {
    sendFailure(stream, result);
    return;
  }
  const isPlain = result.rejected === 0 && result.message === '';
  sendReply(stream, isPlain ? SUCCESS : encodeGrpcFrame(ExportTraceServiceResponse.encode(acceptance(result)).finish()));
}

function sendFailure(stream: ServerHttp2Stream, failure: ExportFailure): void {
  const code = failure.message.startsWith('the encoding ') ? status.UNIMPLEMENTED : GRPC_STATUS[failure.kind];
  const details = failure.kind === 'busy' ? { statusDetails: encodeStatus(code, failure) } : {};
  sendStatus(stream, { code, details: failure.message, ...details });
}
