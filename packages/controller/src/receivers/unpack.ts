/** Bounded decompression of bodies. */
import { createGunzip, createInflate } from 'node:zlib';

const UNPACKERS = { gzip: createGunzip, deflate: createInflate } as const;
const CHUNK_BYTES = 256 * 1024;
/** Bodies that are decompressed at one time: each costs time and room on the threads that all share. */
const MAX_AT_ONCE = 4;

export type Coding = keyof typeof UNPACKERS;

export const isCoding = (name: string): name is Coding => Object.hasOwn(UNPACKERS, name);

/** `limit`: more than so many bytes would come out. `refused`: `take` gave false. `broken`: it is not of this coding, with the reason. */
export type Unpacked =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly why: 'limit' | 'refused' }
  | { readonly ok: false; readonly why: 'broken'; readonly message: string };

export interface UnpackOptions {
  readonly maxBytes: number;
  /** Called for every piece before the next is made; false ends it. */
  readonly take: (bytes: number) => boolean;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Decompresses a body piece by piece, so that a small body cannot become a large one before anybody has looked. Never rejects. */
export async function unpack(body: Buffer, coding: Coding, { maxBytes, take }: UnpackOptions): Promise<Unpacked> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((settle) => waiting.push(settle));
  running += 1;
  try {
    const unpacker = UNPACKERS[coding]({ chunkSize: CHUNK_BYTES });
    unpacker.end(body);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of unpacker as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return { ok: false, why: 'limit' };
      if (!take(chunk.byteLength)) return { ok: false, why: 'refused' };
      chunks.push(chunk);
    }
    return { ok: true, body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) };
  } catch (error) {
    return { ok: false, why: 'broken', message: error instanceof Error ? error.message : String(error) };
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
