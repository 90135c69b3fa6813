/** The scripted model in a process of its own, so that it shares neither thread nor CPU figures with what is measured. */
import { type SpawnedProcess, spawnProcess } from '../components/process.ts';
import { startProvider } from '../testing/provider/provider.ts';

/** A running one. */
export interface ModelProcess {
  readonly url: string;
  readonly process: SpawnedProcess;
}

export async function startModelProcess(): Promise<ModelProcess> {
  const child = await spawnProcess(process.execPath, { name: 'model', args: [import.meta.filename] });
  const line = await child.waitForLine(/^http:/);
  return { url: line.trim(), process: child };
}

if (import.meta.main) console.log((await startProvider({ records: false })).url);
