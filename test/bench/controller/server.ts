/** A controller in a process of its own. Answers each line on standard input with its CPU time and memory so far, as JSON. */
import { createInterface } from 'node:readline';
import { defaultConfig, startController } from '@airt/controller';

const config = defaultConfig({ journal: { path: ':memory:' }, listen: { grpc: '127.0.0.1:0', http: '127.0.0.1:0' } });
const controller = await startController(config, { env: {} });
console.log(JSON.stringify({ grpc: controller.grpcAddress, http: controller.httpUrl }));
createInterface({ input: process.stdin }).on('line', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage().rss, metrics: controller.metrics() }));
});
