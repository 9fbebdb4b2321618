import { setTimeout as sleep } from 'node:timers/promises';
import { AGENT } from './belongings.js';
import type { Doctor } from './doctor.js';
import type { AgentPhone, OutsidePhone } from './phones/phones.js';
import type { Report } from './report.js';
import { tellSignatures } from './set-up.js';
import type { Mark, Webhook } from './webhooks.js';

const SAVE_PRESET = /* GraphQL */ `
  mutation DoctorPreset($applicationId: ID!, $kind: PresetKind!, $input: SavePresetInput!) {
    savePreset(applicationId: $applicationId, kind: $kind, input: $input) { version }
  }
`;
const SET_LIVE = /* GraphQL */ `
  mutation DoctorAnswers($applicationId: ID!, $kind: PresetKind!) {
    setLivePreset(applicationId: $applicationId, slot: FROM_OUTSIDE, kind: $kind) { id }
  }
`;
const VERSION = /* GraphQL */ `
  query DoctorVersion($applicationId: ID!, $kind: PresetKind!) {
    preset(applicationId: $applicationId, kind: $kind) { version ncco }
  }
`;
const CALLS = /* GraphQL */ `
  query DoctorCalls($applicationId: ID!) {
    calls(applicationId: $applicationId, first: 20) {
      nodes { id live direction from to userName status heldSince operation { kind } legs { uuid endedAt } }
    }
  }
`;

/** A call in the server's books. */
export interface BookedCall {
  id: string;
  live: boolean;
  direction: 'INBOUND' | 'OUTBOUND';
  from: string | null;
  to: string | null;
  userName: string | null;
  status: string;
  heldSince: string | null;
  operation: { kind: string } | null;
  legs: { uuid: string; endedAt: string | null }[];
}

/** Two who talk: the legs of the phone outside and of the agent. */
export interface Pair {
  customer: string;
  agent: string;
  /** The webhook that asked what to do. */
  answer: Webhook;
  /** Before the call. */
  since: Mark;
}

/** Milliseconds that hanging up may be refused: a leg that was just placed cannot be (Vonage: real-cloud row 11). */
const HANG_UP_MS = 10_000;

/** Sets what the doctor's own number answers. */
export async function answerWith(
  { ask, application }: Doctor,
  kind: 'CUSTOM' | 'IVR',
  text: { ncco?: unknown[]; menu?: { digits: string; user: string }[] },
): Promise<void> {
  const applicationId = application.id;
  const { preset } = await ask<{ preset: { version: number; ncco: unknown[] } }>(VERSION, { applicationId, kind });
  const input = { basedOn: preset.version, ncco: text.ncco ?? preset.ncco, ...(text.menu && { menu: text.menu }) };
  await ask(SAVE_PRESET, { applicationId, kind, input });
  await ask(SET_LIVE, { applicationId, kind });
}

/** The doctor's calls in the server's books, newest first. */
export async function bookedCalls({ ask, application }: Doctor): Promise<BookedCall[]> {
  const { calls } = await ask<{ calls: { nodes: BookedCall[] } }>(CALLS, { applicationId: application.id });
  return calls.nodes;
}

/** The call with this leg, once the server has it so; null if that does not happen in time. */
export async function booked(
  doctor: Doctor,
  leg: string,
  fits: (call: BookedCall) => boolean,
): Promise<BookedCall | null> {
  for (const end = Date.now() + doctor.patience; ; await sleep(250)) {
    const found = (await bookedCalls(doctor)).find((call) => call.legs.some(({ uuid }) => uuid === leg) && fits(call));
    if (found || Date.now() >= end) return found ?? null;
  }
}

/**
 * Someone calls the doctor's number from outside.
 * @returns the webhook that asked what to do
 * @throws StepOver if none came
 */
export async function dialIn(doctor: Doctor, report: Report, phone: OutsidePhone) {
  const since = await doctor.webhooks.mark();
  await phone.dial(doctor.number!);
  const isAnswer = ({ kind, body }: Webhook) => (kind === 'answer' || kind === 'fallback') && !body.from_user;
  const answer = await doctor.webhooks.expect(isAnswer, since, doctor.personPatience);
  if (!answer) return noWebhook(doctor, report);
  return { customer: answer.legUuid ?? '', answer, since };
}

