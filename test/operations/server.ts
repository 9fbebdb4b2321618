import { createServer } from 'node:net';
import type { GraphqlClient } from '../helpers/graphql-client.js';
import type { Control } from '../helpers/handset.js';
import type { createSeed } from '../helpers/seed.js';
import { createTestApp } from '../helpers/test-app.js';
import { passableFolder, startDenwaban } from '../start/denwaban-process.js';

/** Milliseconds: nothing on loopback takes longer, and the failures of most stories have to be waited for. */
export const VONAGE_TIME_OUT_MS = 1000;
/** Simulated milliseconds in a real one, so that pauses and deadlines pass quickly. */
const PACE = 20;
/** Milliseconds between two looks of the server at what is due. */
const LOOK_EVERY_MS = 40;

/** A server that stories are played on, with a simulated Vonage. */
export interface StoryServer extends Pick<GraphqlClient, 'ask' | 'graphql'> {
  /** Asks the simulator's control API. */
  control: Control;
  connectAccount: ReturnType<typeof createSeed>['connectAccount'];
  /** It is gone from one moment to the next, and starts again at the same address. */
  crash(): Promise<void>;
  close(): Promise<unknown>;
}

/**
 * A server in this process, whose clock is driven. A crash drops it without any closing work: from one moment to the
 * next it reaches neither the database nor Vonage, and another one takes its place.
 * @param crashes whether it can crash, which makes every request more work
 */
export async function openInProcess(options: { crashes: boolean }): Promise<StoryServer> {
  const app = await createTestApp({ ...options, vonageTimeOut: VONAGE_TIME_OUT_MS });
  // However late a busy machine is, no more time passes between two looks: deadlines are for what is due to be done.
  const passing = setInterval(() => {
    app.clock.advance(LOOK_EVERY_MS * PACE);
    app.services.jobs.look();
  }, LOOK_EVERY_MS);
  const { graphql, ask, control, connectAccount } = app;
  return {
    graphql,
    ask,
    control,
    connectAccount,
    crash: app.crash,
    close() {
      clearInterval(passing);
      return app.close();
    },
  };
}

/** A real process with its own database and simulator. A crash is `kill -9`; time is real. */
export async function openProcess(): Promise<StoryServer> {
  const options = { dataDir: passableFolder(), env: { PORT: String(await freePort()) } };
  let server = await startDenwaban(options);
  const limits = { calls_per_second: 10_000, requests_per_second: 10_000, speech_rate: 100_000 };
  await server.control('PATCH', '/account', limits);
  const { graphql, ask, connectAccount } = server;
  return {
    graphql,
    ask,
    connectAccount,
    control: (...request) => server.control(...request),
    async crash() {
      await server.kill9();
      server = await startDenwaban(options);
      await server.control('PATCH', '/account', limits);
    },
    close: () => server.terminate(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
