/**
 * Timers that do not keep the process alive. The build puts them in the place of the global ones in everything it bundles, so that no
 * retry, batch or timeout of a library can delay the exit of the application.
 */
const globals = globalThis;

export const setTimeout = ((...args: Parameters<typeof globals.setTimeout>) =>
  globals.setTimeout(...args).unref()) as typeof globals.setTimeout;
export const setInterval = ((...args: Parameters<typeof globals.setInterval>) =>
  globals.setInterval(...args).unref()) as typeof globals.setInterval;
