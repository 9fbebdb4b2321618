import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The number that a run has rented, kept in a file until it is canceled: the run may be killed in between. */
export function createRentedNumber(file: string) {
  return {
    /** E.164 digits; null if none is rented. */
    read(): string | null {
      try {
        return readFileSync(file, 'utf8').trim() || null;
      } catch {
        return null;
      }
    },
    write(msisdn: string): void {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, `${msisdn}\n`, { mode: 0o600 });
    },
    forget: (): void => rmSync(file, { force: true }),
  };
}

export type RentedNumber = ReturnType<typeof createRentedNumber>;
