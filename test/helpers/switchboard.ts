import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './browser.js';
import { openDesk, openEaredTab, openTelephone } from './desk.js';
import { openProxy } from './proxy.js';
import { createTestApp, type TestAppOptions } from './test-app.js';

const SET_PRESET = /* GraphQL */ `
  mutation ($applicationId: ID!, $kind: PresetKind!, $slot: PresetSlot!) {
    setLivePreset(applicationId: $applicationId, kind: $kind, slot: $slot) { id }
  }
`;
const SAVE_CUSTOM = /* GraphQL */ `
  mutation ($applicationId: ID!, $ncco: JSON!, $basedOn: Int!) {
    savePreset(applicationId: $applicationId, kind: CUSTOM, input: { basedOn: $basedOn, ncco: $ncco }) { version }
  }
`;
const LIVE = /* GraphQL */ `
  query ($applicationId: ID!) { calls(applicationId: $applicationId, live: true, first: 1) { nodes { id } } }
`;
const EVENTS = /* GraphQL */ `
  query ($applicationId: ID!) { events(applicationId: $applicationId, first: 50) { nodes { door body } } }
`;

export interface AgentSignIn {
  name: string;
  password: string;
}
/** An event as the application's admin sees it. */
export interface SeenEvent {
  door: string;
  body: Record<string, unknown> & { dtmf?: { digits?: string } };
}

/**
 * For a test file: a server with the built web app, an application with a number, two agents who can sign in, and one
 * browser. The test decides who is where.
 */
export async function openSwitchboard(options: TestAppOptions = {}) {
  const app = await createTestApp({ web: true, ...options });
  const application = await (await app.connectAccount()).createApplication();
  const { msisdn } = await application.rentNumber();
  const signIns: Record<string, AgentSignIn> = {};
  const userIds: Record<string, string> = {};
  async function addAgent(name: string): Promise<void> {
    userIds[name] = (await application.addUser(name)).id;
    signIns[name] = await application.signInAgent(name, name.toLowerCase());
  }
  for (const name of ['Jane', 'Joe']) await addAgent(name);
  const browser = await openBrowser(app.link);
  // The telephones are the owner's.
  await browser.takeSession(app.cookie('a')!);
  const applicationId = application.id;
  let version = 0;

  return {
    app,
    application,
    browser,
    /** As it is written: `+44…`. */
    number: `+${msisdn}`,

    addAgent,

    /** How an agent signs in, and the slot for it. */
    signInOf(name: string): AgentSignIn & { slot: string } {
      return { ...signIns[name]!, slot: name.toLowerCase() };
    },

    /** An agent at the console, in the common browser unless told otherwise. */
    desk: (name: string, elsewhere: TestBrowser = browser, tab?: Page) =>
      openDesk(elsewhere, name.toLowerCase(), signIns[name]!, tab),

    /** An agent in a browser of her own, whose way to Vonage's socket can be cut. */
    async deskOnProxy(name: string) {
      const proxy = await openProxy(app.simulator.url);
      // Her page gets an address that the server's policy for pages does not allow.
      const own = await openBrowser(app.link, { bypassCSP: true });
      const tab = await openEaredTab(own, 'about:blank');
      await tab.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const text = await response.text();
        await route.fulfill({
          response,
          body: text.replace(/"websocketUrl":"[^"]+"/, `"websocketUrl":"${proxy.url}"`),
        });
      });
      const desk = await openDesk(own, name.toLowerCase(), signIns[name]!, tab);
      return {
        desk,
        proxy,
        keepScreenshots: own.keepScreenshots,
        async close(): Promise<void> {
          // A request of the page may be on its way.
          await tab.unrouteAll({ behavior: 'ignoreErrors' });
          await own.close();
          await proxy.close();
        },
      };
    },

    telephone: (number = '+44 7700 900001') => openTelephone(browser, number),

    /** From now on calls are answered with that. */
    async goLive(kind: 'INBOUND' | 'OUTBOUND' | 'IVR' | 'CUSTOM', slot: 'FROM_OUTSIDE' | 'FROM_AGENT'): Promise<void> {
      await app.ask(SET_PRESET, { applicationId, kind, slot });
    },
    async saveCustom(ncco: object[]): Promise<void> {
      await app.ask(SAVE_CUSTOM, { applicationId, ncco, basedOn: version });
      version += 1;
    },

    deleteUser: (name: string) => app.ask('mutation ($id: ID!) { deleteUser(id: $id) { id } }', { id: userIds[name] }),

    /** The call that goes on now. */
    async liveCallId(): Promise<string> {
      type Live = { calls: { nodes: { id: string }[] } };
      const [call] = (await app.ask<Live>(LIVE, { applicationId })).calls.nodes;
      if (!call) throw new Error('There is no call.');
      return call.id;
    },

    /** The newest first. */
    async events(): Promise<SeenEvent[]> {
      return (await app.ask<{ events: { nodes: SeenEvent[] } }>(EVENTS, { applicationId })).events.nodes;
    },

    /** Console errors since the last call; a conflict with another person's change does not count. */
    complaints: (): string[] =>
      browser.complaints.splice(0).filter((one) => !one.endsWith('status of 404 (Not Found)')),

    async close(): Promise<void> {
      await browser.close();
      await app.close();
    },
  };
}

export type Switchboard = Awaited<ReturnType<typeof openSwitchboard>>;
