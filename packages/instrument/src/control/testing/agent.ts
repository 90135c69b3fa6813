/**
 * For tests, run as a program: `agent.ts ADDRESS [COMMAND]`. An agent that opens the control stream and then has nothing else to do,
 * or does what COMMAND says (`nothing`, `await connected`, `stay MILLISECONDS`). It prints what the client logs as warnings on standard error, and nothing else.
 */
import { createControlClient } from '../client.ts';

const [address = '', command = 'nothing'] = process.argv.slice(2);
const client = createControlClient({
  target: address,
  caFile: process.env.AIRT_CONTROLLER_CA ?? '',
  hello: () => ({ instanceUid: 'child', agentName: 'test' }),
  onPolicyUpdate: () => ({ versions: {}, errors: [] }),
  onDirective: () => undefined,
  log: (level, message) => {
    if (level === 'warn') process.stderr.write(`airt: ${message}\n`);
  },
});
client.start();

switch (command) {
  case 'await connected':
    // Something else keeps the process alive for a while; then nothing does, with the stream up.
    while (client.state() !== 'connected') await new Promise((resolve) => setTimeout(resolve, 5));
    process.stdout.write('connected\n');
    break;
  case 'nothing':
    break;
  default:
    await new Promise((resolve) => setTimeout(resolve, Number(command.split(' ')[1] ?? 0)));
    break;
}
