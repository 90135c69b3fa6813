/** Values recognised by what they are, also those of another realm: of a `vm` context, in which test frameworks run tests. */
import { types } from 'node:util';

export const { isAnyArrayBuffer, isUint8Array } = types;

const { isNativeError } = types;
const NativeError = Error;

/** `DOMException` is no native error. */
export const isError = (value: unknown): value is Error => isNativeError(value) || value instanceof NativeError;
