import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import type { Actor } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import { eachState } from '../realtime/fresh-rows.js';
import { MISSED, type Missed, ofApplication, type Realtime } from '../realtime/topics.js';
import type { ClientAddresses } from '../vonage/client-addresses.js';

interface WatchAddressesDeps {
  accounts: Accounts;
  applications: Applications;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/** Follows where the Client SDK of an application connects, so that open pages move with it to another region. */
export function createWatchAddresses({ accounts, applications, realtime, log }: WatchAddressesDeps) {
  /** The addresses now, and whenever they change. @throws NOT_FOUND, FORBIDDEN */
  return async function watchAddresses(
    actor: Actor,
    applicationId: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<ClientAddresses | null | Missed>> {
    const read = async () => accounts.clientAddresses(actor, (await applications.find(actor, applicationId)).region);
    const published = realtime.subscribe('routing', ofApplication(applicationId), signal);
    const failed = (err: unknown) =>
      log.warn({ err, applicationId }, 'The region of an application could not be read.');
    let known = await read();

    async function* follow() {
      yield known;
      for await (const state of eachState(published, { read, failed, signal })) {
        if (state !== MISSED && state?.apiUrl === known?.apiUrl) continue;
        if (state !== MISSED) known = state;
        yield state;
      }
    }
    return follow();
  };
}
