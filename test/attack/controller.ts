/** The controller that is attacked. Its limits come as JSON in the first argument. */
import { defaultConfig, startController } from '@airt/controller';

const limits = JSON.parse(process.argv[2] ?? '{}') as object;
const config = defaultConfig({ journal: { path: ':memory:' }, listen: { grpc: '127.0.0.1:0', http: '127.0.0.1:0' }, limits });
const controller = await startController(config, { env: {} });
console.log(JSON.stringify({ grpc: controller.grpcAddress, http: controller.httpUrl }));
