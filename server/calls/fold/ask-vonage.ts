import type { Vonage } from '../../vonage/client.js';
import type { CallAccess } from '../call-region.js';
import type { AskVonage } from './reconcile.js';

/** Asks Vonage about the legs of a call. */
export function createAskVonage(vonage: Vonage, access: CallAccess): AskVonage {
  const api = async ({ applicationId, callId }: { applicationId: string; callId: string }) =>
    vonage.application(await access(applicationId, callId), 'background');
  return {
    async listLegs({ conversationUuid, ...call }) {
      const list = await (await api(call)).callsOf(conversationUuid);
      return list.map((leg) => ({ ...leg }));
    },
    async getLeg({ uuid, ...call }) {
      const leg = await (await api(call)).call(uuid);
      return leg && { ...leg };
    },
  };
}
