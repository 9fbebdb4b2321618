import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the simulator announces to programs on this machine, in DATA_DIR/simulator.json. */
export interface SimulatorFile {
  url: string;
  pid: number;
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
  /** Token for the handsets of its control API, and nothing else. */
  handsetToken: string;
}

/**
 * The simulator on this machine.
 * @param on false = none, whatever the file says
 * @returns a function that returns its address and account; null before it has started. The file is read again when it
 * changes, because a restarted simulator may have another port
 */
export function createSimulatorFile({ dataDir, on }: { dataDir: string; on: boolean }): () => SimulatorFile | null {
  const path = join(dataDir, 'simulator.json');
  let known: { mtime: number; content: SimulatorFile } | null = null;

  return () => {
    if (!on) return null;
    try {
      const mtime = statSync(path).mtimeMs;
      if (known?.mtime !== mtime) known = { mtime, content: JSON.parse(readFileSync(path, 'utf8')) as SimulatorFile };
      return known.content;
    } catch {
      return null;
    }
  };
}
