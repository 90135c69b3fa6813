import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as zlib from 'node:zlib';
import { readAll } from '../testing/host.ts';
import { codingOf, decodedSource } from './content-coding.ts';

const TEXT = JSON.stringify(Array.from({ length: 5_000 }, (_, nth) => ({ nth, text: 'wörld' })));
const CODED: Readonly<Record<string, readonly [header: string, bytes: Buffer]>> = {
  gzip: ['GZIP', zlib.gzipSync(TEXT)],
  'x-gzip': ['x-gzip', zlib.gzipSync(TEXT)],
  'gzip in two members': ['gzip', Buffer.concat([zlib.gzipSync(TEXT.slice(0, 100)), zlib.gzipSync(TEXT.slice(100))])],
  deflate: ['deflate', zlib.deflateSync(TEXT)],
  'deflate without its head': ['deflate', zlib.deflateRawSync(TEXT)],
  br: ['br', zlib.brotliCompressSync(TEXT)],
  zstd: ['zstd', zlib.zstdCompressSync(TEXT)],
  'one in another': ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(TEXT))],
  none: ['identity', Buffer.from(TEXT)],
};

function cut(bytes: Buffer, size: number) {
  let at = 0;
  const state = { reads: 0 };
  const source = {
    read() {
      state.reads++;
      const chunk = bytes.subarray(at, at + size);
      at += size;
      return chunk.byteLength > 0 ? chunk : undefined;
    },
    cancel() {},
  };
  return { source, state };
}

const names = (header: string | undefined): readonly string[] => {
  const coding = codingOf(header);
  assert.ok(coding !== 'unknown');
  return coding;
};

describe('a coded body', () => {
  for (const [name, [header, bytes]] of Object.entries(CODED)) {
    it(`is decoded: ${name}`, async () => {
      for (const size of [97, 5_000, bytes.length]) {
        assert.equal(await readAll(decodedSource(cut(bytes, size).source, names(header))), TEXT);
      }
    });
  }

  it('gives what a part of it says, as soon as it is there', async () => {
    const gzip = zlib.createGzip();
    const parts: Buffer[] = [];
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      gzip.write(event);
      await new Promise<void>((resolve) => gzip.flush(resolve));
      parts.push(gzip.read());
    }
    const source = decodedSource({ read: () => parts.shift() ?? new Promise(() => {}), cancel() {} }, ['gzip']);
    assert.equal(Buffer.from((await source.read()) ?? []).toString(), 'data: 1\n\n');
    assert.equal(Buffer.from((await source.read()) ?? []).toString(), 'data: 2\n\n');
  });

  it('that was cut gives what there is', async () => {
    const bytes = zlib.gzipSync(TEXT);
    const text = await readAll(decodedSource(cut(bytes.subarray(0, -20), 100).source, ['gzip']));
    assert.ok(text.length > 0 && TEXT.startsWith(text));
  });

  it('is left out after its end', async () => {
    const bytes = Buffer.concat([zlib.deflateSync(TEXT), Buffer.from('more')]);
    assert.equal(await readAll(decodedSource(cut(bytes, 100).source, ['deflate'])), TEXT);
  });

  it('fails where it is none', async () => {
    await assert.rejects(readAll(decodedSource(cut(Buffer.from('not coded at all'), 3).source, ['gzip'])), { code: 'Z_DATA_ERROR' });
  });

  it('is not read before it is asked for', async () => {
    const { source, state } = cut(zlib.gzipSync(TEXT), 10);
    const decoded = decodedSource(source, ['gzip']);
    assert.equal(state.reads, 0);
    await decoded.read();
    assert.ok(state.reads < 10);
  });

  it('of an unknown coding is not decoded', () => {
    for (const header of ['compress', 'gzip, x', 'toString']) assert.equal(codingOf(header), 'unknown');
    assert.deepEqual(codingOf(undefined), []);
    assert.deepEqual(codingOf(' gzip ,, identity'), ['gzip']);
  });
});
