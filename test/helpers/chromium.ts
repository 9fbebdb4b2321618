import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { CALL_FLAGS, installedChromium, runsAsChromium } from '../../scripts/doctor/phones/find-chromium.js';

const PACKAGES = ['chromium-headless-shell', 'chromium'];
/** A page of a test is left before what is compiled for its second minute pays: a fifth less work. */
const SHORT_LIVED = ['--js-flags=--no-maglev --no-opt'];

/**
 * One Chromium for all browser tests; each file connects to it and gets separate contexts.
 * @param microphone a WAV file: what everyone says
 * @param shortLived whether its pages are closed soon and not measured
 */
export function startChromium(
  executablePath: string,
  { microphone, shortLived }: { microphone: string; shortLived: boolean },
): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath,
    host: '127.0.0.1',
    args: [...CALL_FLAGS, ...(shortLived ? SHORT_LIVED : []), `--use-file-for-fake-audio-capture=${microphone}`],
  });
}
const CURE =
  'There is no Chromium for the browser tests, and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to its program.';

/** The Chromium that the global set-up started: headless, with a pretended microphone. Closing it closes what was opened here. */
export function connectChromium(): Promise<Browser> {
  return chromium.connect(inject('chromium'));
}

/**
 * CHROMIUM_PATH, or one that is installed, or the Debian package where it may be installed, or Playwright's own.
 * @returns the path of a Chromium that runs
 * @throws Error with the cure
 */
export function findOrInstallChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runsAsChromium(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, and that does not run as a Chromium.`);
  }
  const found = installed();
  if (found) return found;

  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) {
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], { env: quiet });
    for (const name of PACKAGES) {
      say(`Installing the Debian package ${name} …`);
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env: quiet });
      const packaged = installed();
      if (packaged) return packaged;
    }
  }
  say("Installing Playwright's Chromium …");
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  run(process.execPath, [cli, 'install', ...(root ? ['--with-deps'] : []), 'chromium']);
  const downloaded = installed();
  if (downloaded) return downloaded;
  throw new Error(CURE);
}

const installed = (): string | undefined => installedChromium(chromium.executablePath());

function run(program: string, args: string[], options: SpawnSyncOptions = {}): void {
  spawnSync(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
