/** `ControlService/Connect`: a stream of messages each way. */
import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { gunzipSync } from 'node:zlib';
import { airt } from '@airt/protocol';
import { status } from '@grpc/grpc-js';
import type { ControlCall } from '../control/stream.ts';
import { createPace } from '../pace.ts';
import type { BodyBudget, BodyShare } from './body-budget.ts';
import { createGrpcFramer, encodeGrpcFrame, type GrpcFrame } from './grpc-frames.ts';
import { beginReply, sendStatus } from './grpc-reply.ts';

export interface GrpcControlOptions {
  readonly maxMessageBytes: number;
  readonly budget: BodyBudget;
}

/** What an agent may send over time; what is faster waits on its connection. An operation of an agent is one message of about 200 bytes. */
const MESSAGES_PER_SECOND = 1000;
const BYTES_PER_SECOND = 2 * 1024 * 1024;
/** What it may have saved up. */
const BURST_SECONDS = 5;

/** Makes a control call of a stream. Messages come as `data`, its end as `end`, `cancelled` or `close`. */
export function openControlCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, options: GrpcControlOptions): ControlCall {
  const call = new GrpcControlCall(stream, headers);
  const framer = createGrpcFramer(options.maxMessageBytes);
  const pace = createPace({ unitsPerSecond: BYTES_PER_SECOND, burstSeconds: BURST_SECONDS });
  /** Of a message that has begun: its rest has to come in time. */
  let share: BodyShare | undefined;

  const reject = (code: number, details: string): void => {
    call.emit('error', { code, details });
  };
  const deliver = (frame: GrpcFrame): void => {
    const message = frame.isCompressed ? gunzipped(frame.message, options.maxMessageBytes) : frame.message;
    if (message === undefined) reject(status.FAILED_PRECONDITION, 'a message cannot be decompressed, or becomes too large');
    else call.emit('data', message);
  };
  stream.on('data', (chunk: Buffer) => {
    const frames = framer.push(chunk);
    if (frames === 'too_large')
      return reject(status.FAILED_PRECONDITION, `a message is too large; at most ${options.maxMessageBytes} bytes are taken`);
    if (frames === 'malformed') return reject(status.INTERNAL, 'the bytes are no gRPC messages');
    if (frames.length > 0 || framer.pending === 0) {
      share?.close();
      share = undefined;
    }
    if (framer.pending > 0) {
      share ??= options.budget.open(() => reject(status.DEADLINE_EXCEEDED, 'a message took too long to arrive'));
      if (!share.take(chunk.byteLength)) return reject(status.RESOURCE_EXHAUSTED, 'too many messages are being read');
    }
    const waitMs = pace.use(chunk.byteLength + frames.length * (BYTES_PER_SECOND / MESSAGES_PER_SECOND), performance.now());
    if (waitMs > 0) {
      stream.pause();
      setTimeout(() => stream.resume(), waitMs).unref();
    }
    for (const frame of frames) deliver(frame);
  });
  stream.on('end', () => call.emit('end'));
  stream.on('aborted', () => call.emit('cancelled'));
  stream.on('error', () => {});
  stream.on('close', () => {
    share?.close();
    call.emit('close');
  });
  beginReply(stream);
  return call;
}

/** Small, because a message is: the whole result is bounded by what one message may be. */
function gunzipped(message: Buffer, maxOutputLength: number): Buffer | undefined {
  try {
    return gunzipSync(message, { maxOutputLength });
  } catch {
    return undefined;
  }
}

class GrpcControlCall extends EventEmitter implements ControlCall {
  readonly #stream: ServerHttp2Stream;
  readonly #headers: IncomingHttpHeaders;
  #queued = 0;

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    super();
    this.#stream = stream;
    this.#headers = headers;
    this.on('error', ({ code, details }: { readonly code: number; readonly details: string }) => sendStatus(stream, { code, details }));
  }

  header(name: string): string {
    return String(this.#headers[name] ?? '');
  }

  get writableLength(): number {
    return this.#queued;
  }

  write(message: airt.control.v1.ControllerMessage.$Properties): void {
    if (this.#stream.destroyed || this.#stream.writableEnded) return;
    this.#queued += 1;
    this.#stream.write(encodeGrpcFrame(airt.control.v1.ControllerMessage.encode(message).finish()), () => {
      this.#queued -= 1;
    });
  }

  end(): void {
    sendStatus(this.#stream, { code: status.OK });
  }
}
