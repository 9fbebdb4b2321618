import type { ApplicationAccess } from '../../vonage/access.js';
import type { Vonage } from '../../vonage/client.js';
import type { AskVonage } from './reconcile.js';

/**
 * Asks Vonage about the legs of an application.
 * @param access what signs the application's requests
 */
export function createAskVonage(
  vonage: Vonage,
  access: (applicationId: string) => Promise<ApplicationAccess>,
): AskVonage {
  const api = async (applicationId: string) => vonage.application(await access(applicationId), 'background');
  return {
    async listLegs({ applicationId, conversationUuid }) {
      const list = await (await api(applicationId)).callsOf(conversationUuid);
      return list.map((leg) => ({ ...leg }));
    },
    async getLeg({ applicationId, uuid }) {
      const leg = await (await api(applicationId)).call(uuid);
      return leg && { ...leg };
    },
  };
}
