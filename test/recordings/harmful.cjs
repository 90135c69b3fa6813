// Preloads that do harm in the ways instrumentations are known to: with these the suite has to find something. `HARM` says which.
const plain = globalThis.fetch;
const isModel = (response) => response.headers.has('x-request-id');

/** A body of the same bytes that is read through `reader`, with `next` in between. */
const through = (response, next) => {
  const reader = response.body.getReader();
  const body = new ReadableStream({ pull: (controller) => next(reader, controller), cancel: (reason) => reader.cancel(reason) });
  const copy = new Response(body, response);
  for (const name of ['url', 'type', 'redirected']) Object.defineProperty(copy, name, { value: response[name] });
  return copy;
};
const step = async (reader, controller) => {
  const { done, value } = await reader.read();
  if (done) controller.close();
  else controller.enqueue(value);
};

const harms = {
  /** Waits for the whole answer before it passes on anything. */
  buffers: async (response) =>
    through(response, async (reader, controller) => {
      const read = [];
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) read.push(value);
      for (const value of read) controller.enqueue(value);
      controller.close();
    }),
  /** Takes a connection that was cut for the end of the answer. */
  swallows: async (response) => through(response, (reader, controller) => step(reader, controller).catch(() => controller.close())),
  /** Reads a copy to its end, also when the application has long gone. */
  tees: async (response) => {
    const [one, two] = response.body.tee();
    new Response(one).text().catch(() => {});
    return through({ ...head(response), body: two }, step);
  },
  /** Gives a response that has lost its address. */
  rebuilds: async (response) => new Response(response.body, response),
  /** Looks at the promise of a call and leaves its failure to nobody. */
  dangles: async (response) => response,
  /** Asks the provider for more than the application did. */
  edits: async (response) => response,
  /** Talks. */
  prints: async (response) => {
    console.error('[trace] span started');
    return response;
  },
};
const head = ({ status, statusText, headers, url, type, redirected }) => ({ status, statusText, headers, url, type, redirected });
const harm = process.env.HARM;

globalThis.fetch = function fetch(input, init) {
  const edited = harm === 'edits' && typeof init?.body === 'string' ? { ...init, body: init.body.replace(/}$/, ',"store":true}') } : init;
  const answer = plain(input, edited);
  if (harm === 'dangles') answer.then(() => {});
  if (harm === 'dangles' || harm === 'edits') return answer;
  return answer.then((response) => (isModel(response) && response.body ? harms[harm](response) : response));
};
