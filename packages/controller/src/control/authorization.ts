import { createHash, timingSafeEqual } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';

/** Whether a call has the bearer token that agents must send; always where none is configured. */
export function isAuthorized(metadata: Metadata, token: string | undefined): boolean {
  if (token === undefined) return true;
  const sent = String(metadata.get('authorization')[0] ?? '');
  const hash = (text: string) => createHash('sha256').update(text).digest();
  // Hashes have one length, which the comparison in constant time needs.
  return timingSafeEqual(hash(sent), hash(`Bearer ${token}`));
}
