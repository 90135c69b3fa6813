import assert from 'node:assert/strict';
import { it } from 'node:test';
import protobuf from 'protobufjs/minimal.js';
import { airt } from './control.ts';

it('64-bit numbers of the control stream are plain numbers, though the long package is loaded', () => {
  assert.ok(protobuf.util.Long, 'the test means nothing without it');
  const { AgentMessage, Directive } = airt.control.v1;
  const heartbeat = AgentMessage.decode(AgentMessage.encode({ sequence: 7, heartbeat: { atUnixMs: 1_790_000_000_000 } }).finish());
  assert.equal(heartbeat.sequence, 7);
  assert.equal(heartbeat.heartbeat?.atUnixMs, 1_790_000_000_000);
  assert.equal(Directive.decode(new Uint8Array()).leaseMs, 0);
  const health = AgentMessage.decode(AgentMessage.encode({ health: { failures: { 'wire.parse': 3 } } }).finish());
  assert.deepEqual({ ...health.health?.failures }, { 'wire.parse': 3 });
});
