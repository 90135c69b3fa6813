/**
 * For tests, run as a program: `agent.ts ADDRESSES [COMMAND]`. An agent that opens a control stream to each address (separated by
 * commas) and then has nothing else to do, or does what COMMAND says (`nothing`, `await connected`, `stay MILLISECONDS`). It prints what the client logs as warnings on standard error, and nothing else.
 */
import { createControlClient } from '../client.ts';

const [addresses = '', command = 'nothing'] = process.argv.slice(2);
const clients = addresses.split(',').map((target) =>
  createControlClient({
    target,
    caFile: process.env.AIRT_CONTROLLER_CA ?? '',
    hello: () => ({ instanceUid: 'child', agentName: 'test' }),
    health: () => ({ healthy: true }),
    onPolicyUpdate: () => ({ versions: {}, errors: [] }),
    onDirective: () => undefined,
    log: (level, message) => {
      if (level === 'warn') process.stderr.write(`airt: ${message}\n`);
    },
  }),
);
for (const client of clients) client.start();

switch (command) {
  case 'await connected':
    // Something else keeps the process alive for a while; then nothing does, with the stream up.
    while (clients.some((client) => client.state() !== 'connected')) await new Promise((resolve) => setTimeout(resolve, 5));
    process.stdout.write('connected\n');
    break;
  case 'nothing':
    break;
  default:
    await new Promise((resolve) => setTimeout(resolve, Number(command.split(' ')[1] ?? 0)));
    break;
}
