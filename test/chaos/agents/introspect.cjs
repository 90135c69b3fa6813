// What an application can find out about its own process, before, between and after its calls.
const { OpenAI } = require('openai');
const { chat } = require('./loops.cjs');

const events = ['beforeExit', 'exit', 'uncaughtException', 'unhandledRejection', 'warning', 'SIGTERM', 'SIGINT', 'message'];

// As JSON: console.log breaks the lines of an object by their width, and the path of the preload is one of them.
function look(when) {
  const { fetch } = globalThis;
  console.log(
    when,
    JSON.stringify({
      env: Object.keys(process.env)
        .filter((name) => !/^(AIRT_|OTEL_)/.test(name))
        .sort(),
      execArgv: process.execArgv,
      argv: process.argv.slice(2),
      listeners: events.map((event) => process.listenerCount(event)).join(),
      fetch: [typeof fetch, fetch.name, fetch.length, Object.keys(fetch).length],
      globals: Object.keys(globalThis),
      process: Object.keys(process).length,
      main: require.main === module,
      title: process.title,
      versions: Object.keys(process.versions).length,
      stack: Error.stackTraceLimit,
      prepare: typeof Error.prepareStackTrace,
      trace: Object.getOwnPropertySymbols(globalThis).filter((symbol) => String(symbol).includes('opentelemetry')).length,
    }),
  );
}

look('first');
chat(OpenAI, true).then(() => {
  look('then');
  console.log(fetch('not a url').catch((error) => console.log(error.message, error.cause?.code)) instanceof Promise);
  process.on('exit', () => look('last'));
});
