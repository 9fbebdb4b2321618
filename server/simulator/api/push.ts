import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from '../deps.js';
import { unknownId } from '../http/errors.js';
import { needJson, onlyVerbs } from '../http/http-checks.js';
import { readInput } from '../http/input.js';

/** Push credentials of an application (Vonage: jwt-acl §5): stored without checks. */
export function pushApi(app: FastifyInstance, { cloud, auth }: SimulatorDeps): void {
  for (const platform of ['ios', 'android'] as const) {
    const path = `/v1/applications/:id/push_tokens/${platform}`;
    app.put(path, async (request, reply) => {
      const { application } = auth.admin(request);
      const { id } = request.params as { id: string };
      if (id !== application.id) throw unknownId(id);
      needJson(request);
      const input = readInput(request.body);
      const token = input.text('token', { required: true });
      const projectId = input.text('projectId', { required: platform === 'android' });
      input.check();
      application.push = { ...application.push, [platform]: { token: token!, ...(projectId && { projectId }) } };
      cloud.save('applications');
      return reply.status(200).send();
    });
    onlyVerbs(app, path, ['PUT']);
  }
}
