/** Names of globals that mean those of `globals.ts` in everything that the build bundles. */
export {
  AbortController,
  clearInterval,
  clearTimeout,
  NativeDate as Date,
  NativeFinalizationRegistry as FinalizationRegistry,
  NativePromise as Promise,
  NativeWeakRef as WeakRef,
  ownJson as JSON,
  ownPerformance as performance,
  queueMicrotask,
  setImmediate,
  setInterval,
  setTimeout,
  TextDecoder,
  TextEncoder,
  URL,
} from './globals.ts';
