// Thousands of calls, whose answers are read, or dropped unread, or broken off; tells how the heap grows.
const { MODEL_URL: url } = process.env;
const [how, warmUp, calls, restMs] = process.argv.slice(2);

async function call(nth) {
  const request = {
    model: 'chunks=20',
    messages: [{ role: 'user', content: `${how} ${nth} ${'x'.repeat(2_000)}` }],
    stream: nth % 2 === 0,
  };
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(request) });
  if (how === 'read') await response.text();
  if (how === 'cancel') await response.body.cancel();
  // unread: the response is let go of as it is.
}

async function heap() {
  await new Promise((resolve) => setTimeout(resolve, Number(restMs)));
  for (let round = 0; round < 4; round++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return process.memoryUsage().heapUsed;
}

async function run(from, to) {
  for (let nth = from; nth < to; nth += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => call(nth + index)));
    // Undici gives a connection back only when an unread answer was collected.
    if (how === 'unread' && nth % 100 === 0) globalThis.gc();
  }
}

await run(0, Number(warmUp));
const before = await heap();
await run(Number(warmUp), Number(warmUp) + Number(calls));
console.log(JSON.stringify({ before, after: await heap() }));
