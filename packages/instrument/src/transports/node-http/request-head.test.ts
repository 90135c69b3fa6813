import assert from 'node:assert/strict';
import { type ClientRequest, type RequestOptions, request } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import { fixedReason, hasHeadLeft, headersOf, headOf, type RequestInternals, renderHead, setLength, setTarget } from './request-head.ts';

const open: ClientRequest[] = [];
function make(options: RequestOptions): ClientRequest {
  const made = request({ host: 'a.example', port: 8080, method: 'POST', path: '/v1/x?y=1', lookup: () => {}, ...options }).on(
    'error',
    () => {},
  );
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.destroy();
});

const rendered = (sent: ClientRequest): string => (sent as RequestInternals)._header ?? '';
const LIST = ['X-Own', 'a', 'Host', 'b.example', 'content-length', '5'];

describe('the head of a request', () => {
  it('has the URL that the server sees', () => {
    const cases: readonly [RequestOptions, string | undefined][] = [
      [{}, 'http://a.example:8080/v1/x?y=1'],
      [{ headers: { Host: 'api.example' } }, 'http://api.example/v1/x?y=1'],
      [{ headers: LIST }, 'http://b.example/v1/x?y=1'],
      [{ path: 'https://c.example/v1/z' }, 'https://c.example/v1/z'],
      [{ host: '::1' }, 'http://[::1]:8080/v1/x?y=1'],
      [{ headers: { host: 'not a host' } }, undefined],
      [{ method: 'GET' }, undefined],
      [{ method: 'head' }, undefined],
    ];
    for (const [options, url] of cases) assert.equal(headOf(make(options))?.url.href, url);
  });

  it('has the headers, given as an object, later, or as a list', () => {
    const one = make({ headers: { 'X-Own': 'a', 'x-list': ['1', '2'] } });
    one.setHeader('X-Number', 7);
    const head = headOf(one);
    assert.deepEqual(
      ['x-own', 'x-list', 'x-number', 'x-none'].map((name) => head?.header(name)),
      ['a', '1, 2', '7', undefined],
    );
    assert.equal(headOf(make({ headers: LIST }))?.header('x-own'), 'a');
    assert.deepEqual(
      headersOf(make({ headers: LIST })).map(([name]) => name),
      ['X-Own', 'Host', 'content-length', 'Connection'],
    );
  });

  it('takes another length and path until it has left', () => {
    for (const headers of [{ 'Content-Length': '5' }, LIST, { 'Content-Length': '5', later: 'x' }] as const) {
      const sent = make({ headers: headers as RequestOptions['headers'] });
      if ('later' in headers) renderHead(sent);
      assert.equal(hasHeadLeft(sent), false);
      assert.equal(fixedReason(sent), undefined);
      setLength(sent, 123);
      setTarget(sent, new URL('http://a.example/v2?z'));
      renderHead(sent);
      assert.match(rendered(sent), /^POST \/v2\?z HTTP\/1\.1\r\n/);
      assert.match(rendered(sent), /\r\ncontent-length: 123\r\n/i);
    }
  });

  it('keeps an absolute path absolute', () => {
    const sent = make({ path: 'http://c.example/v1/z' });
    setTarget(sent, new URL('http://c.example/v2'));
    assert.equal(sent.path, 'http://c.example/v2');
  });

  it('fixes the length of the body once it has left with it', () => {
    const expecting = make({ headers: { expect: '100-continue', 'content-length': '5' } });
    assert.equal(hasHeadLeft(expecting), true);
    assert.match(fixedReason(expecting) ?? '', /has left/);
    assert.equal(fixedReason(make({ headers: { expect: '100-continue' } })), undefined);
  });
});
