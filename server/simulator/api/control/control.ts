import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { REGIONS } from '../../../../shared/regions.js';
import type { SimulatorDeps } from '../../deps.js';
import { given, readInput } from '../../http/input.js';
import { homeRegion } from '../../network/regions.js';

const MOST_PER_SECOND = 1_000_000;
/** Ten years in milliseconds: nothing here waits longer, and dates end in the year 275 760. */
const LONGEST_SKIP = 10 * 365 * 86_400_000;

/** A day in milliseconds; no token lives longer. */
const LONGEST_SESSION = 86_400_000;

/**
 * The simulator's control API, for tests and scripts on this machine. No response contains a secret; those are in
 * simulator.json.
 */
export function controlApi(app: FastifyInstance, deps: SimulatorDeps): void {
  const { cloud, clock, limits, settings } = deps;

  app.get('/simulator/healthz', { config: { access: 'everybody' } }, () => ({ pid: process.pid }));

  const account = () => ({
    api_key: cloud.account.apiKey,
    balance: cloud.account.balance,
    calls_per_second: limits.callsPerSecond,
    requests_per_second: limits.requestsPerSecond,
    calls_refused: limits.refused.calls,
    requests_refused: limits.refused.requests,
    speech_rate: settings.speechRate,
    session_life_ms: settings.sessionLifeMs,
    nearest_region: settings.nearestRegion,
  });

  app.get('/simulator/account', account);

  app.patch('/simulator/account', (request) => {
    const input = readInput(request.body);
    const range = { min: 0, max: MOST_PER_SECOND };
    const callsPerSecond = input.integer('calls_per_second', range);
    const requestsPerSecond = input.integer('requests_per_second', range);
    const speechRate = input.integer('speech_rate', { min: 1 });
    const nearestRegion = input.oneOf('nearest_region', REGIONS);
    const sessionLifeMs = input.integer('session_life_ms', { min: 1, max: LONGEST_SESSION });
    const balance = input.given('balance');
    if (balance !== undefined && !Number.isFinite(balance)) input.wrong('balance', 'must be a number of EUR');
    input.check();
    if (callsPerSecond !== undefined) limits.change({ callsPerSecond });
    if (requestsPerSecond !== undefined) limits.change({ requestsPerSecond });
    if (nearestRegion !== undefined) settings.nearestRegion = nearestRegion;
    if (sessionLifeMs !== undefined) settings.sessionLifeMs = sessionLifeMs;
    if (speechRate !== undefined) settings.speechRate = speechRate;
    if (balance !== undefined) cloud.charge(cloud.account.balance - (balance as number));
    return account();
  });

  /** Creates many users for tests of long lists, outside the limits. Names already in use are skipped. */
  app.post('/simulator/users', async (request, reply) => {
    const input = readInput(request.body);
    const applicationId = input.text('application_id', { required: true });
    const listed = input.given('users');
    const users = Array.isArray(listed) ? listed.map((one, at) => readInput(one, `users.${at}`, input.problems)) : [];
    if (!Array.isArray(listed)) input.wrong('users', 'must be an array');
    const named = users.map((one) => ({
      name: one.text('name', { required: true }),
      display_name: one.text('display_name'),
    }));
    const application = cloud.applications.get(applicationId ?? '');
    if (applicationId && !application) input.wrong('application_id', 'is unknown');
    input.check();
    const region = application && homeRegion(application, settings);
    const made = named.filter(({ name, display_name }) => {
      if (cloud.user(applicationId!, region!, name!)) return false;
      const user = { id: `USR-${randomUUID()}`, applicationId: applicationId!, region: region!, name: name! };
      cloud.putUser(given({ ...user, display_name }));
      return true;
    });
    return reply.status(201).send({ made: made.length });
  });

  app.post('/simulator/clock', async (request) => {
    const input = readInput(request.body);
    const ms = input.integer('advance_ms', { min: 0, max: LONGEST_SKIP });
    if (ms === undefined && input.problems.length === 0) input.wrong('advance_ms', 'is required');
    input.check();
    await clock.advance(ms!);
    return { now: clock.now().toISOString() };
  });
}
