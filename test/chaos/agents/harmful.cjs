// What a preload must not do, one thing at a time: shows that the comparison finds it.
const harm = process.env.HARM;
const { fetch } = globalThis;
const harms = {
  'a line on standard output': () => console.log('hello'),
  'a line on standard error': () => console.error('a warning'),
  'two lines of ours': () => console.error('airt: no controller: a.\nairt: no controller: b.'),
  'a stack trace': () => console.error(new Error('airt: no controller')),
  'another exit code': () => process.once('exit', () => (process.exitCode = 1)),
  'a late exit': () => setTimeout(() => {}, 4_500),
  'an exit that never comes': () => setInterval(() => {}, 1_000),
  'beforeExit a second time': () => {
    let times = 0;
    process.on('beforeExit', () => ++times === 3 && setTimeout(() => {}, 10));
  },
  'a listener that stays': () => process.on('SIGTERM', () => {}),
  'a changed environment': () => (process.env.SOMETHING = '1'),
  'a global': () => (globalThis.something = 1),
  'a changed answer': () => {
    globalThis.fetch = async (...args) => {
      const response = await fetch(...args);
      return new Response((await response.text()).replaceAll('forty-two', 'forty-three'), response);
    };
  },
};
harms[harm]();
