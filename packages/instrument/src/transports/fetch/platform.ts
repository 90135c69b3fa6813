/**
 * What the transport uses of the platform, captured when the preload runs: an application, its server library or a test framework may
 * replace the globals later. Values are recognised by brand (a getter of the captured class works on them) and not by `instanceof`, which
 * asks a class that anybody can replace.
 */

export const NativeRequest: typeof Request = globalThis.Request;
export const NativeResponse: typeof Response = globalThis.Response;
export const NativeHeaders: typeof Headers = globalThis.Headers;
export const NativeReadableStream: typeof ReadableStream = globalThis.ReadableStream;
export const NativeURL: typeof URL = globalThis.URL;

export const anySignal: typeof AbortSignal.any = AbortSignal.any.bind(AbortSignal);

type Getter = (this: unknown) => unknown;

/** A test for instances of a class, by one of its getters, which throws on everything else. */
function brandOf<T>(prototype: object, property: string): (value: unknown) => value is T {
  const get = Object.getOwnPropertyDescriptor(prototype, property)?.get as Getter | undefined;
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || !get) return false;
    try {
      Reflect.apply(get, value, []);
      return true;
    } catch {
      return false;
    }
  };
}

export const isRequest = brandOf<Request>(NativeRequest.prototype, 'url');
export const isResponse = brandOf<Response>(NativeResponse.prototype, 'status');
export const isURL = brandOf<URL>(NativeURL.prototype, 'href');
export const isBlob = brandOf<Blob>(Blob.prototype, 'size');
