/** A real controller in a process of its own, which a test can kill or stop. Prints its addresses and the type of every event. */
import { defaultConfig, startController } from '@airt/controller';

const config = defaultConfig({ journal: { path: ':memory:' }, listen: { grpc: '127.0.0.1:0', http: '127.0.0.1:0' } });
const controller = await startController(config, { env: {}, onEvent: ({ type }) => console.log(type) });
console.log(`listening ${controller.grpcAddress} ${new URL(controller.httpUrl).host}`);
