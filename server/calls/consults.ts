import type { Config } from '../config.js';
import { fail } from '../errors.js';
import type { Secrets } from '../secrets.js';
import type { CallControlApi } from '../vonage/call-control-api.js';
import type { AppEndpoint, Ncco, PhoneEndpoint } from '../vonage/ncco.js';
import type { Talk, TransferTarget } from './call-operations.js';

/** A consultation under way: the agent with a third one, the other side waiting with music. */
interface Consult extends Talk {
  /** The leg of the one who is consulted. */
  target: string;
}

interface ConsultsDeps {
  secrets: Secrets;
  config: Pick<Config, 'publicUrl'>;
  live: (applicationId: string) => Promise<CallControlApi>;
  outgoingNumber: (applicationId: string) => string | null;
  resume: (talk: Talk) => Promise<void>;
  endpointOf: (target: TransferTarget, talk: Talk, way: 'consult') => AppEndpoint | PhoneEndpoint;
}

const room = (name: string): Ncco => [{ action: 'conversation', name }];
const callRoom = ({ callId }: Talk) => room(`call-${callId}`);

/**
 * Warm transfer: the other side waits in the conversation `call-<id>`, the agent consults in `consult-<leg>`. Nothing of it
 * is stored: what belongs together stands in a sealed handle that the agent's page keeps.
 */
export function createConsults({ secrets, config, live, outgoingNumber, resume, endpointOf }: ConsultsDeps) {
  return {
    async begin(talk: Talk, wanted: TransferTarget): Promise<string> {
      const to = endpointOf(wanted, talk, 'consult');
      const { applicationId, agent, customer } = talk;
      const api = await live(applicationId);
      const consultRoom = room(`consult-${agent}`);
      await api.transfer(customer, callRoom(talk));
      await api.playForever(customer, `${config.publicUrl}/hold.wav`);
      await Promise.all([api.unearmuff(agent), api.unmute(agent)]);
      const from = to.type === 'phone' ? outgoingNumber(applicationId) : null;
      const target = await api.place({ to, from, ncco: consultRoom });
      await api.transfer(agent, consultRoom);
      return secrets.encrypt(JSON.stringify({ ...talk, target } satisfies Consult));
    },

    /** @throws BAD_INPUT (unknown) for what is no handle of ours */
    open(handle: string): Consult {
      try {
        return JSON.parse(secrets.decrypt(handle)) as Consult;
      } catch {
        throw fail('BAD_INPUT', 'There is no such consultation.', { field: 'handle', rule: 'unknown' });
      }
    },

    /** `join`: all three talk; `handOver`: the agent leaves; `back`: the consulted one leaves. */
    async end(consult: Consult, how: 'join' | 'handOver' | 'back'): Promise<void> {
      const { applicationId, agent, customer, target } = consult;
      const api = await live(applicationId);
      if (how === 'back') await api.hangUp(target);
      else await api.transfer(target, callRoom(consult));
      if (how === 'handOver') {
        await api.stopPlaying(customer);
        await api.hangUp(agent);
        return;
      }
      await api.transfer(agent, callRoom(consult));
      await resume(consult);
    },
  };
}
