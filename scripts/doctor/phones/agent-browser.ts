import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { CleanUp } from '../clean-up.js';
import { AGENT_PAGE } from './agent-page.js';
import { CALL_FLAGS, installedChromium, runsAsChromium } from './find-chromium.js';
import type { AgentPhone } from './phones.js';

/** The SDK's answer, or its error code. */
export interface SdkReply {
  value?: unknown;
  code?: string;
}

type Window = typeof globalThis & {
  told: { name: string; args: unknown[] }[];
  signIn: (options: object, token: string, session: string | null) => Promise<SdkReply>;
  ask: (method: string, args: unknown[]) => Promise<SdkReply>;
  heard: (call: string) => Promise<number | null>;
};
declare const window: Window;

const LOOK_EVERY_MS = 200;

/** A page of an agent. */
export interface AgentTab {
  /** @param session one to go on with */
  signIn(token: string, session?: string | null): Promise<SdkReply>;
  ask(method: string, ...args: unknown[]): Promise<SdkReply>;
  /** Events of the SDK, each with its arguments. */
  told(name: string): Promise<unknown[][]>;
  /** Sound energy that a call has brought so far; null if the page has no such call. */
  heard(call: string): Promise<number | null>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface AgentBrowser {
  open(): Promise<AgentTab>;
}

/**
 * Starts a Chromium that serves as the agent's phone.
 * @param options where the SDK goes
 * @returns null if there is no Chromium here, or no SDK and no Playwright to drive it
 */
export async function openAgentBrowser(options: object, cleanUp: CleanUp): Promise<AgentBrowser | null> {
  // Both are only there with the developer's dependencies.
  const playwright = await import('playwright-core').catch(() => null);
  const sdk = sdkFile();
  if (!playwright || !sdk) return null;
  const { chromium } = playwright;
  const given = process.env.CHROMIUM_PATH;
  const path = given ? runsAsChromium(given) && given : installedChromium(chromium.executablePath());
  if (!path) return null;

  const server = createServer((request, response) => {
    const isSdk = request.url === '/vonageClientSDK.mjs';
    response.setHeader('content-type', isSdk ? 'text/javascript' : 'text/html');
    if (isSdk) createReadStream(sdk).pipe(response);
    else response.end(AGENT_PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // Playwright would end this process at once, before anything is taken away.
  const ownSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath: path, args: CALL_FLAGS, ...ownSignals });
  cleanUp.add('Chromium', async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  return {
    async open(): Promise<AgentTab> {
      const context = await browser.newContext({ permissions: ['microphone'] });
      const page = await context.newPage();
      await load(page, address);
      return tabOf(page, options);
    },
  };
}

async function load(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction('window.ready');
}

function tabOf(page: Page, options: object): AgentTab {
  return {
    signIn: (token, session = null) =>
      page.evaluate(([where, jwt, id]) => window.signIn(where, jwt, id), [options, token, session] as const),
    ask: (method, ...args) => page.evaluate(([one, all]) => window.ask(one, all), [method, args] as const),
    told: (name) =>
      page.evaluate((wanted) => window.told.filter((one) => one.name === wanted).map(({ args }) => args), name),
    heard: (call) => page.evaluate((one) => window.heard(one), call),
    reload: () => load(page, page.url()),
    close: () => page.context().close(),
  };
}

/** The file of the package that a page can load without a bundler. */
function sdkFile(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve('@vonage/client-sdk');
    return join(dirname(main), '../vonageClientSDK.mjs');
  } catch {
    return null;
  }
}

/** The agent's phone in a tab that is signed in. @param patience milliseconds until it must have rung */
export function browserAgent(tab: AgentTab, patience: number): AgentPhone {
  const taken = new Set<string>();

  async function invited(): Promise<{ leg: string; from: string } | null> {
    const over = new Set((await tab.told('callInviteCancel')).map(([call]) => String(call)));
    for (const [call, from] of await tab.told('callInvite')) {
      const leg = String(call);
      if (taken.has(leg) || over.has(leg)) continue;
      taken.add(leg);
      return { leg, from: String(from) };
    }
    return null;
  }

  return {
    isSdk: true,
    async rings() {
      for (const end = Date.now() + patience; ; await sleep(LOOK_EVERY_MS)) {
        const found = await invited();
        if (found || Date.now() >= end) return found;
      }
    },
    async answer(leg): Promise<void> {
      await done(tab.ask('answer', leg));
    },
    call: async (context) => String(await done(tab.ask('serverCall', context))),
  };
}

/** @throws Error with the SDK's code */
async function done(asked: Promise<SdkReply>): Promise<unknown> {
  const { value, code } = await asked;
  if (code) throw new Error(`The Client SDK says ${code}.`);
  return value;
}
