/** The agent's process ends by itself, at once, and quietly, whatever is at the other end of its control stream. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ServerCredentials } from '@grpc/grpc-js';
import { TEST_CERTIFICATE, TEST_KEY } from './testing/certificate.ts';
import { startTestController } from './testing/controller.ts';
import { MISBEHAVIOURS, startPeer } from './testing/peers.ts';

const program = fileURLToPath(new URL('./testing/agent.ts', import.meta.url));

interface Ending {
  readonly code: number | null;
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ms` is measured from the start of the program to its end, so the tests compare it with that of a program with no controller. */
function run(address: string, command: string, env: NodeJS.ProcessEnv = {}): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const args = ['--conditions=airt-source', program, address, command];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ms: performance.now() - from, stdout, stderr }));
  });
}

/** Far above what a look at the event loop costs, far below the timeouts of connecting (5 s) and of Welcome (10 s). */
const SLACK_MS = 2_000;

describe('the process ends by itself', async () => {
  const baseline = run('ftp://none', 'nothing');

  /** At most one line for each client. */
  function assertQuiet(ending: Ending, base: Ending, ranForMs = 0, clients = 1): void {
    assert.equal(ending.code, 0, ending.stderr);
    const lines = ending.stderr.split('\n').filter((line) => line !== '');
    assert.ok(lines.length <= clients, ending.stderr);
    for (const line of lines) assert.match(line, /^airt: no controller: /);
    assert.ok(ending.ms < base.ms + ranForMs + SLACK_MS, `${ending.ms} ms, without a controller ${base.ms} ms`);
  }

  test('with a controller, in the middle of connecting and when connected', async (t) => {
    const base = await baseline;
    assert.match(base.stderr, /^airt: no controller: AIRT_CONTROLLER "ftp:\/\/none"/);
    const controller = await startTestController({ welcome: { heartbeatIntervalMs: 100, nowUnixMs: Date.now() } });
    t.after(() => controller.stop());
    const [atOnce, connected] = await Promise.all([run(controller.address, 'nothing'), run(controller.address, 'await connected')]);
    assertQuiet(atOnce, base);
    assertQuiet(connected, base);
    assert.equal(connected.stdout, 'connected\n');
    assert.equal(connected.stderr, '');
  });

  test('with a controller behind TLS', async (t) => {
    const credentials = ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(TEST_CERTIFICATE), private_key: Buffer.from(TEST_KEY) },
    ]);
    const controller = await startTestController({ credentials });
    t.after(() => controller.stop());
    const folder = mkdtempSync(join(tmpdir(), 'airt-tls-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, TEST_CERTIFICATE);
    const address = `https://${controller.address}`;
    const [trusted, stranger] = await Promise.all([
      run(address, 'await connected', { AIRT_CONTROLLER_CA: caFile }),
      run(address, 'stay 300'),
    ]);
    assertQuiet(trusted, await baseline);
    assert.equal(trusted.stdout, 'connected\n');
    assert.equal(trusted.stderr, '');
    assertQuiet(stranger, await baseline, 300);
    assert.match(stranger.stderr, /self-signed certificate/);
  });

  // One process with a client for each of them: whichever holds it back is seen. Only then are they tried one by one.
  test('with peers that misbehave in every way', async (t) => {
    const peers = await Promise.all(
      Object.entries(MISBEHAVIOURS).map(async ([name, misbehave]) => ({ name, peer: await startPeer(misbehave) })),
    );
    t.after(() => {
      for (const { peer } of peers) peer.stop();
    });
    const base = await baseline;
    const tryWith = async (tried: typeof peers): Promise<void> => {
      const addresses = tried.map(({ peer }) => peer.address).join();
      // While the agent works on, the peers get to misbehave.
      const [atOnce, later] = await Promise.all([run(addresses, 'nothing'), run(addresses, 'stay 300')]);
      assertQuiet(atOnce, base, 0, tried.length);
      assertQuiet(later, base, 300, tried.length);
    };
    await tryWith(peers).catch(async (error: unknown) => {
      for (const one of peers) await t.test(one.name, () => tryWith([one]));
      throw error;
    });
  });

  test('after some reconnects to a peer that resets', async (t) => {
    const peer = await startPeer((socket) => void socket.resetAndDestroy());
    t.after(() => peer.stop());
    const ending = await run(peer.address, 'stay 1200');
    assertQuiet(ending, await baseline, 1_200);
    assert.match(ending.stderr, /no controller/);
  });

  test('towards an address that answers nothing at all', {
    skip: process.platform !== 'linux' && 'needs a full accept queue',
  }, async (t) => {
    const peer = await blackHole();
    t.after(() => peer.stop());
    assertQuiet(await run(peer.address, 'nothing'), await baseline);
  });
});

/**
 * A listener whose accept queue is full: Linux drops further SYNs, as a firewall would. The queue is filled by a process that never
 * gets to accept.
 */
async function blackHole(): Promise<{ readonly address: string; stop(): void }> {
  const source = `
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15000);
    });`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (chunk) => resolve(Number(String(chunk)))));
  const fillers: Socket[] = [];
  for (let i = 0; i < 6; i += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    fillers.push(socket);
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    address: `127.0.0.1:${port}`,
    stop() {
      for (const socket of fillers) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
