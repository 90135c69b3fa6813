/** Functions of the process and of Node's modules as they are when the preload runs. */
import { writeSync } from 'node:fs';

export const nextTick: typeof process.nextTick = process.nextTick.bind(process);

const nativeWriteSync = writeSync;

/** Straight to the descriptor: the error event of a standard error that nobody reads any more would end the application. */
export const writeStderr = (text: string): void => void nativeWriteSync(2, text);
