import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findOrInstallChromium, startChromium } from './chromium.js';
import { spokenSound } from './spoken-sound.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser tests reach their Chromium. */
    chromium: string;
  }
}

/** Before the browser tests: a real Chromium that runs, or the sentence that says how to get one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-chromium-'));
  const microphone = join(folder, 'microphone.wav');
  await writeFile(microphone, spokenSound());
  const chromium = await startChromium(findOrInstallChromium(), { microphone, shortLived: project.name === 'browser' });
  project.provide('chromium', chromium.wsEndpoint());
  return async () => {
    await chromium.close();
    await rm(folder, { recursive: true, force: true });
  };
}
