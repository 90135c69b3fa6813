/**
 * The classes around `fetch` as they are when the preload runs: an application, its server library or a test framework may replace them, or
 * methods of them, later. Values are recognised by brand (a getter of the captured class works on them) and not by `instanceof`, which asks
 * a class that anybody can replace.
 */
export const NativeRequest: typeof Request = globalThis.Request;
export const NativeResponse: typeof Response = globalThis.Response;
export const NativeHeaders: typeof Headers = globalThis.Headers;
export const NativeReadableStream: typeof ReadableStream = globalThis.ReadableStream;

export const anySignal: typeof AbortSignal.any = AbortSignal.any.bind(AbortSignal);

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A test for instances of a class, by one of its getters, which throws on everything else. */
function brandOf<T>(prototype: object, property: string): (value: unknown) => value is T {
  const get = Object.getOwnPropertyDescriptor(prototype, property)?.get;
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || !get) return false;
    // A throw is dear, and most of what is asked about is an object literal.
    if (Object.getPrototypeOf(value) === Object.prototype) return false;
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
export const isURL = brandOf<URL>(URL.prototype, 'href');
export const isBlob = brandOf<Blob>(Blob.prototype, 'size');

/** The method of a class, to be called on an instance whatever has become of the class's own since. */
function methodOf<T, Args extends unknown[], Result>(prototype: T, name: keyof T): (self: T, ...args: Args) => Result {
  const method = prototype[name] as Method;
  return (self, ...args) => Reflect.apply(method, self, args) as Result;
}

/** The getter of a class, likewise. */
function getterOf<T, K extends keyof T>(prototype: T, name: K): (self: T) => T[K] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get as Method;
  return (self) => Reflect.apply(get, self, []) as T[K];
}

export const getHeader: (headers: Headers, name: string) => string | null = methodOf(NativeHeaders.prototype, 'get');
export const hasHeader: (headers: Headers, name: string) => boolean = methodOf(NativeHeaders.prototype, 'has');
export const deleteHeader: (headers: Headers, name: string) => void = methodOf(NativeHeaders.prototype, 'delete');

const { prototype: request } = NativeRequest;
export const urlOf: (self: Request) => string = getterOf(request, 'url');
export const methodOfRequest: (self: Request) => string = getterOf(request, 'method');
export const headersOfRequest: (self: Request) => Headers = getterOf(request, 'headers');
export const signalOfRequest: (self: Request) => AbortSignal = getterOf(request, 'signal');
export const bodyOfRequest: (self: Request) => ReadableStream | null = getterOf(request, 'body');
export const isRequestUsed: (self: Request) => boolean = getterOf(request, 'bodyUsed');
export const cloneRequest: (self: Request) => Request = methodOf(request, 'clone');
export const textOfRequest: (self: Request) => Promise<string> = methodOf(request, 'text');
export const textOfBlob: (self: Blob) => Promise<string> = methodOf(Blob.prototype, 'text');

const { prototype: response } = NativeResponse;
export const statusOf: (self: Response) => number = getterOf(response, 'status');
export const headersOfResponse: (self: Response) => Headers = getterOf(response, 'headers');
export const bodyOfResponse: (self: Response) => ReadableStream<Uint8Array> | null = getterOf(response, 'body');
export const isResponseUsed: (self: Response) => boolean = getterOf(response, 'bodyUsed');
export const cloneResponse: (self: Response) => Response = methodOf(response, 'clone');

type Bytes = ReadableStream<Uint8Array>;
type Reader = ReadableStreamDefaultReader<Uint8Array>;
export const getReader: (stream: Bytes) => Reader = methodOf(NativeReadableStream.prototype as Bytes, 'getReader');
export const cancelStream: (stream: Bytes, reason: unknown) => Promise<void> = methodOf(NativeReadableStream.prototype as Bytes, 'cancel');
const { prototype: reader } = globalThis.ReadableStreamDefaultReader;
export const readNext: (self: Reader) => ReturnType<Reader['read']> = methodOf(reader as Reader, 'read');
export const cancelReader: (self: Reader, reason: unknown) => Promise<void> = methodOf(reader as Reader, 'cancel');
