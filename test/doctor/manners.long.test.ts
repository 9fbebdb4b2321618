import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { READINGS } from '../../scripts/doctor/readings.js';
import { MANNER_NAMES, MANNERS, mannersWith } from '../../server/simulator/control/manners.js';
import { consult, readingsOf } from '../helpers/doctor.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ manners: mannersWith() });
  const application = await (await app.connectAccount()).createApplication('Office', 'eu-west');
  await application.rentNumber();
  await application.addJaneAndJoe();
});
beforeEach(() => app.control('DELETE', '/manners'));
afterAll(() => app?.close());

const unusual = MANNER_NAMES.filter((name) => name in READINGS).flatMap((name) =>
  MANNERS[name].slice(1).map((value) => ({ name, value: value as string })),
);

it.each([{ name: 'moved_pair' as const, value: 'ends' }, ...unusual])(
  'the doctor runs whole, in a browser, where $name = $value',
  async ({ name, value }) => {
    await app.control('PATCH', '/manners', { [name]: value });
    const results = await consult(app, { withBrowser: true });

    // The SDK waits for an answer that it knows, and does not tell an unknown one from none.
    const shown = value === 'unknown_error' ? 'silence' : value;
    expect(readingsOf(results)).toMatchObject({ [name]: shown });
    // Without a number there is nothing to call.
    const isSkipped = results.some(({ state }) => state === 'skipped');
    expect(isSkipped).toBe(name === 'renting');
    const failed = results.flatMap(({ findings }) => findings.filter(({ state }) => state === 'fail'));
    const isLost = (READINGS as Record<string, Record<string, string>>)[name]?.[value] === 'lost';
    if (isLost) expect(failed.map(({ key }) => key)).toContain(`${name}.${value}`);
    else expect(failed).toEqual([]);
  },
);