/** Webhooks that were refused for their signature are not stored; the server knows why. */
async function noWebhook({ ask, account }: Doctor, report: Report): Promise<never> {
  await tellSignatures(ask, report);
  return report.stop('call.noWebhook', { url: account.publicUrl });
}

/** The agent answers what rings. @returns the agent's leg. @throws StepOver if nothing rings */
export async function agentAnswers(doctor: Doctor, report: Report, agent: AgentPhone, since: Mark): Promise<string> {
  const ringing = await agent.rings();
  if (!ringing) return report.stop('call.agentNotRung');
  await agent.answer(ringing.leg);
  await answered(doctor, ringing.leg, since);
  return ringing.leg;
}

/** Waits until a leg is answered, by its events. */
export const answered = (doctor: Doctor, leg: string, since: Mark) =>
  doctor.webhooks.expect(({ status, legUuid }) => status === 'answered' && legUuid === leg, since, doctor.patience);

/** A caller from outside, connected with the agent. */
export async function callIn(doctor: Doctor, report: Report): Promise<Pair> {
  const ncco = [
    { action: 'talk', text: 'This is a check of the phones.' },
    { action: 'connect', endpoint: [{ type: 'app', user: AGENT }] },
  ];
  await answerWith(doctor, 'CUSTOM', { ncco });
  const { customer, answer, since } = await dialIn(doctor, report, doctor.phone!);
  return { customer, agent: await agentAnswers(doctor, report, doctor.agent!, since), answer, since };
}

/** The agent calls the phone outside, which answers. */
export async function callOut(doctor: Doctor, report: Report, context: Record<string, string> = {}): Promise<Pair> {
  const phone = doctor.phone!;
  const since = await doctor.webhooks.mark();
  const agent = await doctor.agent!.call({ to: phone.number, ...context });
  const isAnswer = ({ kind, body }: Webhook) => kind === 'answer' && body.from_user !== undefined;
  const answer = await doctor.webhooks.expect(isAnswer, since, doctor.patience);
  if (!answer) return noWebhook(doctor, report);
  const isCustomer = ({ kind, status, legUuid, body }: Webhook) =>
    kind === 'status' && status !== 'completed' && legUuid !== agent && body.to === phone.number;
  const rung = await doctor.webhooks.expect(isCustomer, since, doctor.patience);
  if (!rung?.legUuid) return report.stop('call.phoneNotRung', { number: phone.number });
  await phone.answer();
  if (!(await answeredByPerson(doctor, rung.legUuid, since))) return report.stop('call.phoneNotAnswered');
  return { customer: rung.legUuid, agent, answer, since };
}

const answeredByPerson = ({ webhooks, personPatience }: Doctor, leg: string, since: Mark) =>
  webhooks.expect(({ status, legUuid }) => status === 'answered' && legUuid === leg, since, personPatience);

/** Ends legs. @returns those that still live */
export async function hangUp({ vonage }: Doctor, ...legs: string[]): Promise<string[]> {
  const left: string[] = [];
  for (const leg of legs.filter(Boolean)) {
    for (const end = Date.now() + HANG_UP_MS; ; await sleep(300)) {
      const { status } = await vonage.act(leg, 'hangup');
      const over = status < 300 || status === 404 || (await isOver(vonage, leg));
      if (over) break;
      if (Date.now() < end) continue;
      left.push(leg);
      break;
    }
  }
  return left;
}

async function isOver(vonage: Doctor['vonage'], leg: string): Promise<boolean> {
  const { status, body } = await vonage.look(leg);
  return status === 404 || !['started', 'ringing', 'answered'].includes(String(body?.status));
}

/** Ends a pair and waits until both ends are booked, so that the next step finds the phones free. */
export async function endPair(doctor: Doctor, ...legs: string[]): Promise<void> {
  await hangUp(doctor, ...legs);
  for (const leg of legs) await booked(doctor, leg, ({ live }) => !live);
}
