import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

it('answers callers in time and resists all attacks running in parallel for a minute', async () => {
  const program = spawn(process.execPath, ['scripts/run.mjs', 'scripts/bench-attacks'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  program.stdout.on('data', (chunk) => (said += chunk));
  const [code] = await once(program, 'exit');
  process.stdout.write(said);
  expect(said).toContain('Everything held.');
  expect(code).toBe(0);
});
