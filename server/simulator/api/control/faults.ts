import type { FastifyInstance } from 'fastify';
import type { Fault, Faults } from '../../control/faults.js';
import { invalid, SimError } from '../../http/errors.js';
import { given, type Input, readInput } from '../../http/input.js';

const LONGEST_DELAY_MS = 600_000;
const MOST_SKIPPED = 1000;

/** Faults that a test injects: docs/simulator.md. */
export function faultsApi(app: FastifyInstance, { faults }: { faults: Faults }): void {
  app.get('/simulator/faults', () => ({ faults: faults.list() }));

  app.post('/simulator/faults', async (request, reply) => {
    const fault = readFault(request.body);
    faults.add(fault);
    return reply.status(201).send(fault);
  });

  app.delete('/simulator/faults', async (request, reply) => {
    faults.clear(readInput(request.query).text('application_id'));
    return reply.status(204).send();
  });
}

/** @throws SimError 400 */
function readFault(body: unknown): Fault {
  const input = readInput(body);
  const events = input.oneOf('events', ['drop', 'double', 'delay'] as const);
  const times = input.integer('times', { min: 1 }) ?? 1;
  const common = given({
    application_id: input.text('application_id'),
    delay_ms: input.integer('delay_ms', { min: 0, max: LONGEST_DELAY_MS }),
  });
  if (events) {
    const status = input.text('status');
    input.check();
    return { events, times, ...common, ...given({ status }) };
  }
  if (input.oneOf('webhooks', ['unsigned'] as const)) {
    const { application_id } = common;
    const door = input.text('door');
    input.check();
    return { webhooks: 'unsigned', times, ...given({ application_id, door }) };
  }
  return { ...readTarget(input), ...common, ...readFailure(input), times };
}

function readTarget(input: Input) {
  const path = input.text('path', { required: true });
  const after = input.flag('after');
  const target = given({
    method: input.text('method')?.toUpperCase(),
    skip: input.integer('skip', { min: 0, max: MOST_SKIPPED }),
  });
  if (path?.startsWith('/simulator')) throw new SimError(400, 'Bad Request', 'The controls themselves do not fail.');
  return { path: path ?? '', ...target, ...(after && { after: true as const }) };
}

function readFailure(input: Input) {
  const status = input.integer('status', { min: 200, max: 599 });
  const [garbage, cut, delay] = [input.flag('garbage'), input.flag('cut'), input.given('delay_ms')];
  input.check();
  if (status !== undefined) return { status, ...given({ body: input.given('body') }) };
  if (garbage) return { garbage: true as const };
  if (cut) return { cut: true as const };
  if (typeof delay === 'number') return { delay_ms: delay };
  throw invalid({ name: 'path', reason: 'must come with status, garbage, cut or delay_ms' });
}
