import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Telephony } from './telephony.js';
import { waitFor } from './wait-for.js';

const PAGE = join(import.meta.dirname, 'client-page.html');
/** Milliseconds: longer than any pause in speech, and enough for sound in transit to arrive. */
const LISTEN_MS = 300;
const SDK = join(import.meta.dirname, '../../node_modules/@vonage/client-sdk/dist/vonageClientSDK.mjs');

/** What the SDK told its page. */
export interface Told {
  name: string;
  args: unknown[];
}
interface Heard {
  packets: number;
  /** Rises with what is loud. */
  energy: number;
  seconds: number;
}
type Window = typeof globalThis & {
  told: Told[];
  handset: { connection: { connectionState: string }; microphone: { enabled: boolean } };
  signIn: (url: string, token: string, session: string | null, options: object) => Promise<string>;
  ask: (method: string, args: unknown[]) => Promise<{ value?: unknown; code?: string }>;
  heardInCall: (call: string) => Promise<Heard | null>;
  heardOnHandset: () => Promise<Heard>;
  openHandset: (url: string, token: string) => Promise<void>;
  hangUpWhenClosed: (url: string, conversation: string, token: string) => Promise<void>;
  decode: (bytes: number[]) => Promise<{ seconds: number; loudest: number }>;
};
declare const window: Window;

/** Bare pages with the unmodified Client SDK, and pages of handsets, each in a browser context of its own. */
export async function openClientPages(browser: Browser, telephony: Telephony) {
  const server = createServer((request, response) => {
    const sdk = request.url === '/vonageClientSDK.mjs';
    response.setHeader('content-type', sdk ? 'text/javascript' : 'text/html');
    createReadStream(sdk ? SDK : PAGE).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const simulator = telephony.simulator.url;
  const strangers: string[] = [];

  async function open(): Promise<Page> {
    const context = await browser.newContext({ permissions: ['microphone'] });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') strangers.push(request.url());
    });
    await page.goto(address);
    await page.waitForFunction('window.ready');
    return page;
  }

  /** How much energy came in the next moment. */
  async function loudness(listen: () => Promise<Heard | null>, milliseconds: number): Promise<number> {
    const before = await listen();
    await sleep(milliseconds);
    const after = await listen();
    return (after?.energy ?? 0) - (before?.energy ?? 0);
  }

  return {
    /** Addresses outside this machine that a page asked for. */
    strangers,

    /** A page in which that user has signed in. @param options of the SDK, and `session`: one to go on with */
    async user(
      name: string,
      { session = null, ...options }: { session?: string | null; [option: string]: unknown } = {},
    ) {
      const page = await open();
      const signIn = (resumed: string | null) =>
        page.evaluate(([url, token, id, more]) => window.signIn(url, token, id, more), [
          simulator,
          telephony.userToken(name),
          resumed,
          options,
        ] as const);
      const id = await signIn(session);
      const told = (event: string) =>
        page.evaluate((wanted) => window.told.filter(({ name: one }) => one === wanted).map(({ args }) => args), event);
      const heard = (call: string) => page.evaluate((one) => window.heardInCall(one), call);

      const client = {
        page,
        session: id,
        told,
        heard,
        ask: (method: string, ...args: unknown[]) =>
          page.evaluate(([one, all]) => window.ask(one, all), [method, args] as const),
        /** As `ask`. @throws Error when the SDK refuses */
        async does(method: string, ...args: unknown[]): Promise<unknown> {
          const { value, code } = await client.ask(method, ...args);
          if (code) throw new Error(`${method}: ${code}`);
          return value;
        },
        /** Waits for an event with these first arguments, and returns all of them. */
        expect: (event: string, ...first: unknown[]): Promise<unknown[]> =>
          waitFor(
            async () => (await told(event)).find((args) => first.every((value, index) => args[index] === value)),
            15_000,
          ),
        /** Waits for the call that rings here. @returns its id */
        rings: async (): Promise<string> => String((await client.expect('callInvite'))[0]),
        forget: () => page.evaluate(() => window.told.splice(0).length),
        /** Waits until sound is heard in the call. */
        hearsSomeone: (call: string) => waitFor(async () => ((await heard(call))?.energy ?? 0) > 0.001, 15_000),
        loudness: (call: string, milliseconds = LISTEN_MS) => loudness(() => heard(call), milliseconds),
        /** Loads the page again and resumes the session. */
        async reload(): Promise<string> {
          await page.reload();
          await page.waitForFunction('window.ready');
          return signIn(id);
        },
        /** From now on the page hangs up when it is closed. */
        hangUpWhenClosed: (conversation: string) =>
          page.evaluate(([url, one, token]) => window.hangUpWhenClosed(url, one, token), [
            simulator,
            conversation,
            telephony.userToken(name),
          ] as const),
        close: () => page.context().close(),
      };
      return client;
    },

    /** A page that is the ears and the mouth of a handset. @param id of the handset */
    async handset(id: string) {
      const page = await open();
      const socket = `${simulator.replace('http', 'ws')}/simulator/phones/${encodeURIComponent(id)}/socket`;
      await page.evaluate(([url, token]) => window.openHandset(url, token), [
        socket,
        telephony.simulator.credentials.handsetToken,
      ] as const);
      const heard = () => page.evaluate(() => window.heardOnHandset());
      return {
        page,
        heard,
        hearsSomeone: () => waitFor(async () => (await heard()).energy > 0.001, 15_000),
        loudness: (milliseconds = LISTEN_MS) => loudness(heard, milliseconds),
        /** Switches the microphone itself off, as a person can. */
        silence: () =>
          page.evaluate(() => {
            window.handset.microphone.enabled = false;
          }),
        close: () => page.context().close(),
      };
    },

    /** What a browser makes of a sound file. */
    async decode(bytes: ArrayBuffer): Promise<{ seconds: number; loudest: number }> {
      const page = await open();
      return page.evaluate((all) => window.decode(all), [...new Uint8Array(bytes)]);
    },

    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ClientPages = Awaited<ReturnType<typeof openClientPages>>;
export type ClientPage = Awaited<ReturnType<ClientPages['user']>>;
