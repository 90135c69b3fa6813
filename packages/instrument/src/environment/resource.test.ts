import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readResource } from './resource.ts';

test('the service as the attributes name it, decoded', () => {
  const read = readResource({ OTEL_RESOURCE_ATTRIBUTES: 'service.name=night%20shift,service.instance.id=pod%2F7,region=eu' });
  assert.deepEqual(read, {
    service: 'night shift',
    instanceId: 'pod/7',
    attributes: { 'service.name': 'night shift', 'service.instance.id': 'pod/7', region: 'eu' },
  });
});

test('OTEL_SERVICE_NAME goes first and is taken as it is', () => {
  const read = readResource({ OTEL_SERVICE_NAME: ' 100%25 ', OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' });
  assert.equal(read.service, '100%25');
});

test('without a name it is unknown', () => {
  for (const env of [{}, { OTEL_SERVICE_NAME: ' ', OTEL_RESOURCE_ATTRIBUTES: 'service.name=' }])
    assert.deepEqual([readResource(env).service, readResource(env).instanceId], ['unknown_service:node', undefined]);
});

test('attributes with a mistake are reported and left out', () => {
  const read = readResource({ OTEL_RESOURCE_ATTRIBUTES: 'service.name=shop,discount=50%' });
  assert.deepEqual([read.service, read.attributes], ['unknown_service:node', {}]);
  assert.match(read.problem ?? '', /^OTEL_RESOURCE_ATTRIBUTES: the value of discount is not percent-encoded/);
});
