import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postTo } from '../dialects/testing/requests.ts';
import { signatureOf } from './signed-request.ts';

test('a signed body is known by the scheme of its authorization, or by the hash of the body', () => {
  const of = (headers: Record<string, string>) => signatureOf(postTo(new URL('https://bedrock.example/v1/messages'), headers));
  assert.equal(of({ authorization: 'Bearer sk-1' }), undefined);
  assert.equal(of({}), undefined);
  assert.equal(of({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }), undefined);
  assert.match(of({ authorization: 'AWS4-HMAC-SHA256 Credential=AKID/20261125/eu/bedrock/aws4_request' }) ?? '', /Signature Version 4/);
  assert.match(of({ 'x-amz-content-sha256': 'e3b0c44298fc1c14' }) ?? '', /Signature Version 4/);
});
