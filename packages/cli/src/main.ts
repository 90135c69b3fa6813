#!/usr/bin/env node
/** The entry of the `airt` program. Nothing is imported before the version of Node.js is known to be able to load it. */
import { EXIT } from './exit-codes.ts';
import { processIo } from './io.ts';

/** The first with node:sqlite as the journal needs it. */
const OLDEST_NODE = 24;

/** How long the process may go on after its command has ended. */
const LINGER_MS = 500;

const io = processIo();

async function main(): Promise<number> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    io.stderr.write(
      `airt: needs Node.js ${OLDEST_NODE} or later, this is ${process.version}. (The data plane, @airt/instrument, needs 22.15.)\n`,
    );
    return EXIT.failed;
  }
  try {
    const { airt } = await import('./airt.ts');
    return await airt(process.argv.slice(2), io);
  } catch (error) {
    // Only a bug, or a broken installation, comes here; AIRT_LOG_LEVEL=debug shows where.
    const text = error instanceof Error ? (io.env.AIRT_LOG_LEVEL === 'debug' ? error.stack : error.message) : String(error);
    io.stderr.write(`airt: internal error: ${text}\n`);
    return EXIT.failed;
  }
}

const code = await main();
// Output that was lost has set it already.
process.exitCode = process.exitCode || code;
// What a library still retries (an export towards an endpoint that is gone) is not waited for.
setTimeout(() => process.exit(), LINGER_MS).unref();
