/** Whether a controller gets slower with what it has seen: the first 100,000 spans against 100,000 after two million. */
import { table } from '../report.ts';
import { grpcSender, sendAll } from './load.ts';
import { createPayload } from './payload.ts';
import { startMeasured } from './process.ts';

const STEP = 100_000;
const TOTAL = Number(process.env.AIRT_BENCH_SPANS ?? 2_000_000);

export async function controllerAge(): Promise<void> {
  const payload = createPayload('small', 500);
  const controller = await startMeasured();
  const sender = grpcSender(controller.grpc);
  const measure = async (): Promise<number> => {
    const before = (await controller.usage()).cpuSeconds;
    await sendAll(sender, payload.next, STEP / payload.spans);
    return STEP / ((await controller.usage()).cpuSeconds - before);
  };
  const rates: number[] = [];
  // The first figure is of compiled code, as the others are.
  await sendAll(sender, payload.next, 40);
  for (let sent = 0; sent <= TOTAL; sent += STEP) rates.push(await measure());
  const { rss } = await controller.usage();
  sender.close();
  await controller.stop();
  const [first = Number.NaN] = rates;
  const last = rates.at(-1) ?? Number.NaN;
  table('Ingest by age, small spans per core-second', [
    ['spans before', 'rate', 'of the first'],
    ['0', first.toFixed(0), '1.00'],
    [String(TOTAL), last.toFixed(0), (last / first).toFixed(2)],
    ['slowest between', Math.min(...rates).toFixed(0), (Math.min(...rates) / first).toFixed(2)],
    ['resident memory at the end', `${Math.round(rss / 2 ** 20)} MiB`, ''],
  ]);
}
