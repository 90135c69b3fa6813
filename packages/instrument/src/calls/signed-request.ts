import type { RequestHead } from '../model/http.ts';

/**
 * The scheme by which the body of a request is signed; `undefined`: it is not. A signed request cannot be edited or sent again with
 * another body: the provider would refuse it. AWS Signature Version 4 is known by its `Authorization` (AWS documentation, "Authenticating
 * requests: using the Authorization header"), or by the hash of the body in a header of its own.
 */
export function signatureOf({ header }: RequestHead): string | undefined {
  if (/^AWS4-/i.test(header('authorization') ?? '')) return 'AWS Signature Version 4';
  const hash = header('x-amz-content-sha256');
  return hash !== undefined && hash !== 'UNSIGNED-PAYLOAD' ? 'AWS Signature Version 4' : undefined;
}
