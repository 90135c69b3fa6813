/** Attacks over control streams: uids without end, messages without end, too much of everything. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connectAgent } from '../../packages/controller/src/testing/agent.ts';
import { type Probe, type Stage, startProbe, startStage } from './stage.ts';

let stage: Stage;
let probe: Probe;
before(async () => {
  stage = await startStage({ agents: 50, connections: 60 });
  probe = await startProbe(stage);
});
after(async () => {
  probe.end();
  await stage.stop();
});

const large = (entries: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: entries }, (_, n) => [`key-${n}-${'k'.repeat(200)}`, 'v'.repeat(1000)]));

describe('control streams', () => {
  it('of 120 processes that describe themselves at length are forgotten again, and cost little', async () => {
    const before = stage.memory();
    const resource = large(400);
    for (let n = 0; n < 120; n += 1) {
      const agent = connectAgent(stage.grpc, { instanceUid: `many-${n}`, resource });
      await agent.next('welcome', 5000);
      agent.end();
      await agent.ended;
    }
    assert.ok(stage.memory() - before < 120, `${Math.round(stage.memory() - before)} MiB more`);
    await probe.check();
  });

  it('on which Hello comes again and again are ended: each would bring the policies back', async () => {
    const agent = connectAgent(stage.grpc, { instanceUid: 'again', resource: {} });
    await agent.next('welcome', 5000);
    for (let n = 0; n < 300; n += 1) agent.send({ hello: { instanceUid: 'again', resource: {} } });
    assert.equal((await agent.ended).code, 8);
    assert.ok(agent.received.filter((message) => message.policyUpdate).length <= 7);
    await probe.check();
  });

  it('that report their health differently each time fill no journal', async () => {
    const agent = connectAgent(stage.grpc, { instanceUid: 'ill', resource: {} });
    await agent.next('welcome', 5000);
    for (let n = 0; n < 60; n += 1) agent.send({ health: { healthy: false, lastError: `${n} ${'e'.repeat(100_000)}` } });
    await probe.check();
    agent.end();
    await agent.ended;
  });

  it('are full: those who come then are told, and those who are there stay', async () => {
    const crowd = [];
    let refused = 0;
    for (let n = 0; n < 55; n += 1) {
      const agent = connectAgent(stage.grpc, { instanceUid: `crowd-${n}`, resource: {} });
      await Promise.race([agent.next('welcome', 5000), agent.ended.then(({ code }) => (refused += code === 8 ? 1 : 0))]).catch(() => {});
      crowd.push(agent);
    }
    assert.ok(refused >= 5, `${refused} refused`);
    for (const agent of crowd) agent.end();
    await Promise.all(crowd.map(({ ended }) => ended));
    await probe.check();
  });

  it('find room beside connections on which nothing is said', async () => {
    const port = Number(stage.grpc.split(':').at(-1));
    const sockets: Socket[] = [];
    for (let n = 0; n < 80; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
    }
    await new Promise((settle) => setTimeout(settle, 1200));
    await probe.check();
    for (const socket of sockets) socket.destroy();
  });
});
