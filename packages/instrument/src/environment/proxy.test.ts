import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFor } from './proxy.ts';

/** The proxy's address, `direct`, or the variable that is not understood. */
function chosen(target: string, env: Record<string, string>): string {
  const choice = proxyFor(new URL(target), env);
  return choice.kind === 'proxy' ? choice.url.href : choice.kind === 'invalid' ? choice.variable : 'direct';
}

test('each scheme has its variable, small letters first', () => {
  const env = { HTTP_PROXY: 'http://upper:1', http_proxy: 'http://lower:1', HTTPS_PROXY: 'secure:3128' };
  assert.equal(chosen('http://collector:4318/v1/traces', env), 'http://lower:1/');
  assert.equal(chosen('https://collector/v1/traces', env), 'http://secure:3128/');
  assert.equal(chosen('https://collector', { HTTP_PROXY: 'http://p:1' }), 'direct');
  assert.equal(chosen('http://collector', { HTTP_PROXY: ' ' }), 'direct');
});

test('this machine is reached directly', () => {
  const env = { HTTP_PROXY: 'http://p:1' };
  for (const target of ['http://localhost:4318', 'http://127.0.0.1:4318', 'http://[::1]:4318', 'http://otel.localhost'])
    assert.equal(chosen(target, env), 'direct', target);
  assert.equal(chosen('http://127.0.0.1.example.com', env), 'http://p:1/');
});

test('NO_PROXY: names and what is below them, ports, addresses, everything', () => {
  const excluded = (target: string, NO_PROXY: string) => chosen(target, { HTTP_PROXY: 'http://p:1', NO_PROXY }) === 'direct';
  for (const list of ['collector.corp', 'corp', '.corp', '*.corp', 'x, CORP', 'x corp', '*', 'collector.corp:4318', 'corp:4318'])
    assert.ok(excluded('http://collector.corp:4318', list), list);
  for (const list of ['', 'lector.corp', 'collector', 'collector.corp:80', 'x.collector.corp'])
    assert.ok(!excluded('http://collector.corp:4318', list), list);
  assert.ok(excluded('http://collector.corp', 'collector.corp:80'));
  assert.ok(excluded('http://10.0.0.7:4318', '10.0.0.7') && !excluded('http://10.0.0.7:4318', '10.0.0.70'));
  assert.ok(excluded('http://[fd00::7]:4318', 'fd00::7') && excluded('http://[fd00::7]:4318', '[fd00::7]'));
});

test('an address that is none, or of a kind that is not spoken, is named by its variable', () => {
  assert.equal(chosen('http://c', { HTTP_PROXY: 'http://[' }), 'HTTP_PROXY');
  assert.equal(chosen('http://c', { http_proxy: 'socks5://p:1080' }), 'http_proxy');
});
