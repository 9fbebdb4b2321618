import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, PromptKey } from '../../scripts/doctor/doctor.js';
import { phonesFor } from '../../scripts/doctor/phones/phones-for.js';
import { consult, failuresOf } from '../helpers/doctor.js';
import { openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication('Office', 'eu-west');
  await application.rentNumber();
  await application.addJaneAndJoe();
});
afterAll(() => app?.close());

test('the doctor signs an agent in with the Client SDK, and keeps a call through a reload', async () => {
  const results = await consult(app, { only: [2, 8], withBrowser: true });
  expect(failuresOf(results)).toEqual([]);
  const found = results.flatMap(({ findings }) => findings.map(({ key }) => key));
  for (const key of ['session.signedIn', 'session.resumed', 'session.newAfterOld', 'reload.back', 'reload.live']) {
    expect(found).toContain(key);
  }
  const old = results.flatMap(({ findings }) => findings).find(({ key }) => key === 'session.oldCode');
  expect(old?.params).toMatchObject({ minutes: 16, code: 'session:error:invalid-session' });
});

test('on a real account the doctor tells the owner what to do with their own phone, and asks what they hear', async () => {
  const number = '447700900091';
  const phone = await openHandset(app.control, { number });
  const silences = async () => (await phone.transcript()).filter(({ type }) => type === 'silence').length;
  let pressed = 0;
  const does: Partial<Record<PromptKey, (params: Record<string, string | number>) => Promise<unknown>>> = {
    dial: (params) => {
      pressed = 0;
      return phone.is('idle').then(() => phone.dial(String(params.number)));
    },
    async press({ digits }) {
      await waitFor(async () => (await silences()) > pressed);
      pressed += 1;
      await phone.keys(String(digits));
    },
    answer: () => phone.is('ringing').then(() => phone.answer()),
  };
  does.dialWithheld = does.dial;
  const told: PromptKey[] = [];
  const person: Person = {
    isThere: true,
    tell(key, params = {}) {
      told.push(key);
      void does[key]?.(params);
    },
    async confirm(key) {
      told.push(key);
      return true;
    },
  };
  const results = await consult(app, {
    only: [3, 4],
    person,
    phones: (doctor) => phonesFor(doctor, { simulator: null, phone: number, yes: false, withBrowser: true }),
  });
  await phone.remove();

  expect(failuresOf(results)).toEqual([]);
  expect(told).toEqual(['rent', 'callsCost', 'dial', 'press', 'press', 'answer', 'dialWithheld']);
  const found = results.flatMap(({ findings }) => findings.map(({ key }) => key));
  for (const key of ['menu.sameLeg', 'menu.booked', 'agentCall.toNumber', 'agentCall.withheldBooked']) {
    expect(found).toContain(key);
  }
});
