import { type Handset, openHandset } from '../helpers/handset.js';
import { waitFor } from '../helpers/wait-for.js';
import type { StoryServer } from './server.js';

type Account = Awaited<ReturnType<StoryServer['connectAccount']>>;

/** The people of one story at a time: a contact, an agent, a colleague, somebody at another number. */
export async function openLane(server: StoryServer, account: Account, lane: number) {
  const application = await account.createApplication(`Lane ${lane}`);
  const { msisdn } = await application.rentNumber();
  // Whom the usual preset rings.
  const [agent, colleague] = ['Jane', 'Joe'] as const;
  const elsewhere = `4477009000${50 + lane}`;
  for (const name of [agent, colleague]) await application.addUser(name);
  await application.signInAgent(agent, `agent${lane}`, `agent${lane}`);
  const user = (name: string) => openHandset(server.control, { user: name, application_id: application.vonageId });
  const phones = {
    contact: await openHandset(server.control, { number: `4477009000${10 + lane}` }),
    agent: await user(agent),
    colleague: await user(colleague),
    elsewhere: await openHandset(server.control, { number: elsewhere }),
  };
  for (const phone of [phones.agent, phones.colleague, phones.elsewhere]) await phone.set({ auto_answer_ms: 0 });

  return {
    ...phones,
    application,
    number: msisdn,
    slot: { slot: `agent${lane}` },
    /** Whom the agent transfers to. */
    targets: { user: { userName: colleague }, number: { number: elsewhere } },

    /** Nobody is in a call any more, and nothing is ordered. */
    async clear(): Promise<void> {
      await server.control('DELETE', `/faults?application_id=${application.vonageId}`);
      await waitFor(
        async () => {
          const all = await Promise.all(Object.values(phones).map(hangUp));
          return all.every((state) => state === 'idle');
        },
        20_000,
        150,
      );
    },
  };
}

export type Lane = Awaited<ReturnType<typeof openLane>>;

/** Ends what the phone is in, if anything. @returns in which state it was */
export async function hangUp(phone: Handset) {
  const { state, call } = await phone.now();
  if (call) await phone.hangUp().catch(() => {});
  return state;
}
