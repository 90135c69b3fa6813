/** Walking over the fields of protobuf messages where they stand, without building anything. */

/** The bytes of one request. */
export interface RequestBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

export function requestBytes(request: Uint8Array): RequestBytes {
  const bytes = Buffer.from(request.buffer, request.byteOffset, request.byteLength);
  return { bytes, view: new DataView(request.buffer, request.byteOffset, request.byteLength) };
}

/** Walks over the fields of messages within one request. Reused for all of them: `at` is set by who reads. */
export class FieldCursor {
  readonly bytes: Buffer;
  at = 0;
  /** Of the last length-delimited field. */
  start = 0;
  /** The last varint. Exact up to 2^53. */
  value = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The tag of the next field, its value skipped; 0: unusual. */
  next(end: number): number {
    const tag = this.varint(end);
    if (tag < 8) return 0;
    switch (tag & 7) {
      case 0:
        this.value = this.varint(end);
        if (this.value < 0) return 0;
        break;
      case 1:
        this.at += 8;
        break;
      case 2: {
        const length = this.varint(end);
        if (length < 0) return 0;
        this.start = this.at;
        this.at += length;
        break;
      }
      case 5:
        this.at += 4;
        break;
      default:
        return 0;
    }
    return this.at > end ? 0 : tag;
  }

  /** -1: unusual. */
  varint(end: number): number {
    const { bytes } = this;
    let byte = bytes[this.at] as number;
    if (this.at >= end) return -1;
    this.at += 1;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let factor = 128;
    for (let length = 1; length < 10; length += 1) {
      if (this.at >= end) return -1;
      byte = bytes[this.at] as number;
      this.at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    return -1;
  }
}
