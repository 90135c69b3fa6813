/** Spans that a controller takes per second of its own CPU time, and what a collector takes that throws everything away. */
import { table } from '../report.ts';
import { startCollectorToNop } from './collector.ts';
import { grpcSender, httpSender, type Sender, sendAll } from './load.ts';
import { createPayload, toJson } from './payload.ts';
import { startMeasured } from './process.ts';

interface Case {
  readonly name: string;
  readonly payload: ReturnType<typeof createPayload>;
  readonly encode: (request: Buffer) => Buffer;
  readonly sender: (target: { readonly grpc: string; readonly http: string }) => Sender;
  readonly spans: number;
}

const asIs = (request: Buffer): Buffer => request;

const CASES: readonly Case[] = [
  { name: '512 small, gRPC', payload: createPayload('small', 512), encode: asIs, sender: ({ grpc }) => grpcSender(grpc), spans: 150_000 },
  { name: '100 LLM, gRPC', payload: createPayload('llm', 100), encode: asIs, sender: ({ grpc }) => grpcSender(grpc), spans: 60_000 },
  { name: '1 LLM, gRPC', payload: createPayload('llm', 1), encode: asIs, sender: ({ grpc }) => grpcSender(grpc), spans: 6000 },
  {
    name: '100 LLM, HTTP protobuf',
    payload: createPayload('llm', 100),
    encode: asIs,
    sender: ({ http }) => httpSender(http, 'application/x-protobuf'),
    spans: 40_000,
  },
  {
    name: '100 LLM, HTTP JSON',
    payload: createPayload('llm', 100),
    encode: toJson,
    sender: ({ http }) => httpSender(http, 'application/json'),
    spans: 20_000,
  },
];

/** Per second of the server's CPU time. */
async function rate(
  target: { readonly grpc: string; readonly http: string },
  cpuSeconds: () => Promise<number>,
  each: Case,
): Promise<number> {
  const sender = each.sender(target);
  const next = (): Buffer => each.encode(each.payload.next());
  const requests = Math.ceil(each.spans / each.payload.spans);
  try {
    await sendAll(sender, next, Math.ceil(requests / 5));
    const before = await cpuSeconds();
    await sendAll(sender, next, requests);
    return (requests * each.payload.spans) / ((await cpuSeconds()) - before);
  } finally {
    sender.close();
  }
}

export async function controllerIngest(): Promise<void> {
  const rows: string[][] = [['spans per core-second', 'bytes per span', 'controller', 'collector, otlp to nop', 'ratio']];
  const collector = await startCollectorToNop();
  for (const each of CASES) {
    const controller = await startMeasured();
    const own = await rate(controller, async () => (await controller.usage()).cpuSeconds, each);
    await controller.stop();
    const other = collector && (await rate(collector, collector.cpuSeconds, each));
    rows.push([
      each.name,
      String(each.payload.bytesPerSpan),
      own.toFixed(0),
      other === undefined ? '-' : other.toFixed(0),
      other === undefined ? '-' : (own / other).toFixed(2),
    ]);
  }
  await collector?.stop();
  table('Ingest, by the CPU time of the server', rows);
}
