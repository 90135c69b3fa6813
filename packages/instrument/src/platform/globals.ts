/**
 * Globals as they are when the preload runs. An application or a test framework may replace them later (fake timers, a mocked `Date`): then
 * they are theirs and not ours. The build puts these in the place of the global ones in everything that it bundles, libraries too.
 *
 * Timers do not keep the process alive: no retry, batch or timeout of a library can delay the exit of the application.
 */
const native = globalThis;
const { setTimeout: nativeSetTimeout, setInterval: nativeSetInterval, performance: nativePerformance, JSON: nativeJson } = native;

export const setTimeout = ((...args: Parameters<typeof native.setTimeout>) =>
  nativeSetTimeout(...args).unref()) as typeof native.setTimeout;
export const setInterval = ((...args: Parameters<typeof native.setInterval>) =>
  nativeSetInterval(...args).unref()) as typeof native.setInterval;
export const { clearTimeout, clearInterval, setImmediate, queueMicrotask, URL, TextDecoder, TextEncoder, AbortController } = native;
export const {
  Date: NativeDate,
  Promise: NativePromise,
  FinalizationRegistry: NativeFinalizationRegistry,
  WeakRef: NativeWeakRef,
} = native;
// Their members can be replaced one by one.
export const ownPerformance: Pick<typeof native.performance, 'now' | 'timeOrigin'> = {
  now: nativePerformance.now.bind(nativePerformance),
  timeOrigin: nativePerformance.timeOrigin,
};
export const ownJson: Pick<typeof native.JSON, 'parse' | 'stringify'> = { parse: nativeJson.parse, stringify: nativeJson.stringify };
