import type { FastifyInstance } from 'fastify';
import { MANNER_NAMES, MANNERS, mannersWith } from '../../control/manners.js';
import type { SimulatorDeps } from '../../deps.js';
import { isObject, readInput } from '../../http/input.js';

/** Reads and changes what the simulator does where the cloud's behavior is unknown: docs/simulator.md. */
export function mannersApi(app: FastifyInstance, { settings }: Pick<SimulatorDeps, 'settings'>): void {
  app.get('/simulator/manners', () => settings.manners);

  app.patch('/simulator/manners', (request) => {
    const input = readInput(request.body);
    for (const name of Object.keys(isObject(request.body) ? request.body : {})) {
      if (!(name in MANNERS)) input.wrong(name, `is none of: ${MANNER_NAMES.join(', ')}`);
    }
    const changed = MANNER_NAMES.flatMap((name) => {
      const value = input.oneOf<string>(name, MANNERS[name]);
      return value === undefined ? [] : [[name, value]];
    });
    input.check();
    Object.assign(settings.manners, Object.fromEntries(changed));
    return settings.manners;
  });

  /** As they are at the start without any setting. */
  app.delete('/simulator/manners', async (_, reply) => {
    Object.assign(settings.manners, mannersWith());
    return reply.status(204).send();
  });
}
