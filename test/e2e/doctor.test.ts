import { afterAll, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, press, sees } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication('Office', 'eu-west');
  await application.rentNumber();
  await application.addJaneAndJoe();
});
afterAll(() => app?.close());

test('Home checks the setup on request, and says what to do about a problem', async () => {
  const browser = await openBrowser(app.link);
  try {
    await browser.takeSession(app.cookie('a')!);
    const home = await browser.tab('/');
    const check = home.getByRole('region', { name: 'Check this setup' });
    await press(check.getByRole('button', { name: 'Check', exact: true }));
    await appears(check.getByText('Everything is in order.'));
    await sees(home, 'Office: region eu-west.');

    await app.control('PATCH', '/account', { balance: 0.5 });
    await press(check.getByRole('button', { name: 'Check again' }));
    await appears(check.getByText('1 problem'));
    await appears(check.getByText('The balance is only 0.50 EUR.'));
    await sees(home, 'Top up the account in the Vonage Dashboard.');
    expect(browser.complaints).toEqual([]);
  } finally {
    await app.control('PATCH', '/account', { balance: 50 });
    await browser.close();
  }
});
