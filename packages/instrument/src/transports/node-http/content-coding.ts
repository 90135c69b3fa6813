/** Bodies that come compressed: what the client will decode by their header is decoded to be read. */
import type { Transform } from 'node:stream';
import type { ByteSource } from '../byte-source.ts';

type Zlib = typeof import('node:zlib');
/** As clients do: a body that was cut gives what it has, without an error (axios, node-fetch). */
const lenient = ({ constants }: Zlib) => ({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
const lenientBrotli = ({ constants }: Zlib) => ({ flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH });
const lenientZstd = ({ constants }: Zlib) => ({ flush: constants.ZSTD_e_flush, finishFlush: constants.ZSTD_e_flush });

/** Decoders by the name of the coding (RFC 9110, 8.4.1). `deflate` is zlib's format, or without its head, by the first byte. */
const DECODERS: Readonly<Record<string, (zlib: Zlib, firstByte: number) => Transform>> = {
  gzip: (zlib) => zlib.createGunzip(lenient(zlib)),
  'x-gzip': (zlib) => zlib.createGunzip(lenient(zlib)),
  deflate: (zlib, firstByte) => ((firstByte & 0x0f) === 0x08 ? zlib.createInflate(lenient(zlib)) : zlib.createInflateRaw(lenient(zlib))),
  br: (zlib) => zlib.createBrotliDecompress(lenientBrotli(zlib)),
  zstd: (zlib) => zlib.createZstdDecompress(lenientZstd(zlib)),
};

/** How a body is coded, in the order in which it was coded. `unknown`: it cannot be decoded here. */
export type ContentCoding = readonly string[] | 'unknown';

export function codingOf(header: string | undefined): ContentCoding {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  return names.every((name) => Object.hasOwn(DECODERS, name)) ? names : 'unknown';
}

/** The decoded bytes of a source. Nothing is read from it before it is asked for. */
export function decodedSource(source: ByteSource, codings: readonly string[]): ByteSource {
  return codings.reduceRight((each, coding) => decodedOnce(each, coding), source);
}

function decodedOnce(source: ByteSource, coding: string): ByteSource {
  let decoder: Decoder | undefined;

  /** What follows the end of the coded bytes is left out, as clients do. */
  async function skipRest(): Promise<undefined> {
    while ((await source.read()) !== undefined);
  }

  return {
    async read() {
      for (;;) {
        const decoded = decoder?.take();
        if (decoded) return decoded;
        if (decoder?.isEnded) return skipRest();
        const chunk = await source.read();
        if (chunk === undefined) {
          if (!decoder) return undefined;
          await decoder.end();
          continue;
        }
        decoder ??= createDecoder(coding, chunk[0] ?? 0);
        await decoder.write(chunk);
      }
    },
    cancel(reason) {
      decoder?.destroy();
      return source.cancel(reason);
    },
    discard(reason) {
      const anyDropped = decoder?.take() !== undefined;
      return (source.discard?.(reason) ?? false) || anyDropped;
    },
  };
}

interface Decoder {
  /** Resolves once all of it is decoded. Rejects where it is not what its coding says. */
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** What was decoded since. */
  take(): Uint8Array | undefined;
  readonly isEnded: boolean;
  destroy(): void;
}

function createDecoder(coding: string, firstByte: number): Decoder {
  const create = DECODERS[coding];
  if (!create) throw new Error(`no decoder for ${coding}`);
  // Loaded with the first answer that needs it: the preload is to be fast.
  const stream = create(process.getBuiltinModule('node:zlib'), firstByte);
  const decoded: Uint8Array[] = [];
  let isEnded = false;
  let step: { resolve(): void; reject(error: unknown): void } | undefined;
  const drain = (): void => {
    for (let chunk: Uint8Array | null = stream.read(); chunk !== null; chunk = stream.read()) decoded.push(chunk);
  };
  // A chunk that decodes to more than the stream buffers is decoded on while it is read.
  stream.on('readable', drain);
  const stop = (): void => {
    isEnded = true;
    step?.resolve();
  };
  stream.on('end', stop);
  stream.on('error', (error) => {
    isEnded = true;
    step?.reject(error);
  });
  const run = (work: (done: () => void) => void): Promise<void> =>
    isEnded
      ? Promise.resolve()
      : new Promise((resolve, reject) => {
          step = { resolve, reject };
          work(resolve);
        });
  return {
    write: (chunk) => run((done) => stream.write(chunk, () => done())),
    end: () => run(() => stream.end()),
    take() {
      drain();
      return decoded.length === 0 ? undefined : Buffer.concat(decoded.splice(0));
    },
    get isEnded() {
      return isEnded;
    },
    destroy() {
      stop();
      stream.destroy();
    },
  };
}
