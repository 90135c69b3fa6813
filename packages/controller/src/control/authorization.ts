import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a header `authorization` has the bearer token that agents must send; always where none is configured. */
export function isAuthorized(sent: string, token: string | undefined): boolean {
  if (token === undefined) return true;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  // Hashes have one length, which the comparison in constant time needs.
  return timingSafeEqual(hash(sent), hash(`Bearer ${token}`));
}
