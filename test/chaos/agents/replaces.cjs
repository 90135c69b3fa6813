// Replaces what a test framework or a server library replaces, and counts who uses it: nobody but the application is to.
const http = require('node:http');
const https = require('node:https');

const uses = {};
const { fetch, Request, console: output } = globalThis;
const real = { setTimeout, JSON: { ...JSON, parse: JSON.parse, stringify: JSON.stringify } };

function used(name) {
  uses[name] = (uses[name] ?? 0) + 1;
}

/** Replaces a member, and lets what is used of it pass. */
function replace(owner, name, label = name) {
  const original = owner[name];
  const replacement = function (...args) {
    used(label);
    return new.target ? Reflect.construct(original, args, new.target === replacement ? original : new.target) : original.apply(this, args);
  };
  Object.setPrototypeOf(replacement, original);
  replacement.prototype = original.prototype;
  owner[name] = replacement;
}

function replaceAll() {
  for (const name of ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'setImmediate', 'queueMicrotask'])
    replace(globalThis, name);
  for (const name of ['Request', 'Response', 'Headers', 'ReadableStream', 'URL', 'TextDecoder', 'TextEncoder', 'AbortController', 'Date'])
    replace(globalThis, name);
  for (const name of ['FinalizationRegistry', 'WeakRef']) replace(globalThis, name);
  for (const name of ['parse', 'stringify']) replace(JSON, name, `JSON.${name}`);
  replace(Date, 'now', 'Date.now');
  replace(performance, 'now', 'performance.now');
  for (const [name, module] of Object.entries({ http, https }))
    for (const each of ['request', 'get']) replace(module, each, `${name}.${each}`);
  for (const [name, prototype] of Object.entries({ Headers: Headers.prototype, Request: Request.prototype }))
    for (const each of Object.keys(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof Object.getOwnPropertyDescriptor(prototype, each).value === 'function' && each !== 'constructor')
        replace(prototype, each, `${name}.prototype.${each}`);
}

const { MODEL_URL: url } = process.env;
const body = (stream) => real.JSON.stringify({ model: 'steps=0', stream, messages: [{ role: 'user', content: 'Hi.' }] });
const target = `${url}/v1/chat/completions`;

async function read(response) {
  let text = '';
  const decoder = new (Object.getPrototypeOf(TextDecoder))();
  for await (const chunk of response.body) text += decoder.decode(chunk);
  return text.length > 0;
}

async function main() {
  // Node loads what is behind fetch with the first call, and takes it as it is then.
  await (await fetch(url)).text();
  replaceAll();
  output.log('text and init', await read(await fetch(target, { method: 'POST', body: body(false) })));
  output.log('a stream', await read(await fetch(target, { method: 'POST', body: body(true) })));
  output.log('a native Request', await read(await fetch(new Request(target, { method: 'POST', body: body(false) }))));
  // A response that the application reads by a method of its own.
  globalThis.Response.prototype.json = async function () {
    return { own: (await this.text()).length > 0 };
  };
  output.log('a method of its own', await (await fetch(target, { method: 'POST', body: body(false) })).json());
  // Time enough for what waits to be sent.
  await new Promise((resolve) => real.setTimeout(resolve, 500));
  output.log('used', Object.keys(uses).sort().join(' '));
}

main();
