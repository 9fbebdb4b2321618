import { expect, it } from 'vitest';
import { findBinaries } from '../../server/db/embedded-binaries.js';

it('names DATABASE_URL on a platform without embedded PostgreSQL', () => {
  expect(() => findBinaries('freebsd', 'riscv64')).toThrow(
    /^There is no embedded PostgreSQL for this machine \(freebsd-riscv64: .*\)\. Set DATABASE_URL to your own PostgreSQL/,
  );
});

it('finds the binaries for this machine, and their version', () => {
  expect(findBinaries().version).toMatch(/^\d+\./);
});
