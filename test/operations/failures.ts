import type { Lane } from './lane.js';
import { type StoryServer, VONAGE_TIME_OUT_MS } from './server.js';
import type { Story } from './story.js';

/** Milliseconds: how late an event is, and how long a request hangs, which is longer than the server waits. */
const LATE_MS = 60;
const HANGS_MS = 1.15 * VONAGE_TIME_OUT_MS;

/** Orders from the simulator what fails in the story. */
export async function orderFailures(server: StoryServer, { application }: Lane, story: Story): Promise<void> {
  const { vonageId: application_id } = application;
  const { failure, late, step, after, times } = story;
  if (late) {
    await server.control('POST', '/faults', {
      events: 'delay',
      status: late,
      delay_ms: LATE_MS,
      application_id,
      times: 10,
    });
  }
  if (failure === 'none') return;
  const crash = failure === 'server crash';
  const which = { path: '/v1/calls', application_id, skip: step, times: crash ? 1 : times, ...(after && { after }) };
  await server.control('POST', '/faults', { ...which, ...whatHappens(failure) });
}

function whatHappens(failure: Exclude<Story['failure'], 'none'>): object {
  switch (failure) {
    case 'status 500':
      return { status: 500 };
    case 'status 429':
      return { status: 429 };
    case 'garbage':
      return { garbage: true };
    case 'connection cut':
      return { cut: true };
    case 'time-out':
      return { cut: true, delay_ms: HANGS_MS };
    case 'late effect':
      return { delay_ms: HANGS_MS };
    case 'server crash':
      // The server is dead by then.
      return { cut: true, delay_ms: 2 * HANGS_MS };
  }
}

/** The applications (by Vonage's ids) with a failure of a request that is still to come. */
export async function ordered(server: StoryServer): Promise<string[]> {
  type Faults = { faults: { application_id?: string; path?: string }[] };
  const { faults } = (await server.control('GET', '/faults')) as Faults;
  return faults.flatMap(({ path, application_id }) => (path && application_id) || []);
}

/** Nothing fails any more. */
export const clearFailures = (server: StoryServer, { application }: Lane) =>
  server.control('DELETE', `/faults?application_id=${application.vonageId}`);
