import { join } from 'node:path';
import { createCleanUp } from '../../scripts/doctor/clean-up.js';
import type { Person } from '../../scripts/doctor/doctor.js';
import { connectOwner } from '../../scripts/doctor/owner.js';
import { phonesFor } from '../../scripts/doctor/phones/phones-for.js';
import { createRentedNumber } from '../../scripts/doctor/rented-number.js';
import type { StepResult } from '../../scripts/doctor/report.js';
import { runDoctor, type Surroundings } from '../../scripts/doctor/run-doctor.js';
import type { TestApp } from './test-app.js';

/** Someone who is there and agrees with everything. */
const agrees: Person = { isThere: true, tell() {}, confirm: async () => true };

/** Runs the doctor as `npm run doctor` does, on the simulator of a test. */
export async function consult(
  app: TestApp,
  { withBrowser = false, ...options }: Partial<Surroundings> & { withBrowser?: boolean } = {},
): Promise<StepResult[]> {
  const { url, credentials } = app.simulator;
  const { apiKey, apiSecret, controlToken } = credentials;
  const ask = await connectOwner({ url: app.url, kind: 'SIMULATOR', apiKey, apiSecret, askCode: async () => null });
  return runDoctor({
    ask,
    vonageHost: url,
    person: agrees,
    cleanUp: createCleanUp(),
    signal: new AbortController().signal,
    only: null,
    country: 'GB',
    region: 'eu-west',
    yes: false,
    folder: null,
    rented: createRentedNumber(join(app.dataDir, 'doctor', 'rented-number')),
    phones: (doctor) => phonesFor(doctor, { simulator: { url, controlToken }, phone: null, yes: true, withBrowser }),
    pace: 0.02,
    longPace: 0.002,
    patience: 15_000,
    personPatience: 15_000,
    tell() {},
    ...options,
  });
}

/** What the doctor found out about how Vonage behaves: manner → reading. */
export const readingsOf = (results: StepResult[]): Record<string, string> =>
  Object.fromEntries(
    results.flatMap(({ findings }) => findings.flatMap(({ manner }) => (manner ? [[manner.name, manner.value]] : []))),
  );

/** What failed, as `step: key params`. */
export const failuresOf = (results: StepResult[]): string[] =>
  results.flatMap(({ name, findings }) =>
    findings
      .filter(({ state }) => state === 'fail')
      .map(({ key, params }) => `${name}: ${key} ${JSON.stringify(params)}`),
  );
