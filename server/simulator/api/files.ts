import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from '../deps.js';
import { missing } from '../http/errors.js';

const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Recordings: available for 30 days to tokens of the application that made them (Vonage: http-api §7). */
export function filesApi(app: FastifyInstance, { cloud, auth, clock }: SimulatorDeps): void {
  app.get('/v1/files/:id', async (request, reply) => {
    const { application } = auth.application(request);
    const { id } = request.params as { id: string };
    const file = cloud.files.get(id);
    if (file?.applicationId !== application.id) throw missing('File');
    if (clock.now().getTime() - Date.parse(file.created) > KEPT_MS) {
      await cloud.removeFile(id);
      throw missing('File');
    }
    return reply
      .type(file.mime)
      .header('content-length', file.bytes)
      .send(createReadStream(cloud.filePath(id)));
  });
}
